package io.mediarouter.vertx.batch;

import java.time.Duration;

/**
 * How fast batch work is looked after.
 *
 * @param look how often the queue is looked at and progress is written, above 0
 * @param firstPause rest of a rendition after its first setback; doubles with each further one
 * @param longestPause longest rest
 */
public record BatchPace(Duration look, Duration firstPause, Duration longestPause) {
  /** Looks each second; rests 1 s to 1 min. */
  public static final BatchPace DEFAULT =
      new BatchPace(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofMinutes(1));

  public BatchPace {
    requirePositive("look", look);
    requirePositive("firstPause", firstPause);
    requirePositive("longestPause", longestPause);
  }

  private static void requirePositive(String name, Duration value) {
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
    }
  }

  /** The rest after so many setbacks in a row, at least one. */
  Duration pauseAfter(int setbacks) {
    int doublings = Math.min(setbacks - 1, 30);
    Duration grown = firstPause.multipliedBy(1L << doublings);
    return grown.compareTo(longestPause) < 0 ? grown : longestPause;
  }
}
