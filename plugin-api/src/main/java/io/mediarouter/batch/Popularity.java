package io.mediarouter.batch;

import java.time.Duration;
import java.time.Instant;

/**
 * How often something was asked for, the past counting half as much with every half-life.
 *
 * @param weight decayed number of requests at {@code at}, at least 0
 * @param at the moment of {@code weight}
 */
public record Popularity(double weight, Instant at) {
  /** The time in which a request comes to count half. */
  public static final Duration HALF_LIFE = Duration.ofHours(6);

  public Popularity {
    if (!(weight >= 0)) {
      throw new IllegalArgumentException("weight: " + weight + " (expected: >= 0)");
    }
  }

  /** The decayed number of requests at {@code now}. */
  public double weightAt(Instant now) {
    double halfLives = (double) Duration.between(at, now).toMillis() / HALF_LIFE.toMillis();
    return weight * Math.pow(0.5, Math.max(0, halfLives));
  }

  /** This after one more request. */
  public Popularity plusOne(Instant now) {
    return new Popularity(weightAt(now) + 1, now);
  }
}
