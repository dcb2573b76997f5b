package io.mediarouter.farm;

import java.time.Duration;
import java.time.Instant;

/**
 * The record of how a stored rendition was used.
 *
 * @param hits how often it was delivered from its start, at least 0
 * @param weight the same, each use counting half as much with every half-life, as of {@code at}
 * @param at when it was last used, or is known to have been in use
 */
public record Usage(long hits, double weight, Instant at) {
  /** The time in which a use comes to count half. */
  public static final Duration HALF_LIFE = Duration.ofHours(24);

  /** Never used. */
  public static final Usage NONE = new Usage(0, 0, Instant.EPOCH);

  public Usage {
    if (hits < 0 || !(weight >= 0)) {
      throw new IllegalArgumentException(
          "usage: " + hits + " hits, weight " + weight + " (expected: >= 0)");
    }
  }

  /** Whether it was ever used. */
  public boolean isKnown() {
    return at.isAfter(Instant.EPOCH);
  }

  /** The decayed number of uses at {@code now}. */
  public double weightAt(Instant now) {
    double halfLives = (double) Duration.between(at, now).toMillis() / HALF_LIFE.toMillis();
    return weight * Math.pow(0.5, Math.max(0, halfLives));
  }

  /** This after more uses; 0 = it is in use still. */
  public Usage plus(long uses, Instant now) {
    Instant last = now.isAfter(at) ? now : at;
    return new Usage(hits + uses, weightAt(last) + uses, last);
  }
}
