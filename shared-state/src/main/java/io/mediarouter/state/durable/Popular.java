package io.mediarouter.state.durable;

import io.mediarouter.batch.Popularity;
import java.time.Duration;
import java.time.Instant;

/**
 * The record of how often something was asked for in the whole cluster.
 *
 * @param key its name
 * @param popularity the sum over all proxies
 */
record Popular(String key, Popularity popularity) {
  private static final double STEPS_PER_DOUBLING = 1_000_000;

  /** Its key in the store. */
  String id() {
    return StoredRow.keyOf(key);
  }

  /**
   * The order of weights of different moments, which stays as they decay: one that is twice another
   * is as much as that one a half-life later. So the higher of two that meet in the store stays.
   */
  long rank() {
    double halfLives =
        (double) Duration.between(Instant.EPOCH, popularity.at()).toMillis()
            / Popularity.HALF_LIFE.toMillis();
    double doublings = Math.log(popularity.weight()) / Math.log(2);
    return Math.round((halfLives + doublings) * STEPS_PER_DOUBLING);
  }
}
