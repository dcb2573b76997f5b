package io.mediarouter.state.durable;

import static io.mediarouter.state.durable.DocumentForm.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediarouter.speculate.Account;
import io.mediarouter.speculate.Benefit;
import io.mediarouter.speculate.Investment;
import io.mediarouter.speculate.LedgerRow;
import org.jspecify.annotations.Nullable;

/** The documents of the ledger of speculation. What is null is left out. */
final class LedgerDocuments {
  private LedgerDocuments() {}

  static ObjectNode of(LedgerEntry entry) {
    ObjectNode out = object().put("key", entry.key()).put("uses", entry.row().uses());
    Account account = entry.row().account();
    if (account != null) {
      out.set("account", of(account));
    }
    Investment investment = entry.row().investment();
    if (investment != null) {
      out.set("investment", of(investment));
    }
    return out;
  }

  static LedgerEntry entry(JsonNode in) {
    var row =
        new LedgerRow(
            account(in.path("account")),
            investment(in.path("investment")),
            in.path("uses").asInt());
    return new LedgerEntry(in.path("key").asText(), row);
  }

  private static ObjectNode of(Account account) {
    return object()
        .put("spent", account.spent())
        .put("saved", account.saved())
        .put("wasted", account.wasted())
        .put("made", account.made())
        .put("used", account.used())
        .put("uses", account.uses())
        .put("at", account.at().toString());
  }

  private static @Nullable Account account(JsonNode in) {
    return in.isObject()
        ? new Account(
            in.path("spent").asDouble(),
            in.path("saved").asDouble(),
            in.path("wasted").asDouble(),
            in.path("made").asDouble(),
            in.path("used").asDouble(),
            in.path("uses").asDouble(),
            MediaDocuments.instant(in, "at"))
        : null;
  }

  private static ObjectNode of(Investment investment) {
    return object()
        .put("predictor", investment.predictor())
        .put("spent", investment.spent())
        .put("firstUse", investment.benefit().firstUse())
        .put("eachUse", investment.benefit().eachUse())
        .put("madeAt", investment.madeAt().toString());
  }

  private static @Nullable Investment investment(JsonNode in) {
    return in.isObject()
        ? new Investment(
            in.path("predictor").asText(),
            in.path("spent").asDouble(),
            new Benefit(in.path("firstUse").asDouble(), in.path("eachUse").asDouble()),
            MediaDocuments.instant(in, "madeAt"))
        : null;
  }
}
