package io.mediarouter.state.durable;

import io.mediarouter.batch.Popularity;
import io.mediarouter.state.OwnedTable;
import io.mediarouter.state.Row;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of popularity into the store and back. Kept is the sum of all proxies' rows, because
 * these vanish with the proxies; of one that has fallen since, because a proxy left, the higher
 * stays and decays. Used by one thread at a time.
 */
final class PopularityRepository {
  /** Far more than is ever encoded ahead of demand. */
  static final int MOST = 5_000;

  /** What weighs less is as good as forgotten. */
  private static final double LEAST_WEIGHT = 0.01;

  /** What has risen by less is not worth a write. */
  private static final double LEAST_RISE = 1.01;

  private static final Logger LOG = LoggerFactory.getLogger(PopularityRepository.class);

  private final OwnedTable<Popularity> live;
  private final DurableStore store;
  private final InstantSource clock;
  private final Map<String, Popularity> kept = new HashMap<>();

  PopularityRepository(OwnedTable<Popularity> live, DurableStore store, InstantSource clock) {
    this.live = live;
    this.store = store;
    this.clock = clock;
  }

  /** Reads what is kept; blocks. */
  void read() {
    var stored = new StoredValues<>(store, Forms.POPULARITY).newest(MOST, LOG);
    stored.forEach(popular -> kept.put(popular.key(), popular.popularity()));
  }

  /** Takes what is kept as own rows, with what was counted since. */
  void takeOver() {
    Instant now = clock.instant();
    kept.forEach(
        (key, before) ->
            live.put(key, live.own(key).map(own -> sum(before, own, now)).orElse(before)));
  }

  private static Popularity sum(Popularity before, Popularity own, Instant now) {
    return new Popularity(before.weightAt(now) + own.weightAt(now), now);
  }

  /** Writes what has risen. */
  void keep() {
    Instant now = clock.instant();
    Map<String, Double> sums = new HashMap<>();
    for (Row<Popularity> row : live.rows()) {
      sums.merge(row.key(), row.value().weightAt(now), Double::sum);
    }
    highest(sums).forEach((key, weight) -> keep(key, new Popularity(weight, now)));
    kept.values().removeIf(popularity -> popularity.weightAt(now) < LEAST_WEIGHT);
  }

  private static Map<String, Double> highest(Map<String, Double> sums) {
    if (sums.size() <= MOST) {
      return sums;
    }
    List<Map.Entry<String, Double>> most =
        sums.entrySet().stream()
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .limit(MOST)
            .toList();
    Map<String, Double> highest = new HashMap<>();
    most.forEach(entry -> highest.put(entry.getKey(), entry.getValue()));
    return highest;
  }

  private void keep(String key, Popularity now) {
    Popularity before = kept.get(key);
    double known = before == null ? LEAST_WEIGHT : before.weightAt(now.at());
    if (now.weight() > known * LEAST_RISE) {
      kept.put(key, now);
      var popular = new Popular(key, now);
      store.write(Forms.POPULARITY.row(popular.id(), popular.rank(), popular));
    }
  }

  /** Keeps the table bounded. */
  void tidy() {
    store.trim(Forms.POPULARITY.table(), MOST);
  }
}
