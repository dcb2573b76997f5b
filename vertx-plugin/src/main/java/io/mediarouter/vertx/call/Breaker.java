package io.mediarouter.vertx.call;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.mediarouter.farm.Work;
import io.mediarouter.outcome.Outcome;
import io.mediarouter.outcome.Slowness;
import io.mediarouter.vertx.config.resilience.BreakerSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
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

  /** What has ended since it opened, whenever that began. */
  private final CallMemory sinceOpened = new CallMemory();

  private final CallCounts counts = new CallCounts();
  private volatile Circuit guard;
  private volatile Stage stage = new Stage();
  private volatile State known = State.CLOSED;
  private volatile boolean openedAsSlow;
  private volatile boolean retired;

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
    this.guard = circuit(settings);
  }

  private Circuit circuit(BreakerSettings settings) {
    return Circuit.of(serverId + '/' + work.token(), settings, nanoTime);
  }

  /** The permit for one call, which has to be closed; null = it is refused. */
  public @Nullable Permit tryAcquire() {
    return tryAcquire(() -> false);
  }

  /**
   * The permit for one call, which has to be closed; null = it is refused.
   *
   * @param isLast tells whether nobody else is there who does its server's work: then it is not
   *     refused where that is merely slow
   */
  public @Nullable Permit tryAcquire(BooleanSupplier isLast) {
    if (!guard.circuit().tryAcquirePermission()) {
      return isMerelySlow() && isLast.getAsBoolean() ? acquireAside() : refuse();
    }
    counts.began();
    Stage now = stage;
    boolean first = isOnTrial() && now.oldestSilent().isEmpty();
    var permit = new Permit(this, now, nanoTime.getAsLong());
    now.began(permit);
    if (first) {
      watch.tried(this);
    }
    return permit;
  }

  private @Nullable Permit refuse() {
    counts.refused();
    return null;
  }

  /** For a call that is none of those by which it judges whether to close. */
  private Permit acquireAside() {
    counts.began();
    return new Permit(this, new Stage(), nanoTime.getAsLong());
  }

  /** Learns that a call is too slow that is still under way. */
  void late(Stage began) {
    counts.slow();
    began.late();
    Circuit now = guard;
    if (began == stage && now.isTooSlow(memory, began.overdue(), nanoTime.getAsLong())) {
      now.circuit().transitionToOpenState();
      tellChange();
    }
  }

  /**
   * Takes the result of a call. One that was too slow, and whose end says nothing of the server,
   * was still too slow.
   */
  void ended(Permit permit, Outcome outcome, Duration duration, boolean wasLate) {
    Stage began = permit.stage();
    began.ended(permit);
    if (wasLate) {
      began.lateEnded();
    }
    Outcome said = wasLate && outcome == Outcome.IGNORED ? Outcome.SUCCESS : outcome;
    counts.ended(said);
    if (said != Outcome.IGNORED && guard.circuit().getState() != State.CLOSED) {
      sinceOpened.add(said == Outcome.SUCCESS, duration, nanoTime.getAsLong());
    }
    if (said == Outcome.IGNORED) {
      conclude(began, said, duration);
    } else {
      Duration counted = wasLate ? atLeastSlow(duration) : duration;
      countIfSlow(counted, wasLate);
      conclude(began, said, counted);
    }
  }

  private Duration atLeastSlow(Duration duration) {
    Duration least = slowness().firstByte().plusMillis(1);
    return duration.compareTo(least) < 0 ? least : duration;
  }

  private void countIfSlow(Duration duration, boolean wasCounted) {
    if (!wasCounted && duration.compareTo(slowness().firstByte()) > 0) {
      counts.slow();
    }
  }

  private void conclude(Stage began, Outcome outcome, Duration duration) {
    if (began != stage) {
      return;
    }
    if (outcome != Outcome.IGNORED) {
      memory.add(outcome == Outcome.SUCCESS, duration, nanoTime.getAsLong());
    }
    Resilience4jMapping.record(guard.circuit(), outcome, duration);
    tellChange();
  }

  private void tellChange() {
    if (guard.circuit().getState() != known && isChanged()) {
      watch.changed(this);
    }
  }

  /** Many may see one change, and the first of them counts. */
  private synchronized boolean isChanged() {
    State now = guard.circuit().getState();
    if (now == known) {
      return false;
    }
    noteWhy(known, now);
    known = now;
    stage = new Stage();
    if (now == State.CLOSED) {
      memory.clear();
    }
    return true;
  }

  private void noteWhy(State before, State now) {
    if (before == State.CLOSED && now == State.OPEN) {
      openedAsSlow = !memory.isFailing(guard.settings(), nanoTime.getAsLong());
      sinceOpened.clear();
    }
  }

  /**
   * Takes other settings, and keeps all that it knows. Where they say otherwise how long it refuses
   * or tries, that begins anew.
   */
  void reconfigure(BreakerSettings settings) {
    if (isOtherwise(settings)) {
      watch.changed(this);
    }
  }

  /** Takes them, and tells whether it refuses or tries otherwise now. */
  private synchronized boolean isOtherwise(BreakerSettings settings) {
    Circuit old = guard;
    if (old.settings().equals(settings)) {
      return false;
    }
    Circuit next = circuit(settings);
    Resilience4jMapping.teach(
        next.circuit(), memory.within(settings.window(), nanoTime.getAsLong()));
    Resilience4jMapping.carryOver(old.circuit().getState(), next.circuit());
    guard = next;
    return isChanged() || !old.lastsAsLongAs(next);
  }

  /** Lets calls through on trial, if it is open. */
  void tryAgain() {
    CircuitBreaker circuit = guard.circuit();
    if (circuit.getState() == State.OPEN) {
      circuit.transitionToHalfOpenState();
      tellChange();
    }
  }

  /** Refuses again, if a call on trial has brought nothing for as long as a trial may take. */
  void endTrial() {
    if (trialLeft().filter(left -> left.isNegative() || left.isZero()).isPresent()) {
      openedAsSlow = false;
      guard.circuit().transitionToOpenState();
      tellChange();
    }
  }

  /**
   * How long the oldest call on trial that has brought nothing may still take; empty where there is
   * none: a trial to which nobody comes goes on.
   */
  Optional<Duration> trialLeft() {
    OptionalLong began = isOnTrial() ? stage.oldestSilent() : OptionalLong.empty();
    if (began.isEmpty()) {
      return Optional.empty();
    }
    var age = Duration.ofNanos(nanoTime.getAsLong() - began.getAsLong());
    return Optional.of(settings().halfOpenFor().minus(age));
  }

  /** Whether it lets a few calls through to see how they do. */
  public boolean isOnTrial() {
    return guard.circuit().getState() == State.HALF_OPEN;
  }

  /** Forgets all failures and closes: an operator knows better. */
  public void reset() {
    memory.clear();
    guard.circuit().reset();
    isChanged();
    watch.changed(this);
  }

  /** Closes for good: its server has left, and what is still under way says nothing any more. */
  void retire() {
    retired = true;
    reset();
  }

  /** Whether its server has left. */
  boolean isRetired() {
    return retired;
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

  /**
   * Whether it does not trust its server for slowness alone: neither failures nor silence have
   * opened it, or have kept it open since.
   */
  public boolean isMerelySlow() {
    return (isOpen() || isOnTrial())
        && openedAsSlow
        && !sinceOpened.isFailing(settings(), nanoTime.getAsLong());
  }

  /** Whether it lets nothing through. */
  public boolean isOpen() {
    return guard.circuit().getState() == State.OPEN;
  }

  /** What it knows now. */
  public BreakerReport report() {
    return counts.report(guard.circuit());
  }
}
