package io.mediarouter.vertx.call;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.mediarouter.vertx.config.resilience.BreakerSettings;
import java.util.function.LongSupplier;

/** A breaker of Resilience4j with the settings that it keeps for ever. */
record Circuit(CircuitBreaker circuit, BreakerSettings settings) {
  static Circuit of(String name, BreakerSettings settings, LongSupplier nanoTime) {
    return new Circuit(
        CircuitBreaker.of(name, Resilience4jMapping.config(settings, nanoTime)), settings);
  }

  /** Whether both refuse and try for the same time. */
  boolean lastsAsLongAs(Circuit other) {
    return settings.openFor().equals(other.settings().openFor())
        && settings.halfOpenFor().equals(other.settings().halfOpenFor());
  }

  /** Whether so many calls under way make it too slow, with those that have ended. */
  boolean isTooSlow(CallMemory ended, int overdue, long nowNanos) {
    return switch (circuit.getState()) {
      case CLOSED -> ended.isTooSlow(settings, overdue, nowNanos);
      case HALF_OPEN -> {
        var trial = circuit.getMetrics();
        int calls = trial.getNumberOfBufferedCalls() + overdue;
        int late = trial.getNumberOfSlowCalls() + overdue;
        yield calls >= settings.halfOpenCalls() && 100f * late / calls >= settings.slowRate();
      }
      case OPEN, DISABLED, METRICS_ONLY, FORCED_OPEN -> false;
    };
  }
}
