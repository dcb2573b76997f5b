package io.mediarouter.vertx.health;

import io.mediarouter.farm.AdministrativeState;
import io.mediarouter.farm.Condition;
import io.mediarouter.farm.Server;
import io.mediarouter.farm.ServerView;
import io.mediarouter.farm.Work;
import io.mediarouter.health.Ejection;
import io.mediarouter.health.EjectionRule;
import io.mediarouter.health.HealthVote;
import io.mediarouter.state.Row;
import io.mediarouter.state.SharedState;
import io.mediarouter.state.SharedTable;
import io.mediarouter.state.Versioned;
import io.mediarouter.vertx.monitor.FarmMonitor;
import io.mediarouter.vertx.shared.Rendezvous;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The proxies' agreement on which servers to leave out. Each proxy comes to the same result from
 * the same votes and writes it; who is second finds it written. Safe for use by many threads.
 *
 * <p>A proxy that is alone has nobody to agree with: its breakers are enough.
 */
final class Ejections {
  private static final Logger LOG = LoggerFactory.getLogger(Ejections.class);

  private final HealthParts parts;
  private final SharedState state;
  private final SharedTable<Ejection> table;
  private final FarmMonitor monitor;
  private final Rendezvous rendezvous;
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();

  Ejections(HealthParts parts, FarmMonitor monitor) {
    this.parts = parts;
    this.state = parts.state();
    this.table = state.ejections();
    this.monitor = monitor;
    this.rendezvous = new Rendezvous(state);
  }

  /** Writes the ejections that are due. */
  void agree() {
    Collection<Row<HealthVote>> all = state.healthVotes().rows();
    int members = state.members().size();
    if (all.isEmpty() || members < 2) {
      return;
    }
    Map<String, Versioned<Ejection>> rows = table.rows();
    var rule = new EjectionRule(parts.settings().get().ejection());
    List<HealthVote> said = all.stream().map(Row::value).toList();
    Instant now = parts.clock().instant();
    rule.due(said, members, values(rows), usable(), now)
        .forEach(each -> write(each, rows.get(each.key()), votes(each, all)));
  }

  private static Map<String, Ejection> values(Map<String, Versioned<Ejection>> rows) {
    Map<String, Ejection> values = new HashMap<>();
    rows.forEach((key, row) -> values.put(key, row.value()));
    return values;
  }

  /** The last server that can be used must not be ejected, so those that cannot do not count. */
  private List<Server> usable() {
    return monitor.view().servers().stream()
        .filter(view -> view.administrative() == AdministrativeState.READY)
        .filter(view -> view.health().condition() != Condition.DOWN)
        .map(ServerView::server)
        .toList();
  }

  private static List<String> votes(Ejection ejection, Collection<Row<HealthVote>> all) {
    return all.stream()
        .filter(row -> row.key().equals(ejection.key()))
        .map(Row::owner)
        .sorted()
        .toList();
  }

  private void write(Ejection due, @Nullable Versioned<Ejection> row, List<String> votes) {
    if (!underWay.add(due.key())) {
      return;
    }
    table
        .replace(due.key(), row == null ? SharedTable.ABSENT : row.version(), due)
        .whenComplete((written, failure) -> written(due, votes, written, failure));
  }

  private void written(
      Ejection due, List<String> votes, @Nullable Boolean written, @Nullable Throwable failure) {
    underWay.remove(due.key());
    if (failure != null) {
      LOG.debug("Ejection of {} not written: {}", due.key(), failure.toString());
    } else if (Boolean.TRUE.equals(written)) {
      LOG.warn(
          "{} is not used for {} until {}, number {} in a row: {} of {} proxies find it bad, {}",
          due.serverId(),
          due.work().token(),
          due.until(),
          due.times(),
          votes.size(),
          state.members().size(),
          votes);
    }
  }

  /** Removes rows that are over and matter no more; the row's proxy does it. */
  void tidy(Set<String> serverIds) {
    Instant now = parts.clock().instant();
    table.rows().forEach((key, row) -> removeIfOver(key, row, serverIds, now));
  }

  private void removeIfOver(
      String key, Versioned<Ejection> row, Set<String> serverIds, Instant now) {
    Ejection ejection = row.value();
    Instant forgotten = ejection.until().plus(parts.settings().get().ejection().longest());
    boolean left = !serverIds.contains(ejection.serverId());
    boolean over = !ejection.holds(now) && (left || !now.isBefore(forgotten));
    if (over && rendezvous.isOurs(ejection.serverId()) && underWay.add(key)) {
      table.remove(key, row.version()).whenComplete((done, failure) -> underWay.remove(key));
    }
  }

  /** Ends what holds of a server's ejections. */
  void pardon(String serverId) {
    Instant now = parts.clock().instant();
    for (Work work : Work.values()) {
      String key = Ejection.key(serverId, work);
      table
          .get(key)
          .filter(row -> row.value().holds(now))
          .ifPresent(row -> table.replace(key, row.version(), row.value().endedAt(now)));
    }
  }
}
