package io.mediarouter.vertx.cli;

import io.mediarouter.plan.PublishingOption;
import io.mediarouter.vertx.decision.Redecision;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** The count of a replay's decisions by option, as logged and as they would be. */
final class ReplayTotals {
  private final Map<PublishingOption, Integer> before = new EnumMap<>(PublishingOption.class);
  private final Map<PublishingOption, Integer> after = new EnumMap<>(PublishingOption.class);
  private int read;
  private int different;
  private int skipped;

  void add(Redecision redecision) {
    read++;
    different += redecision.differs() ? 1 : 0;
    before.merge(redecision.was().option(), 1, Integer::sum);
    after.merge(redecision.wouldBe().option(), 1, Integer::sum);
  }

  void skip() {
    skipped++;
  }

  /** How many decisions were replayed. */
  int read() {
    return read;
  }

  @Override
  public String toString() {
    var table = new StringBuilder(row("option", "before", "after"));
    for (PublishingOption option : PublishingOption.values()) {
      table.append(
          row(option.token(), count(before, option).toString(), count(after, option).toString()));
    }
    return table
        + "decisions: "
        + read
        + ", decided otherwise: "
        + different
        + ", skipped: "
        + skipped
        + System.lineSeparator();
  }

  private static Integer count(Map<PublishingOption, Integer> counts, PublishingOption option) {
    return counts.getOrDefault(option, 0);
  }

  private static String row(String option, String before, String after) {
    return String.format(Locale.ROOT, "%-30s %9s %9s%n", option, before, after);
  }
}
