package io.mediarouter.vertx.config.resilience;

import io.mediarouter.vertx.config.form.Checks;

/**
 * What a circuit breaker looks back on: the last calls, or those of the last seconds.
 *
 * @param timed whether {@code size} is in seconds; otherwise it is a number of calls
 * @param size at least 1
 */
public record BreakerWindow(boolean timed, int size) {
  public BreakerWindow {
    Checks.atLeast("window", size, 1);
  }

  /** The last {@code count} calls. */
  public static BreakerWindow calls(int count) {
    return new BreakerWindow(false, count);
  }
}
