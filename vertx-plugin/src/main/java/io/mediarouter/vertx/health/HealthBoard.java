package io.mediarouter.vertx.health;

import io.mediarouter.farm.Condition;
import io.mediarouter.farm.LoadReport;
import io.mediarouter.farm.ServerHealth;
import io.mediarouter.farm.SlowStart;
import io.mediarouter.farm.Work;
import io.mediarouter.health.ConditionRule;
import io.mediarouter.health.Ejection;
import io.mediarouter.health.ServerCheck;
import io.mediarouter.state.Row;
import io.mediarouter.state.Versioned;
import io.mediarouter.vertx.config.LoadConfig;
import io.mediarouter.vertx.config.resilience.HealthConfig;
import io.mediarouter.vertx.monitor.Healths;
import io.mediarouter.vertx.shared.Memoized;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The board of what is known of how well each server does: what this proxy's breakers refuse, what
 * the proxies have agreed to leave out, what checks and missing reports say, and how far its
 * recovery is. Safe for use by many threads.
 *
 * <p>Everything is sorted by server once after a change, so that asking for one costs little
 * however many there are. What time alone changes is found by asking again: see {@link
 * HealthWatch}.
 */
public final class HealthBoard implements Healths {
  private final HealthParts parts;
  private final Memoized<Map<String, BreakerSummary>> circuits;
  private final Memoized<Map<String, List<Ejection>>> ejections;
  private final Memoized<Map<String, Row<ServerCheck>>> checks;
  private final RecoveryTimes recoveryTimes = new RecoveryTimes();

  HealthBoard(HealthParts parts) {
    this.parts = parts;
    this.circuits = new Memoized<>(() -> BreakerSummary.of(parts.breakers().all()));
    this.ejections = new Memoized<>(() -> byServer(parts.state().ejections().rows().values()));
    this.checks = new Memoized<>(() -> CheckRows.newest(parts.state().checks().rows()));
    parts.breakers().onChange(breaker -> circuits.invalidate());
    parts.breakers().onRosterChange(circuits::invalidate);
    parts.state().ejections().onChange(ejections::invalidate);
    parts.state().checks().onChange(checks::invalidate);
  }

  private static Map<String, List<Ejection>> byServer(Collection<Versioned<Ejection>> rows) {
    Map<String, List<Ejection>> byServer = new HashMap<>();
    for (Versioned<Ejection> each : rows) {
      Ejection ejection = each.value();
      byServer.computeIfAbsent(ejection.serverId(), id -> new ArrayList<>()).add(ejection);
    }
    return byServer;
  }

  /** Also notices that the server has recovered, if it has since it was last asked. */
  @Override
  public ServerHealth of(String serverId, @Nullable LoadReport report) {
    Instant now = parts.clock().instant();
    BreakerSummary circuit = circuits.get().getOrDefault(serverId, BreakerSummary.closed());
    Set<Work> ejected = ejected(serverId, now);
    Condition condition = condition(serverId, report, now);
    Duration length = parts.settings().get().slowStart();
    SlowStart start =
        recoveryTimes.observe(serverId, circuit.untrusted(), ejected, condition, length, now);
    return new ServerHealth(
        circuit.refused(), circuit.onTrial(), ejected, condition, start, circuit.merelySlow());
  }

  private Set<Work> ejected(String serverId, Instant now) {
    Set<Work> ejected = EnumSet.noneOf(Work.class);
    for (Ejection each : ejections.get().getOrDefault(serverId, List.of())) {
      if (each.holds(now)) {
        ejected.add(each.work());
      }
    }
    return ejected;
  }

  private Condition condition(String serverId, @Nullable LoadReport report, Instant now) {
    Row<ServerCheck> row = checks.get().get(serverId);
    boolean polled = parts.farm().load(serverId).isPresent();
    return rule().conditionOf(row == null ? null : row.value(), polled ? report : null, now);
  }

  /**
   * Reports that came on responses are taken away when they are old, by the next poll: until then
   * they must not say that the server is silent.
   */
  private ConditionRule rule() {
    HealthConfig health = parts.settings().get().health();
    LoadConfig load = parts.load().get();
    Duration taken = load.staleAfter().plus(load.poll().multipliedBy(2));
    Duration silent = health.silentFor().compareTo(taken) < 0 ? taken : health.silentFor();
    return new ConditionRule(CheckRows.validFor(health), load.staleAfter(), silent);
  }

  void keepOnly(Collection<String> serverIds) {
    recoveryTimes.keepOnly(serverIds);
  }
}
