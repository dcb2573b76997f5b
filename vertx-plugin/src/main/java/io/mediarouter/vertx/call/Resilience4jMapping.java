package io.mediarouter.vertx.call;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.mediarouter.outcome.Outcome;
import io.mediarouter.vertx.config.resilience.BreakerSettings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Translates settings, results and states to Resilience4j's. When an open circuit is tried again,
 * and how long a trial lasts, {@link Breakers} tells it: Resilience4j has a thread of its own for
 * that, and asks the system for the time.
 */
final class Resilience4jMapping {
  private static final Duration NEVER = Duration.ofDays(36_500);

  /** What a failure is to Resilience4j, which only counts it. */
  private static final Throwable FAILURE = new Failure();

  private static final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Failure() {
      super("the call failed", null, false, false);
    }
  }

  private Resilience4jMapping() {}

  static CircuitBreakerConfig config(BreakerSettings settings, LongSupplier nanoTime) {
    var type =
        settings.window().timed() ? SlidingWindowType.TIME_BASED : SlidingWindowType.COUNT_BASED;
    return CircuitBreakerConfig.custom()
        .failureRateThreshold(settings.failureRate())
        .slowCallRateThreshold(settings.slowRate())
        .slowCallDurationThreshold(settings.slow().firstByte())
        .slidingWindow(settings.window().size(), settings.minimumCalls(), type)
        .waitDurationInOpenState(NEVER)
        .permittedNumberOfCallsInHalfOpenState(settings.halfOpenCalls())
        .currentTimestampFunction(clock -> nanoTime.getAsLong(), TimeUnit.NANOSECONDS)
        .writableStackTraceEnabled(false)
        .build();
  }

  static void record(CircuitBreaker circuit, Outcome outcome, Duration duration) {
    switch (outcome) {
      case SUCCESS -> circuit.onSuccess(duration.toNanos(), TimeUnit.NANOSECONDS);
      case FAILURE -> circuit.onError(duration.toNanos(), TimeUnit.NANOSECONDS, FAILURE);
      case IGNORED -> circuit.releasePermission();
    }
  }

  /** Tells {@code circuit} of calls that another let through. */
  static void teach(CircuitBreaker circuit, List<CallMemory.Call> calls) {
    calls.forEach(
        call ->
            record(circuit, call.success() ? Outcome.SUCCESS : Outcome.FAILURE, call.duration()));
  }

  /** What was refused stays refused, and what was on trial stays on trial. */
  static void carryOver(State old, CircuitBreaker circuit) {
    if (old == State.OPEN && circuit.getState() == State.CLOSED) {
      circuit.transitionToOpenState();
    }
    if (old == State.HALF_OPEN) {
      if (circuit.getState() == State.CLOSED) {
        circuit.transitionToOpenState();
      }
      circuit.transitionToHalfOpenState();
    }
  }
}
