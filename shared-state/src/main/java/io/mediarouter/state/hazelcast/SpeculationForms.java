package io.mediarouter.state.hazelcast;

import com.hazelcast.nio.serialization.compact.CompactReader;
import com.hazelcast.nio.serialization.compact.CompactWriter;
import io.mediarouter.speculate.Account;
import io.mediarouter.speculate.Benefit;
import io.mediarouter.speculate.Investment;
import io.mediarouter.speculate.LedgerRow;
import java.util.List;

/** The forms of what speculation has cost and brought. */
final class SpeculationForms {
  static final List<Form<?>> ALL =
      List.of(
          new Form<>(Account.class, "Account", SpeculationForms::account, SpeculationForms::write),
          new Form<>(
              Investment.class,
              "Investment",
              SpeculationForms::investment,
              SpeculationForms::write),
          new Form<>(LedgerRow.class, "LedgerRow", SpeculationForms::row, SpeculationForms::write));

  private SpeculationForms() {}

  private static Account account(CompactReader in) {
    return new Account(
        in.readFloat64("spent"),
        in.readFloat64("saved"),
        in.readFloat64("wasted"),
        in.readFloat64("made"),
        in.readFloat64("used"),
        in.readFloat64("uses"),
        Fields.instant(in, "at"));
  }

  private static void write(CompactWriter out, Account account) {
    out.writeFloat64("spent", account.spent());
    out.writeFloat64("saved", account.saved());
    out.writeFloat64("wasted", account.wasted());
    out.writeFloat64("made", account.made());
    out.writeFloat64("used", account.used());
    out.writeFloat64("uses", account.uses());
    Fields.write(out, "at", account.at());
  }

  private static Investment investment(CompactReader in) {
    return new Investment(
        in.readString("predictor"),
        in.readFloat64("spent"),
        new Benefit(in.readFloat64("firstUse"), in.readFloat64("eachUse")),
        Fields.instant(in, "madeAt"));
  }

  private static void write(CompactWriter out, Investment investment) {
    out.writeString("predictor", investment.predictor());
    out.writeFloat64("spent", investment.spent());
    out.writeFloat64("firstUse", investment.benefit().firstUse());
    out.writeFloat64("eachUse", investment.benefit().eachUse());
    Fields.write(out, "madeAt", investment.madeAt());
  }

  private static LedgerRow row(CompactReader in) {
    return new LedgerRow(
        in.readCompact("account"), in.readCompact("investment"), in.readInt32("uses"));
  }

  private static void write(CompactWriter out, LedgerRow row) {
    out.writeCompact("account", row.account());
    out.writeCompact("investment", row.investment());
    out.writeInt32("uses", row.uses());
  }
}
