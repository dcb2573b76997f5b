package io.mediarouter.speculate;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table in which each proxy publishes its {@link Ledger}: what a predictor has closed,
 * or what is open of one rendition.
 *
 * @param account closed results of a predictor; null = the row is of a rendition
 * @param investment what the proxy has made; null = another made it
 * @param uses how often the proxy has seen it used, at least 0
 */
public record LedgerRow(@Nullable Account account, @Nullable Investment investment, int uses) {
  private static final String PREDICTOR = "p:";
  private static final String TARGET = "t:";

  public LedgerRow {
    if (uses < 0) {
      throw new IllegalArgumentException("uses: " + uses + " (expected: >= 0)");
    }
  }

  /** The rows of a proxy's ledger, by their keys. */
  public static Map<String, LedgerRow> of(Ledger ledger) {
    var rows = new HashMap<String, LedgerRow>();
    ledger
        .accounts()
        .forEach((name, account) -> rows.put(PREDICTOR + name, new LedgerRow(account, null, 0)));
    ledger
        .investments()
        .forEach((target, made) -> rows.put(TARGET + target.key(), new LedgerRow(null, made, 0)));
    ledger
        .uses()
        .forEach(
            (target, uses) ->
                rows.merge(TARGET + target.key(), new LedgerRow(null, null, uses), LedgerRow::and));
    return rows;
  }

  private LedgerRow and(LedgerRow counted) {
    return new LedgerRow(account, investment, uses + counted.uses);
  }

  /** The ledger that a proxy's rows tell of; a row whose key cannot be read tells nothing. */
  public static Ledger read(Collection<Map.Entry<String, LedgerRow>> rows) {
    var accounts = new HashMap<String, Account>();
    var investments = new HashMap<Target, Investment>();
    var uses = new HashMap<Target, Integer>();
    for (var row : rows) {
      Account account = row.getValue().account();
      if (account != null && row.getKey().startsWith(PREDICTOR)) {
        accounts.put(row.getKey().substring(PREDICTOR.length()), account);
      }
      target(row.getKey()).ifPresent(target -> add(row.getValue(), target, investments, uses));
    }
    return new Ledger(accounts, investments, uses);
  }

  private static Optional<Target> target(String key) {
    return key.startsWith(TARGET) ? Target.read(key.substring(TARGET.length())) : Optional.empty();
  }

  private static void add(
      LedgerRow row,
      Target target,
      Map<Target, Investment> investments,
      Map<Target, Integer> uses) {
    Investment investment = row.investment();
    if (investment != null) {
      investments.put(target, investment);
    }
    if (row.uses() > 0) {
      uses.put(target, row.uses());
    }
  }
}
