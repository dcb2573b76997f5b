package io.mediarouter.vertx.speculation;

import io.mediarouter.batch.Prediction;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.Rendition;
import io.mediarouter.speculate.Account;
import io.mediarouter.speculate.Benefit;
import io.mediarouter.speculate.Investment;
import io.mediarouter.speculate.Ledger;
import io.mediarouter.speculate.LedgerRow;
import io.mediarouter.speculate.Situation;
import io.mediarouter.speculate.Target;
import io.mediarouter.state.OwnedTable;
import io.mediarouter.state.Row;
import io.mediarouter.state.SharedState;
import io.mediarouter.vertx.batch.SpeculationBooks;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Keeps this proxy's ledger of speculation, and publishes its rows to the cluster. Safe for use by
 * many threads.
 */
final class ProxyLedger implements SpeculationBooks {
  private final Tally<Target> tally = new Tally<>();
  private final SharedState state;
  private final InstantSource clock;
  private final Displacement displacement;
  private final Map<Target, Double> displaced = new HashMap<>();
  private Ledger own = Ledger.EMPTY;
  private volatile Ledger cluster = Ledger.EMPTY;
  private volatile Map<String, Account> results = Map.of();

  ProxyLedger(SharedState state, Displacement displacement, InstantSource clock) {
    this.state = state;
    this.displacement = displacement;
    this.clock = clock;
  }

  /** Goes on from what this proxy's rows say, as after a restart. */
  synchronized void adopt() {
    own = LedgerRow.read(published().entrySet());
    publish();
  }

  private Map<String, LedgerRow> published() {
    return state.speculation().rows().stream()
        .filter(row -> row.owner().equals(state.self()))
        .collect(Collectors.toMap(Row::key, Row::value));
  }

  /** Counts a delivery of something stored, if it was made ahead of demand. */
  void used(AssetId asset, Rendition delivered) {
    if (cluster.investments().isEmpty()) {
      return;
    }
    var target = new Target(asset, delivered);
    if (cluster.isOpen(target)) {
      tally.add(target);
    }
  }

  boolean isOpen(Target target) {
    return cluster.isOpen(target);
  }

  @Override
  public synchronized void made(
      AssetEntry entry, Rendition rendition, Prediction prediction, double coreSeconds) {
    var benefit = new Benefit(prediction.firstUse(), prediction.eachUse());
    var target = new Target(entry.asset(), rendition);
    displaced.put(target, displacement.of(rendition, entry.source()));
    own = own.made(target, prediction.predictor(), benefit, coreSeconds, clock.instant());
    publish();
  }

  @Override
  public synchronized void inVain(Prediction prediction, double coreSeconds) {
    own = own.inVain(prediction.predictor(), coreSeconds, clock.instant());
    publish();
  }

  /** Enters what was counted since the last time, and closes what is due. */
  synchronized void settle() {
    Map<Target, Integer> counted = new HashMap<>();
    tally.take((target, times) -> counted.put(target, Math.toIntExact(times)));
    own = own.used(counted);
    publish();
    Ledger open = own;
    own = own.settled(cluster, Situation.DEFAULT_HORIZON, clock.instant());
    open.investments().forEach(this::chargeIfUnused);
    publish();
  }

  /** What is closed unused has pushed something else out; what is used would be there anyway. */
  private void chargeIfUnused(Target target, Investment made) {
    if (own.isOpen(target)) {
      return;
    }
    Double coreSeconds = displaced.remove(target);
    if (coreSeconds != null && coreSeconds > 0 && !cluster.uses().containsKey(target)) {
      own = own.pushedOut(made.predictor(), coreSeconds, clock.instant());
    }
  }

  private void publish() {
    OwnedTable<LedgerRow> table = state.speculation();
    Map<String, LedgerRow> wanted = LedgerRow.of(own);
    Map<String, LedgerRow> present = published();
    var gone = new HashSet<>(present.keySet());
    gone.removeAll(wanted.keySet());
    gone.forEach(table::remove);
    wanted.forEach(
        (key, row) -> {
          if (!row.equals(present.get(key))) {
            table.put(key, row);
          }
        });
    cluster = sum();
    results = cluster.results(Situation.DEFAULT_HORIZON, clock.instant());
  }

  private Ledger sum() {
    Map<String, List<Map.Entry<String, LedgerRow>>> byOwner =
        state.speculation().rows().stream()
            .collect(
                Collectors.groupingBy(
                    Row::owner,
                    Collectors.mapping(
                        row -> Map.entry(row.key(), row.value()), Collectors.toList())));
    return Ledger.sum(byOwner.values().stream().map(LedgerRow::read).toList());
  }

  /** Each predictor's results in the whole cluster, as they were when the books were last kept. */
  Map<String, Account> results() {
    return results;
  }
}
