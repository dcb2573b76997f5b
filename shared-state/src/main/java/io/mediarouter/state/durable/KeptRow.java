package io.mediarouter.state.durable;

import io.mediarouter.speculate.Account;
import io.mediarouter.speculate.Investment;
import io.mediarouter.speculate.LedgerRow;
import io.mediarouter.speculate.Situation;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A row of the cluster's ledger as it is kept. A proxy that stops takes its part out of the sum of
 * all; so an account that has cost more than the sum still says stays and decays, and what is open
 * stays open until it is due.
 *
 * @param row what it says
 * @param maker the proxy that has made the rendition that it is of; empty = one of an earlier life,
 *     or none
 */
record KeptRow(LedgerRow row, String maker) {
  /** Decaying in other steps brings other last digits. */
  private static final double AS_MUCH = 1 - 1e-6;

  /** This row when the sum of all proxies says {@code present}. */
  KeptRow followedBy(LedgerRow present, String presentMaker, Instant now) {
    Account account = present.account();
    Account known = row.account();
    if (account != null && known != null) {
      boolean less = account.at(now).spent() < known.at(now).spent() * AS_MUCH;
      return less ? this : new KeptRow(present, presentMaker);
    }
    return new KeptRow(open(present), presentMaker.isEmpty() ? maker : presentMaker);
  }

  private LedgerRow open(LedgerRow present) {
    @Nullable Investment investment =
        present.investment() == null ? row.investment() : present.investment();
    boolean same = Objects.equals(investment, row.investment());
    int uses = same ? Math.max(row.uses(), present.uses()) : present.uses();
    return new LedgerRow(present.account(), investment, uses);
  }

  /** Whether it is closed, seeing that no proxy has it. */
  boolean isOver(Set<String> proxies, Instant now) {
    if (row.account() != null) {
      return false;
    }
    Investment investment = row.investment();
    return investment == null
        || proxies.contains(maker)
        || !now.isBefore(investment.madeAt().plus(Situation.DEFAULT_HORIZON));
  }
}
