package io.mediarouter.state.durable;

import io.mediarouter.speculate.Ledger;
import io.mediarouter.speculate.LedgerRow;
import io.mediarouter.state.OwnedTable;
import io.mediarouter.state.Row;
import io.mediarouter.state.SharedState;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of the ledger of speculation into the store and back. Kept is the sum of all proxies'
 * rows, because these vanish with the proxies; {@link KeptRow} tells what becomes of a row that is
 * not there any more. Used by one thread at a time.
 */
final class LedgerRepository {
  /** Far more than the predictors and what a few proxies have open. */
  static final int MOST = 4 * Ledger.MOST_OPEN;

  private static final Logger LOG = LoggerFactory.getLogger(LedgerRepository.class);

  private final SharedState state;
  private final OwnedTable<LedgerRow> live;
  private final DurableStore store;
  private final InstantSource clock;
  private final Map<String, KeptRow> kept = new HashMap<>();
  private long lastVersion;

  LedgerRepository(SharedState state, DurableStore store, InstantSource clock) {
    this.state = state;
    this.live = state.speculation();
    this.store = store;
    this.clock = clock;
  }

  /** Reads what is kept; blocks. */
  void read() {
    new StoredValues<>(store, Forms.LEDGER)
        .newest(MOST, LOG)
        .forEach(entry -> kept.put(entry.key(), new KeptRow(entry.row(), "")));
  }

  /** Takes what is kept as own rows, but where there are some already. */
  void takeOver() {
    kept.replaceAll((key, each) -> new KeptRow(each.row(), state.self()));
    kept.forEach(
        (key, each) -> {
          if (live.own(key).isEmpty()) {
            live.put(key, each.row());
          }
        });
  }

  /** Writes what has changed. */
  void keep() {
    Instant now = clock.instant();
    List<Row<LedgerRow>> rows = List.copyOf(live.rows());
    Map<String, String> makers = makers(rows);
    Map<String, LedgerRow> present = LedgerRow.of(sum(rows));
    present.forEach((key, row) -> keep(key, row, makers.getOrDefault(key, ""), now));
    Set<String> proxies = state.members();
    kept.entrySet().stream()
        .filter(each -> !present.containsKey(each.getKey()))
        .filter(each -> each.getValue().isOver(proxies, now))
        .map(Map.Entry::getKey)
        .toList()
        .forEach(this::drop);
  }

  private static Ledger sum(List<Row<LedgerRow>> rows) {
    return Ledger.sum(
        rows.stream()
            .collect(
                Collectors.groupingBy(
                    Row::owner,
                    Collectors.mapping(
                        row -> Map.entry(row.key(), row.value()), Collectors.toList())))
            .values()
            .stream()
            .map(LedgerRow::read)
            .toList());
  }

  /** The proxy that closes each row. */
  private static Map<String, String> makers(List<Row<LedgerRow>> rows) {
    var makers = new HashMap<String, String>();
    for (Row<LedgerRow> row : rows) {
      if (row.value().investment() != null) {
        makers.put(row.key(), row.owner());
      }
    }
    return makers;
  }

  private void keep(String key, LedgerRow row, String maker, Instant now) {
    KeptRow before = kept.get(key);
    KeptRow after = before == null ? new KeptRow(row, maker) : before.followedBy(row, maker, now);
    kept.put(key, after);
    if (before == null || !before.row().equals(after.row())) {
      var entry = new LedgerEntry(key, after.row());
      store.write(Forms.LEDGER.row(LedgerEntry.id(key), nextVersion(), entry));
    }
  }

  private void drop(String key) {
    kept.remove(key);
    store.write(Forms.LEDGER.mark(LedgerEntry.id(key), nextVersion()));
  }

  /** Later than all before, also where the clock goes back. */
  private long nextVersion() {
    lastVersion = Math.max(lastVersion, clock.millis());
    return lastVersion++;
  }

  /**
   * Keeps the table bounded.
   *
   * @param before versions of marks that are forgotten
   */
  void tidy(long before) {
    store.forgetMarks(Forms.LEDGER.table(), before);
    store.trim(Forms.LEDGER.table(), MOST);
  }
}
