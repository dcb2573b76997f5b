package io.mediarouter.vertx.health;

import io.mediarouter.farm.AdministrativeState;
import io.mediarouter.health.ServerCheck;
import io.mediarouter.state.Row;
import io.mediarouter.state.Versioned;
import io.mediarouter.vertx.config.resilience.HealthConfig;
import io.mediarouter.vertx.farm.BackEnd;
import io.mediarouter.vertx.shared.Rendezvous;
import io.vertx.core.Context;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The checker of servers: of all proxies, one checks each server, the one that the server belongs
 * to by {@link Rendezvous}. Works on one context; asks for its settings before each round.
 *
 * <p>Checks go past the breakers: they say whether a server is there, not how it does its work.
 */
final class HealthChecker {
  private final HealthParts parts;
  private final Context context;
  private final Rendezvous rendezvous;
  private final CheckLedger ledger;
  private final Checkup checkup;
  private final Set<String> underWay = new HashSet<>();
  private volatile boolean stopped;

  HealthChecker(HealthParts parts, Context context) {
    this.parts = parts;
    this.context = context;
    this.rendezvous = new Rendezvous(parts.state());
    this.ledger = new CheckLedger(parts);
    this.checkup = new Checkup(parts.vertx());
  }

  void start() {
    context.runOnContext(v -> round());
  }

  void stop() {
    stopped = true;
    checkup.close();
  }

  private void round() {
    if (stopped) {
      return;
    }
    HealthConfig health = settings();
    Map<String, Row<ServerCheck>> others = ledger.others();
    parts.farm().all().forEach(each -> consider(each, others, health));
    ledger.keepOnly(parts.farm().all().stream().map(each -> each.server().id()).toList());
    parts.vertx().setTimer(Math.max(1, health.interval().toMillis()), id -> start());
  }

  private HealthConfig settings() {
    return parts.settings().get().health();
  }

  private void consider(
      BackEnd backEnd, Map<String, Row<ServerCheck>> others, HealthConfig health) {
    String id = backEnd.server().id();
    List<String> paths = Checkup.paths(backEnd.server(), health);
    if (paths.isEmpty() || isRetired(id)) {
      ledger.forget(id);
    } else if (rendezvous.isOurs(id)) {
      check(backEnd, paths, health);
    } else {
      Row<ServerCheck> row = others.get(id);
      ledger.leave(id, row == null ? null : row.value(), health);
    }
  }

  private boolean isRetired(String id) {
    return parts
        .state()
        .servers()
        .get(id)
        .map(Versioned::value)
        .filter(AdministrativeState.RETIRED::equals)
        .isPresent();
  }

  private void check(BackEnd backEnd, List<String> paths, HealthConfig health) {
    String id = backEnd.server().id();
    if (underWay.add(id)) {
      checkup
          .of(backEnd, paths, health.timeout())
          .onSuccess(problem -> context.runOnContext(v -> checked(id, problem)));
    }
  }

  private void checked(String id, Optional<String> problem) {
    underWay.remove(id);
    if (!stopped) {
      ledger.note(id, problem, settings());
    }
  }
}
