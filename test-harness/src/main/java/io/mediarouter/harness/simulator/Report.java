package io.mediarouter.harness.simulator;

import io.mediarouter.harness.simulator.virtual.Conditions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Measurements as text: an aligned table with the cells side by side, and CSV. */
final class Report {
  private static final String ROW =
      "%-26s %5.2f %6.0f %6.1f %9.3f %8.2f %9.2f %9.3f %9.2f %9.3f %9.2f %9.1f %9.2f %9.2f %9.2f%n";

  private Report() {}

  /** The table: cell by cell, the lowest mean first. */
  static String table(Scenario scenario, List<Measurement> measurements) {
    var text = new StringBuilder();
    text.append(title(scenario));
    text.append(
        String.format(
            "%-26s %5s %6s %6s %9s %8s %9s %9s %9s %9s %9s %9s %9s %9s %9s%n",
            "policy",
            "load",
            "late",
            "sigma",
            "mean",
            "p50",
            "p99",
            "small",
            "p99",
            "large",
            "p99",
            "good %",
            "refused %",
            "varied %",
            "missed %"));
    for (Scenario.Cell cell : scenario.cells()) {
      measurements.stream()
          .filter(one -> one.cell().equals(cell))
          .sorted(Comparator.comparingDouble(one -> one.all().mean()))
          .forEach(one -> text.append(row(one)));
      text.append(System.lineSeparator());
    }
    return text.toString();
  }

  private static String title(Scenario scenario) {
    return String.format(
        Locale.ROOT,
        "%s: %d servers, %d proxies, %d tasks x %d seeds per cell. Slowdown = time / time on an"
            + " idle fastest core;%nlate = ms until others' assignments are seen; sigma = error of"
            + " predicted sizes; good = slowdown <= %.0f.%nProgress of tasks: %s; load reports: %s;"
            + " limit of ours: %s of a server's cores, patience %s s, then %s. Deadlines: %s.%n%n",
        scenario.name(),
        scenario.servers().size(),
        scenario.proxies(),
        scenario.jobs(),
        scenario.seeds(),
        Measurement.GOOD,
        scenario.conditions().progress().token(),
        scenario.conditions().reports()
            ? "over " + scenario.conditions().meterSeconds() + " s"
            : "none",
        scenario.conditions().limit(),
        scenario.conditions().patience(),
        scenario.conditions().variant() == 1
            ? "refused"
            : "in a variant of " + scenario.conditions().variant() + " of the cores, or refused",
        deadlines(scenario.conditions().slack()));
  }

  private static String deadlines(double slack) {
    return slack == 0
        ? "none"
        : String.format(
            Locale.ROOT,
            "of tasks up to %.0f s, on average %s s more than on an idle fastest core",
            Conditions.MOST_AWAITED,
            slack);
  }

  private static String row(Measurement one) {
    return String.format(
        Locale.ROOT,
        ROW,
        one.policy().token(),
        one.cell().load(),
        one.cell().lateMillis(),
        one.cell().sigma(),
        one.all().mean(),
        one.all().p50(),
        one.all().p99(),
        one.small().mean(),
        one.small().p99(),
        one.large().mean(),
        one.large().p99(),
        one.goodput() * 100,
        one.refused() * 100,
        one.varied() * 100,
        one.missed() * 100);
  }

  /** The lines of a CSV file with a header. */
  static List<String> csv(List<Measurement> measurements) {
    var lines = new ArrayList<String>();
    lines.add(
        "policy,load,late_ms,sigma,mean_slowdown,p50_slowdown,p99_slowdown,small_mean,small_p99,large_mean,large_p99,goodput,refused,varied,missed");
    measurements.forEach(one -> lines.add(csvLine(one)));
    return lines;
  }

  private static String csvLine(Measurement one) {
    return String.format(
        Locale.ROOT,
        "%s,%s,%s,%s,%.4f,%.4f,%.4f,%.4f,%.4f,%.4f,%.4f,%.4f,%.4f,%.4f,%.4f",
        one.policy().token(),
        one.cell().load(),
        one.cell().lateMillis(),
        one.cell().sigma(),
        one.all().mean(),
        one.all().p50(),
        one.all().p99(),
        one.small().mean(),
        one.small().p99(),
        one.large().mean(),
        one.large().p99(),
        one.goodput(),
        one.refused(),
        one.varied(),
        one.missed());
  }
}
