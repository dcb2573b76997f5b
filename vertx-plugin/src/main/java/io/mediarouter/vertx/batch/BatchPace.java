package io.mediarouter.vertx.batch;

import io.mediarouter.schedule.Backoff;
import java.time.Duration;

/**
 * The intervals at which batch work is looked after.
 *
 * @param look how often the queue is looked at and progress is written, above 0
 * @param gate how often it is looked whether something is to give way, besides each time that the
 *     farm's tasks or loads change, above 0
 * @param backoff how long a rendition rests after setbacks
 */
public record BatchPace(Duration look, Duration gate, Backoff backoff) {
  /**
   * Looks each second; what is to give way does so within a fifth of one, whatever news is late;
   * rests 1 s to 1 min.
   */
  public static final BatchPace DEFAULT =
      new BatchPace(Duration.ofSeconds(1), Duration.ofMillis(200), Backoff.DEFAULT);

  public BatchPace {
    requireAboveZero("look", look);
    requireAboveZero("gate", gate);
  }

  private static void requireAboveZero(String name, Duration length) {
    if (length.isZero() || length.isNegative()) {
      throw new IllegalArgumentException(name + ": " + length + " (expected: > 0)");
    }
  }
}
