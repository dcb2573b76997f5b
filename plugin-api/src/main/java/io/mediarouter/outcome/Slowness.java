package io.mediarouter.outcome;

import java.time.Duration;

/**
 * What counts as slow of a back end that does answer; each limit above 0.
 *
 * @param firstByte longest time to the first byte of an answer
 * @param stall longest silence in an answer
 * @param speed least speed of a transcode that somebody waits for, seconds of media a second
 */
public record Slowness(Duration firstByte, Duration stall, double speed) {
  /** 3 s, 5 s, and slower than a player plays. */
  public static final Slowness DEFAULT =
      new Slowness(Duration.ofSeconds(3), Duration.ofSeconds(5), 1);

  /** A transcode's speed tells nothing while its encoder has only begun. */
  private static final double LEAST_SECONDS = 2;

  public Slowness {
    if (isNone(firstByte) || isNone(stall) || !(speed > 0)) {
      throw new IllegalArgumentException(
          "slow: " + firstByte + ", " + stall + ", " + speed + " (expected: > 0)");
    }
  }

  private static boolean isNone(Duration duration) {
    return duration.isNegative() || duration.isZero();
  }

  /**
   * Whether a transcode is too slow for who waits.
   *
   * @param mediaSeconds what it has made so far
   * @param seconds since its first byte
   */
  public boolean isSlow(double mediaSeconds, double seconds) {
    return seconds >= LEAST_SECONDS && mediaSeconds < speed * seconds;
  }
}
