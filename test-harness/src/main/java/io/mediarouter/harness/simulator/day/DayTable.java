package io.mediarouter.harness.simulator.day;

import io.mediarouter.plan.PublishingOption;
import io.mediarouter.speculate.PayRule;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The figures of a day as an aligned table: without speculation, and with it. */
final class DayTable {
  /** What a cache's name ends with where something is made ahead for it. */
  static final String AND_SPECULATION = " + speculation";

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
            + " %.0f GB, seed %d%n%n",
        scenario.servers(),
        scenario.cores(),
        scenario.titles(),
        scenario.newTitles(),
        without.asked(),
        scenario.room(),
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
    row("  net gain, core-hours", "%.1f", DayTable::net);
    row("batch tasks preempted", "%.0f", DayFigures::preemptions);
  }

  private static double net(DayFigures figures) {
    return figures.net(PayRule.DEFAULT_IDLE_PRICE) / 3600;
  }

  /** The caches of several runs beside each other, means of all seeds. */
  static String caches(Map<String, List<DayFigures>> runs) {
    var table = new StringBuilder();
    table.append(
        line(
            "%-26s %10s %12s %14s %12s %10s %14s%n",
            "cache",
            "hit rate, %",
            "rejected, %",
            "on demand, c-h",
            "spent, c-h",
            "net, c-h",
            "LFU to oracle"));
    runs.forEach(
        (name, figures) ->
            table.append(
                line(
                    "%-26s %10.1f %12.2f %14.1f %12.1f %10.1f %14.2f%n",
                    name,
                    mean(figures, each -> 100 * each.hitRate()),
                    mean(figures, each -> percent(each, PublishingOption.REJECT)),
                    mean(figures, hours(DayFigures.Use.ON_DEMAND)),
                    mean(figures, hours(DayFigures.Use.SPECULATIVE)),
                    mean(figures, DayTable::net),
                    way(runs, figures))));
    runs.forEach(
        (name, figures) -> {
          if (name.endsWith(AND_SPECULATION)) {
            gains(figures).forEach(table::append);
          }
        });
    return table.toString();
  }

  /** How far hits are on the way from the one that knows the past to the one that foresees. */
  private static double way(Map<String, List<DayFigures>> runs, List<DayFigures> figures) {
    double from = mean(runs.getOrDefault("lfu", List.of()), DayFigures::hitRate);
    double to = mean(runs.getOrDefault("oracle", List.of()), DayFigures::hitRate);
    return (mean(figures, DayFigures::hitRate) - from) / (to - from);
  }

  /** What each predictor gained, by its mean and by each seed. */
  private static List<String> gains(List<DayFigures> figures) {
    return figures.stream()
        .flatMap(each -> each.results().keySet().stream())
        .distinct()
        .sorted()
        .map(
            name ->
                line(
                    "%-26s net %.2f core-hours; by seed %s%n",
                    name,
                    mean(figures, each -> net(each, name)),
                    figures.stream()
                        .map(each -> line("%.2f", net(each, name)))
                        .collect(Collectors.joining(", "))))
        .toList();
  }

  private static double net(DayFigures figures, String predictor) {
    return figures.result(predictor).net(PayRule.DEFAULT_IDLE_PRICE) / 3600;
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private static double mean(List<DayFigures> figures, ToDoubleFunction<DayFigures> figure) {
    return figures.stream().mapToDouble(figure).average().orElse(Double.NaN);
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
        "%n%-18s %6s %6s %11s %8s %8s %11s %8s %10s%n",
        "predictor",
        "made",
        "used",
        "core-hours",
        "wasted",
        "saved",
        "pushed out",
        "net",
        "share now");
    with.results()
        .forEach(
            (name, result) ->
                add(
                    "%-18s %6d %6d %11.1f %8.1f %8.1f %11.1f %8.1f %10.2f%n",
                    name,
                    result.made,
                    result.used,
                    result.spent / 3600,
                    result.wasted() / 3600,
                    result.saved / 3600,
                    result.pushedOut / 3600,
                    result.net(PayRule.DEFAULT_IDLE_PRICE) / 3600,
                    result.share));
  }

  private void add(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values));
  }
}
