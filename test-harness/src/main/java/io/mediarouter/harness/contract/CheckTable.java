package io.mediarouter.harness.contract;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** The table of what a server was found to do, for people. */
final class CheckTable {
  private static final int WIDEST_SEEN = 60;

  private final List<Check.Result> results;

  CheckTable(List<Check.Result> results) {
    this.results = results;
  }

  void print(PrintWriter out) {
    int what = results.stream().mapToInt(each -> each.check().what().length()).max().orElse(1);
    String row = "%-" + what + "s  %-5s  %-8s  %s%n";
    out.printf(row, "what", "holds", "need", "seen");
    for (Check.Result each : results) {
      out.printf(
          row,
          each.check().what(),
          each.finding().verdict().word(),
          each.check().need().name().toLowerCase(Locale.ROOT),
          shortened(each.finding().seen()));
      if (!each.holds()) {
        out.printf("%" + 4 + "s-> %s%n", "", each.check().cost());
      }
    }
    out.println(summary());
  }

  private static String shortened(String seen) {
    return seen.length() <= WIDEST_SEEN ? seen : seen.substring(0, WIDEST_SEEN) + "...";
  }

  private String summary() {
    long fails = results.stream().filter(Check.Result::fails).count();
    long lacks = results.stream().filter(each -> !each.holds() && !each.fails()).count();
    return fails == 0
        ? "It can be used" + (lacks == 0 ? "." : "; " + lacks + " optional or untold.")
        : "It cannot be used: " + fails + " required missing, " + lacks + " optional or untold.";
  }

  /** Whether all that is required holds. */
  boolean passes() {
    return results.stream().noneMatch(Check.Result::fails);
  }
}
