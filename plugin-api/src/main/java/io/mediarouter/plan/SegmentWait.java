package io.mediarouter.plan;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rule how long a part of a stream waits for room. One that is late is better than a refusal,
 * so what bounds it is how long players wait for an answer, not when they run dry: those that begin
 * leave after 8 s, and of those that have something to play some wait for 20 s, while others ask
 * again.
 */
public final class SegmentWait {
  private static final Duration LEAST_PATIENT = Duration.ofSeconds(8);
  private static final Duration MOST_PATIENT = Duration.ofSeconds(20);
  private static final long SHORTEST_MAKING_MILLIS = 1000;
  private static final long LONGEST_MAKING_MILLIS = 3000;

  private SegmentWait() {}

  /**
   * How long it waits, which leaves time for making it at twice the speed at which it plays.
   *
   * @param patience how long its viewer has something to play; null = not known, or nothing
   * @param playMillis how long it plays
   */
  public static Duration of(@Nullable Duration patience, long playMillis) {
    return player(patience).minusMillis(makingMillis(playMillis));
  }

  /** How long it waits where few may: no longer than its viewer has something to play. */
  public static Duration whilePlaying(@Nullable Duration patience, long playMillis) {
    if (patience == null) {
      return Duration.ZERO;
    }
    Duration wait =
        Collections.min(List.of(patience, MOST_PATIENT)).minusMillis(makingMillis(playMillis));
    return wait.isNegative() ? Duration.ZERO : wait;
  }

  private static long makingMillis(long playMillis) {
    return Math.max(SHORTEST_MAKING_MILLIS, Math.min(LONGEST_MAKING_MILLIS, playMillis / 2));
  }

  private static Duration player(@Nullable Duration patience) {
    if (patience == null || patience.compareTo(LEAST_PATIENT) < 0) {
      return LEAST_PATIENT;
    }
    return patience.compareTo(MOST_PATIENT) < 0 ? patience : MOST_PATIENT;
  }
}
