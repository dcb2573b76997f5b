package io.mediarouter.farm;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * The time after a server's recovery in which it is given less work than others, and more and more.
 *
 * @param from when it recovered
 * @param length how long it takes until it is treated like any other, above 0
 */
public record SlowStart(Instant from, Duration length) {
  /** What even a server that has just recovered is given, or nobody would learn of it. */
  private static final double LEAST_SHARE = 0.1;

  public SlowStart {
    if (length.isNegative() || length.isZero()) {
      throw new IllegalArgumentException("length: " + length + " (expected: > 0)");
    }
  }

  /** Share of its usual work that it should be given, {@value #LEAST_SHARE}..1. */
  public double shareAt(Instant now) {
    double passed =
        (double) Duration.between(from, now).toMillis() / Math.max(1, length.toMillis());
    return Math.min(1, Math.max(LEAST_SHARE, passed));
  }

  /** Whether it should be given this one piece of work. */
  public boolean admits(Instant now, RandomGenerator random) {
    double share = shareAt(now);
    return share >= 1 || random.nextDouble() < share;
  }

  /** Whether it is over. */
  public boolean isOver(Instant now) {
    return shareAt(now) >= 1;
  }
}
