package io.mediarouter.vertx.health;

import io.mediarouter.health.ServerCheck;
import io.mediarouter.state.Row;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Resets breakers of servers that were down and pass their checks again, and ends their ejections:
 * what failed was the one that was down, and a farm of one would refuse everybody until its breaker
 * has seen enough. For use by one thread.
 */
final class CheckResets {
  private final HealthParts parts;
  private final Ejections ejections;
  private Set<String> down;

  CheckResets(HealthParts parts, Ejections ejections) {
    this.parts = parts;
    this.ejections = ejections;
    this.down = withState(newest(), false);
  }

  void follow() {
    Map<String, Row<ServerCheck>> now = newest();
    Set<String> up = withState(now, true);
    Set<String> before = down;
    down = withState(now, false);
    before.stream().filter(up::contains).forEach(this::reset);
  }

  private Map<String, Row<ServerCheck>> newest() {
    return CheckRows.newest(parts.state().checks().rows());
  }

  private static Set<String> withState(Map<String, Row<ServerCheck>> checks, boolean up) {
    return checks.values().stream()
        .map(Row::value)
        .filter(check -> check.up() == up)
        .map(ServerCheck::serverId)
        .collect(Collectors.toUnmodifiableSet());
  }

  private void reset(String serverId) {
    ejections.pardon(serverId);
    parts.breakers().reset(serverId);
  }
}
