package io.mediarouter.vertx.call;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.mediarouter.outcome.Outcome;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * The numbers of calls of one breaker, in all and by what came of them. Safe for use by many
 * threads.
 */
final class CallCounts {
  private final AtomicInteger inFlight = new AtomicInteger();
  private final LongAdder successes = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final LongAdder ignored = new LongAdder();
  private final LongAdder slow = new LongAdder();
  private final LongAdder refused = new LongAdder();

  void began() {
    inFlight.incrementAndGet();
  }

  void refused() {
    refused.increment();
  }

  void slow() {
    slow.increment();
  }

  /** Counts the end of one that began. */
  void ended(Outcome outcome) {
    inFlight.decrementAndGet();
    switch (outcome) {
      case SUCCESS -> successes.increment();
      case FAILURE -> failures.increment();
      case IGNORED -> ignored.increment();
    }
  }

  /** These, and what {@code circuit} knows now. */
  BreakerReport report(CircuitBreaker circuit) {
    var metrics = circuit.getMetrics();
    return new BreakerReport(
        circuit.getState().name().toLowerCase(Locale.ROOT),
        metrics.getFailureRate(),
        metrics.getSlowCallRate(),
        metrics.getNumberOfBufferedCalls(),
        inFlight.get(),
        successes.sum(),
        failures.sum(),
        ignored.sum(),
        slow.sum(),
        refused.sum());
  }
}
