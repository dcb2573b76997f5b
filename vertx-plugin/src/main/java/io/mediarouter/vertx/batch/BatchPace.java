package io.mediarouter.vertx.batch;

import io.mediarouter.schedule.Backoff;
import java.time.Duration;

/**
 * How fast batch work is looked after.
 *
 * @param look how often the queue is looked at and progress is written, above 0
 * @param backoff how long a rendition rests after setbacks
 */
public record BatchPace(Duration look, Backoff backoff) {
  /** Looks each second; rests 1 s to 1 min. */
  public static final BatchPace DEFAULT = new BatchPace(Duration.ofSeconds(1), Backoff.DEFAULT);

  public BatchPace {
    if (look.isZero() || look.isNegative()) {
      throw new IllegalArgumentException("look: " + look + " (expected: > 0)");
    }
  }
}
