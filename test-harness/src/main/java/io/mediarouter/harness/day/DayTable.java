package io.mediarouter.harness.day;

import io.mediarouter.plan.PublishingOption;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The figures of a day as an aligned table: without speculation, and with it. */
final class DayTable {
  private final StringBuilder text = new StringBuilder();
  private final DayFigures without;
  private final DayFigures with;

  private DayTable(DayFigures without, DayFigures with) {
    this.without = without;
    this.with = with;
  }

  static String text(DayScenario scenario, DayFigures without, DayFigures with) {
    var table = new DayTable(without, with);
    table.title(scenario);
    table.rows();
    table.predictors();
    return table.text.toString();
  }

  private void title(DayScenario scenario) {
    add(
        "%d servers x %.0f cores, %d titles and %d new ones a day, %d requests on the day, room for"
            + " %d renditions, seed %d%n%n",
        scenario.servers(),
        scenario.cores(),
        scenario.titles(),
        scenario.newTitles(),
        without.asked(),
        scenario.stored(),
        scenario.seed());
    add("%-38s %14s %14s%n", "", "without", "speculation");
  }

  private void rows() {
    row("stored exactly (hit rate), %", "%.1f", figures -> 100 * figures.hitRate());
    row("near matches, %", "%.2f", figures -> percent(figures, PublishingOption.NEAR_CACHED));
    row("transcoded on demand, %", "%.1f", figures -> 100.0 * figures.onDemand() / figures.asked());
    row("rejected, %", "%.2f", figures -> percent(figures, PublishingOption.REJECT));
    row("wait for a transcode p50, s", "%.2f", figures -> figures.wait(0.5));
    row("wait for a transcode p99, s", "%.2f", figures -> figures.wait(0.99));
    row("core-hours on demand", "%.0f", hours(DayFigures.Use.ON_DEMAND));
    row("core-hours of ordered jobs", "%.0f", hours(DayFigures.Use.ORDERED));
    row("core-hours of speculation", "%.0f", hours(DayFigures.Use.SPECULATIVE));
    row("  of these wasted", "%.0f", figures -> figures.wasted() / 3600);
    row("batch tasks preempted", "%.0f", DayFigures::preemptions);
  }

  private static double percent(DayFigures figures, PublishingOption option) {
    return 100.0 * figures.served(option) / figures.asked();
  }

  private static ToDoubleFunction<DayFigures> hours(DayFigures.Use use) {
    return figures -> figures.coreSeconds(use) / 3600;
  }

  private void row(String name, String format, ToDoubleFunction<DayFigures> figure) {
    add(
        "%-38s %14s %14s%n",
        name,
        String.format(Locale.ROOT, format, figure.applyAsDouble(without)),
        String.format(Locale.ROOT, format, figure.applyAsDouble(with)));
  }

  private void predictors() {
    add(
        "%n%-20s %8s %8s %12s %12s %10s%n",
        "predictor", "made", "used", "core-hours", "wasted", "share now");
    with.results()
        .forEach(
            (name, result) ->
                add(
                    "%-20s %8d %8d %12.1f %12.1f %10.2f%n",
                    name,
                    result.made,
                    result.used,
                    result.spent / 3600,
                    result.wasted() / 3600,
                    result.share));
  }

  private void add(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values));
  }
}
