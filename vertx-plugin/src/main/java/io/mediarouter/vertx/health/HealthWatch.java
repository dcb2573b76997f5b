package io.mediarouter.vertx.health;

import io.mediarouter.state.SharedState;
import io.mediarouter.vertx.call.Breaker;
import io.mediarouter.vertx.monitor.FarmMonitor;
import io.mediarouter.vertx.shared.Coalesced;
import io.vertx.core.Context;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The watch that keeps this proxy's knowledge of the servers' health current: has the servers
 * checked, tells the others its votes, agrees with them, and has views made anew when time alone
 * has changed a server's health.
 */
public final class HealthWatch {
  private static final long TICK_MILLIS = 250;

  private final HealthParts parts;
  private final HealthBoard board;
  private final FarmMonitor monitor;
  private final Context context;
  private final HealthVotes votes;
  private final Ejections ejections;
  private final HealthChecker checker;
  private final OperatorSwitch operators;
  private long timer = -1;

  HealthWatch(HealthParts parts, HealthBoard board, FarmMonitor monitor) {
    this.parts = parts;
    this.board = board;
    this.monitor = monitor;
    this.context = parts.vertx().getOrCreateContext();
    this.votes = new HealthVotes(parts);
    this.ejections = new Ejections(parts, monitor);
    this.checker = new HealthChecker(parts, context);
    this.operators = new OperatorSwitch(parts, ejections, monitor::invalidate);
    follow(parts.state());
  }

  private void follow(SharedState state) {
    var operatorResets = new OperatorResets(parts);
    var checkResets = new CheckResets(parts, ejections);
    parts.breakers().onChange(this::changed);
    parts.breakers().onRosterChange(votes::tidy);
    state.healthVotes().onChange(new Coalesced(context, ejections::agree));
    state.checks().onChange(new Coalesced(context, checkResets::follow));
    state.checks().onChange(new Coalesced(context, this::compare));
    state.servers().onChange(new Coalesced(context, operatorResets::followStates));
    state.ejections().onChange(new Coalesced(context, operatorResets::followEjections));
    state.ejections().onChange(new Coalesced(context, this::compare));
  }

  /** Looks at once: what is over before anybody looks was never seen, nor got over. */
  private void changed(Breaker breaker) {
    votes.tell(breaker);
    monitor.invalidate();
    monitor.view();
  }

  /** Begins to watch. */
  public void start() {
    checker.start();
    timer = parts.vertx().setPeriodic(TICK_MILLIS, id -> context.runOnContext(v -> tick()));
  }

  private void tick() {
    compare();
    ejections.agree();
    Set<String> present =
        parts.farm().all().stream().map(each -> each.server().id()).collect(Collectors.toSet());
    board.keepOnly(present);
    votes.tidy();
    ejections.tidy(present);
  }

  /** Making a view costs more than asking whether one is due. */
  private void compare() {
    boolean differs =
        monitor.view().servers().stream()
            .anyMatch(view -> !board.of(view.server().id(), view.report()).equals(view.health()));
    if (differs) {
      monitor.invalidate();
    }
  }

  /** Stops watching. */
  public void stop() {
    parts.vertx().cancelTimer(timer);
    checker.stop();
  }

  /** The operators' switch. */
  public OperatorSwitch operators() {
    return operators;
  }
}
