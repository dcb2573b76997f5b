package io.mediarouter.vertx.health;

import io.mediarouter.health.Ejection;
import io.mediarouter.health.HealthVote;
import io.mediarouter.state.OwnedTable;
import io.mediarouter.state.Row;
import io.mediarouter.vertx.call.Breaker;
import io.mediarouter.vertx.call.BreakerReport;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The writer of this proxy's votes: a row for each of its breakers that is open. Safe for use by
 * many threads.
 *
 * <p>A breaker that opens again without having learned anything has a vote that is as old as it
 * was.
 */
final class HealthVotes {
  private record Stand(Instant since, long evidence) {}

  private final HealthParts parts;
  private final OwnedTable<HealthVote> table;
  private final InstantSource clock;
  private final Map<String, Stand> stands = new HashMap<>();

  HealthVotes(HealthParts parts) {
    this.parts = parts;
    this.table = parts.state().healthVotes();
    this.clock = parts.clock();
  }

  /** Tells what a breaker says now; asks it again, since changes may be told out of order. */
  synchronized void tell(Breaker breaker) {
    String key = Ejection.key(breaker.serverId(), breaker.work());
    if (!parts.breakers().has(breaker)) {
      return;
    }
    if (breaker.isOpen()) {
      Stand stand = stand(key, breaker.report());
      stands.put(key, stand);
      table.put(key, new HealthVote(breaker.serverId(), breaker.work(), stand.since()));
      return;
    }
    table.remove(key);
    if (!breaker.isOnTrial()) {
      stands.remove(key);
    }
  }

  private Stand stand(String key, BreakerReport report) {
    long evidence = report.failures() + report.slow();
    Stand last = stands.get(key);
    return last != null && last.evidence() == evidence
        ? last
        : new Stand(clock.instant(), evidence);
  }

  /**
   * Takes back what is said of breakers that are no more, also where another one has taken their
   * place: a server that came back is another one.
   */
  synchronized void tidy() {
    Collection<Breaker> present = parts.breakers().all();
    stands.keySet().retainAll(keys(present.stream().filter(each -> !isClosed(each))));
    Set<String> open = keys(present.stream().filter(Breaker::isOpen));
    for (Row<HealthVote> row : table.rows()) {
      if (row.owner().equals(parts.state().self()) && !open.contains(row.key())) {
        table.remove(row.key());
      }
    }
  }

  private static boolean isClosed(Breaker breaker) {
    return !breaker.isOpen() && !breaker.isOnTrial();
  }

  private static Set<String> keys(Stream<Breaker> breakers) {
    return breakers
        .map(each -> Ejection.key(each.serverId(), each.work()))
        .collect(Collectors.toSet());
  }
}
