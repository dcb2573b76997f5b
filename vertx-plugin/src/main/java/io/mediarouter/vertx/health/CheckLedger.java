package io.mediarouter.vertx.health;

import io.mediarouter.health.CheckCount;
import io.mediarouter.health.ServerCheck;
import io.mediarouter.state.OwnedTable;
import io.mediarouter.state.Row;
import io.mediarouter.vertx.config.resilience.HealthConfig;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The verdicts on servers: counts this proxy's checks and writes what comes of them, and follows
 * those of the others, so that a server that it takes over is as up or down as it was. For use by
 * one thread.
 *
 * <p>Each row is told to all proxies, so it is written when it says something else, and before it
 * is too old to be believed; not after each check.
 */
final class CheckLedger {
  private static final Logger LOG = LoggerFactory.getLogger(CheckLedger.class);

  private final OwnedTable<ServerCheck> table;
  private final String self;
  private final InstantSource clock;
  private final Map<String, CheckCount> counts = new HashMap<>();

  CheckLedger(HealthParts parts) {
    this.table = parts.state().checks();
    this.self = parts.state().self();
    this.clock = parts.clock();
  }

  /** Notes a check of ours; {@code problem} is empty where it passed. */
  void note(String serverId, Optional<String> problem, HealthConfig health) {
    CheckCount before = counts.getOrDefault(serverId, CheckCount.NEW);
    CheckCount after = before.plus(problem.isEmpty(), health.rise(), health.fall());
    counts.put(serverId, after);
    if (after.up() != before.up()) {
      logChange(serverId, problem);
    }
    write(new ServerCheck(serverId, after.up(), problem.orElse(null), clock.instant()), health);
  }

  private static void logChange(String serverId, Optional<String> problem) {
    problem.ifPresentOrElse(
        cause -> LOG.warn("{} is down: {}", serverId, cause),
        () -> LOG.info("{} is up again", serverId));
  }

  private void write(ServerCheck check, HealthConfig health) {
    ServerCheck last = table.own(check.serverId()).orElse(null);
    if (last == null || !isSame(last, check) || isAgeing(last, check.at(), health)) {
      table.put(check.serverId(), check);
    }
  }

  private static boolean isSame(ServerCheck one, ServerCheck other) {
    return one.up() == other.up() && Objects.equals(one.problem(), other.problem());
  }

  private static boolean isAgeing(ServerCheck last, Instant now, HealthConfig health) {
    return !last.at().plus(CheckRows.validFor(health).dividedBy(2)).isAfter(now);
  }

  /**
   * Leaves a server to another proxy. What we said of it stays until that one has spoken, or it is
   * too old.
   */
  void leave(String serverId, @Nullable ServerCheck others, HealthConfig health) {
    if (others != null) {
      counts.put(serverId, new CheckCount(others.up(), 0));
      table.remove(serverId);
    } else if (table.own(serverId).filter(row -> isOld(row, health)).isPresent()) {
      table.remove(serverId);
    }
  }

  private boolean isOld(ServerCheck check, HealthConfig health) {
    return check.at().plus(CheckRows.validFor(health)).isBefore(clock.instant());
  }

  /** Forgets a server that is not checked. */
  void forget(String serverId) {
    counts.remove(serverId);
    table.remove(serverId);
  }

  /** Forgets all servers but these. */
  void keepOnly(Collection<String> serverIds) {
    counts.keySet().retainAll(serverIds);
    table.rows().stream()
        .filter(row -> row.owner().equals(self) && !serverIds.contains(row.key()))
        .forEach(row -> table.remove(row.key()));
  }

  /** What the other proxies say, by server. */
  Map<String, Row<ServerCheck>> others() {
    return CheckRows.newest(
        table.rows().stream().filter(row -> !row.owner().equals(self)).toList());
  }
}
