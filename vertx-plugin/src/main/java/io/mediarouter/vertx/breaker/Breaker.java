package io.mediarouter.vertx.breaker;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.mediarouter.farm.Work;
import io.mediarouter.outcome.Outcome;
import io.mediarouter.outcome.Slowness;
import io.mediarouter.vertx.config.BreakerSettings;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The circuit breaker for one kind of work of one server: lets calls through while it is closed, a
 * few on trial while it is half-open, and none while it is open. Safe for use by many threads.
 *
 * <p>Resilience4j's breaker keeps its settings for ever. So when they change, another one takes its
 * place, and is told again what the old one was told: the last {@link CallMemory#CAPACITY} calls.
 * What it counts in all is counted here, and goes on.
 */
public final class Breaker {
  private final String serverId;
  private final Work work;
  private final LongSupplier nanoTime;
  private final BreakerWatch watch;
  private final CallMemory memory = new CallMemory();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final LongAdder successes = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final LongAdder ignored = new LongAdder();
  private final LongAdder slow = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private volatile Guard guard;

  /** The present breaker with its settings, exchanged as one. */
  private record Guard(CircuitBreaker circuit, BreakerSettings settings) {
    boolean lastsAsLongAs(Guard other) {
      return settings.openFor().equals(other.settings().openFor())
          && settings.halfOpenFor().equals(other.settings().halfOpenFor());
    }
  }

  Breaker(
      String serverId,
      Work work,
      BreakerSettings settings,
      LongSupplier nanoTime,
      BreakerWatch watch) {
    this.serverId = serverId;
    this.work = work;
    this.nanoTime = nanoTime;
    this.watch = watch;
    this.guard = guard(settings);
  }

  private Guard guard(BreakerSettings settings) {
    String name = serverId + '/' + work.token();
    return new Guard(CircuitBreaker.of(name, Circuits.config(settings, nanoTime)), settings);
  }

  /** The permit for one call, which has to be closed; null = it is refused. */
  public @Nullable Permit tryAcquire() {
    CircuitBreaker circuit = guard.circuit();
    State before = circuit.getState();
    boolean permitted = circuit.tryAcquirePermission();
    tellChange(circuit, before);
    if (!permitted) {
      refused.increment();
      return null;
    }
    inFlight.incrementAndGet();
    return new Permit(this, circuit, nanoTime.getAsLong());
  }

  /** Takes the result of a call; {@code circuit} is the one that let it through. */
  void record(CircuitBreaker circuit, Outcome outcome, Duration duration) {
    State before = circuit.getState();
    switch (outcome) {
      case SUCCESS -> successes.increment();
      case FAILURE -> failures.increment();
      case IGNORED -> ignored.increment();
    }
    if (outcome != Outcome.IGNORED) {
      remember(outcome == Outcome.SUCCESS, duration);
    }
    Circuits.record(circuit, outcome, duration);
    tellChange(circuit, before);
  }

  private void remember(boolean success, Duration duration) {
    if (duration.compareTo(slowness().firstByte()) > 0) {
      slow.increment();
    }
    memory.add(success, duration, nanoTime.getAsLong());
  }

  void released() {
    inFlight.decrementAndGet();
  }

  private void tellChange(CircuitBreaker circuit, State before) {
    if (circuit.getState() != before && circuit == guard.circuit()) {
      watch.changed(this);
    }
  }

  /**
   * Takes other settings, and keeps all that it knows. Where they say otherwise how long it refuses
   * or tries, that begins anew.
   */
  synchronized void reconfigure(BreakerSettings settings) {
    Guard old = guard;
    if (old.settings().equals(settings)) {
      return;
    }
    Guard next = guard(settings);
    Circuits.teach(next.circuit(), memory.within(settings.window(), nanoTime.getAsLong()));
    Circuits.carryOver(old.circuit().getState(), next.circuit());
    guard = next;
    if (old.circuit().getState() != next.circuit().getState() || !old.lastsAsLongAs(next)) {
      watch.changed(this);
    }
  }

  /** Lets calls through on trial, if it is open. */
  void tryAgain() {
    CircuitBreaker circuit = guard.circuit();
    if (circuit.getState() == State.OPEN) {
      circuit.transitionToHalfOpenState();
      watch.changed(this);
    }
  }

  /** Refuses again, if a trial is still on: too few of its calls have ended. */
  void endTrial() {
    CircuitBreaker circuit = guard.circuit();
    if (isOnTrial()) {
      circuit.transitionToOpenState();
      watch.changed(this);
    }
  }

  /** Whether it lets a few calls through to see how they do. */
  public boolean isOnTrial() {
    return guard.circuit().getState() == State.HALF_OPEN;
  }

  /** Forgets all failures and closes: an operator knows better. */
  public void reset() {
    memory.clear();
    guard.circuit().reset();
    watch.changed(this);
  }

  /** Which server it guards. */
  public String serverId() {
    return serverId;
  }

  /** Which work it guards. */
  public Work work() {
    return work;
  }

  /** Its settings. */
  public BreakerSettings settings() {
    return guard.settings();
  }

  /** What counts as slow. */
  public Slowness slowness() {
    return guard.settings().slow();
  }

  /** Whether it lets nothing through. */
  public boolean isOpen() {
    return guard.circuit().getState() == State.OPEN;
  }

  /** What it knows now. */
  public BreakerReport report() {
    CircuitBreaker circuit = guard.circuit();
    var metrics = circuit.getMetrics();
    return new BreakerReport(
        circuit.getState().name().toLowerCase(java.util.Locale.ROOT),
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
