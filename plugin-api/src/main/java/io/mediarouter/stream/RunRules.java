package io.mediarouter.stream;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The rule how many segments are made in one go. One process that makes several is cheaper than one
 * for each (alone 1.95 times the work of a continuous encode, four together 1.12), but most viewers
 * leave early. Who fills a buffer is given a long run, which ends at the border behind what it has
 * asked for; who plays is given runs as long as the root of what it has watched, which is where a
 * run's beginning costs as much as what is made for who leaves.
 *
 * @param first segments of the first run of a viewer, at least 1
 * @param longest segments of any run, at least {@code first}
 * @param ahead how many segments in front of the furthest viewer may be made, at least 1
 */
public record RunRules(int first, int longest, int ahead) {
  private static final double HASTE = 3;
  private static final int MOMENTS = 40;

  /** So many segments behind what was asked for are made for who asks for them at once. */
  private static final int AT_ONCE = 2;

  public RunRules {
    if (first < 1 || longest < first || ahead < 1) {
      throw new IllegalArgumentException(
          "runs: "
              + first
              + ", "
              + longest
              + ", "
              + ahead
              + " ahead (expected: 1 <= first <= longest)");
    }
  }

  /** The rules for segments of a length, with so many seconds to be ahead. */
  public static RunRules of(SegmentGrid grid, double aheadSeconds) {
    int ahead = (int) Math.max(1, Math.ceil(aheadSeconds * 1000 / grid.segmentMillis()));
    return new RunRules(2, Math.max(2, ahead), ahead);
  }

  /**
   * How many segments a run that begins now has at the most.
   *
   * @param from the first one, which is in the grid
   * @param viewer who it is for; null = nobody yet
   * @return at least 1, and no more than the grid has
   */
  public int length(SegmentGrid grid, int from, @Nullable PlayerRhythm viewer) {
    int wanted = viewer == null || viewer.watched() == 0 ? first : length(viewer);
    return Math.min(wanted, grid.count() - from);
  }

  private int length(PlayerRhythm viewer) {
    return viewer.hurries() ? longest : inRhythm(viewer);
  }

  private int inRhythm(PlayerRhythm viewer) {
    return (int) Math.max(first, Math.min(longest, Math.round(Math.sqrt(viewer.watched()))));
  }

  /** The last segment that a run goes on to for a viewer, at the border before it. */
  public int horizon(SegmentGrid grid, PlayerRhythm viewer, Instant now) {
    int more = viewer.hurries() && !hasJustAsked(viewer, now) ? AT_ONCE : inRhythm(viewer);
    return Math.min(grid.count() - 1, viewer.asked() + Math.min(ahead, more));
  }

  /** What is made faster than it is fetched is not taken for what nobody fetches. */
  private static boolean hasJustAsked(PlayerRhythm viewer, Instant now) {
    Duration moment = viewer.segment().dividedBy(MOMENTS);
    return Duration.between(viewer.askedAt(), now).compareTo(moment) < 0;
  }

  /**
   * Whether a viewer needs a run to begin now with a segment that is not there: it is the next one,
   * or is needed before three times as long has passed as making it takes.
   *
   * @param makingSeconds how long the first segment of a run is predicted to take
   */
  public boolean isDue(PlayerRhythm viewer, int segment, double makingSeconds, Instant now) {
    if (segment <= viewer.asked() + 1) {
      return true;
    }
    double left = Duration.between(now, viewer.dueOf(segment)).toMillis() / 1000.0;
    return segment <= viewer.asked() + ahead && left < HASTE * makingSeconds;
  }
}
