package io.mediarouter.stream;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The lead of a run before its viewer: whether what it makes comes fast enough, and whether another
 * server is to go on with it before the player stands still.
 *
 * @param segment how long a segment plays
 * @param predicted how long one was predicted to take
 * @param last how long the one before took; null = it is the first of its run
 * @param elapsed how long the one in the making takes already
 * @param left how long until its viewer needs it; negative: it waits
 */
public record RunLead(
    Duration segment,
    Duration predicted,
    @Nullable Duration last,
    Duration elapsed,
    Duration left) {
  /** A run that takes so many times what was predicted is slow; so are predictions elsewhere. */
  private static final double SLOW = 1.5;

  /** Whoever moves early enough may find the next server no better than this. */
  private static final int HASTE = 3;

  /** All that the one in the making takes: what takes longer than expected takes twice as long. */
  private Duration all() {
    Duration expected = last == null ? segment : last;
    return elapsed.compareTo(expected) > 0 ? elapsed.multipliedBy(2) : expected;
  }

  private Duration rest() {
    return all().minus(elapsed);
  }

  /**
   * Whether it is made more slowly than it is watched, and than was predicted: its lead shrinks.
   */
  public boolean isShrinking() {
    return all().compareTo(segment) > 0 && all().toNanos() > SLOW * predicted.toNanos();
  }

  /**
   * Whether a run is to go on at another server: there it is sooner, and here it will be too late,
   * or so nearly that the time for moving runs out.
   *
   * @param elsewhere how long the first segment is predicted to take there
   */
  public boolean isBetter(Duration elsewhere) {
    Duration needed = elsewhere.multipliedBy(HASTE);
    Duration margin = needed.compareTo(rest()) > 0 ? needed : rest();
    return isShrinking()
        && left.compareTo(margin) < 0
        && SLOW * elsewhere.toNanos() < rest().toNanos();
  }
}
