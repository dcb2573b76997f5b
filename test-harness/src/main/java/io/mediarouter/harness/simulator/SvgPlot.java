package io.mediarouter.harness.simulator;

import io.mediarouter.harness.simulator.policy.Policies;
import java.util.List;
import java.util.Locale;

/**
 * Measurements as a picture: for each lateness one panel, slowdown over load on a logarithmic
 * scale, a solid line for the mean and a dashed one for the 99th percentile, at the largest sigma.
 */
final class SvgPlot {
  private static final int WIDTH = 330;
  private static final int HEIGHT = 300;
  private static final int LEFT = 50;
  private static final int TOP = 50;
  private static final int GAP = 30;
  private static final int LEGEND = 190;
  private static final double HIGHEST = 30;
  private static final double[] TICKS = {1, 1.5, 2, 3, 5, 10, 20};
  private static final String[] COLOURS = {
    "#999999", "#bbbbbb", "#8c564b", "#e377c2", "#1f77b4", "#17becf", "#bcbd22", "#ff7f0e",
    "#d62728", "#9467bd", "#2ca02c"
  };

  private final Scenario scenario;
  private final List<Measurement> measurements;
  private final StringBuilder svg = new StringBuilder();
  private final double leastLoad;
  private final double mostLoad;

  SvgPlot(Scenario scenario, List<Measurement> measurements) {
    this.scenario = scenario;
    this.measurements = measurements;
    leastLoad = scenario.loads().stream().mapToDouble(load -> load).min().orElse(0);
    mostLoad = scenario.loads().stream().mapToDouble(load -> load).max().orElse(1);
  }

  /** The SVG document. */
  String draw() {
    int panels = scenario.lateMillis().size();
    int width = LEFT + panels * (WIDTH + GAP) + LEGEND;
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
            + " font-family=\"sans-serif\" font-size=\"12\">%n",
        width, TOP + HEIGHT + 50);
    add("<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n");
    text(LEFT, 20, 15, "start", scenario.name() + ": slowdown over load (line: mean, dashed: p99)");
    for (int i = 0; i < panels; i++) {
      panel(LEFT + i * (WIDTH + GAP), scenario.lateMillis().get(i));
    }
    legend(LEFT + panels * (WIDTH + GAP));
    return svg.append("</svg>").append(System.lineSeparator()).toString();
  }

  private void panel(int left, double late) {
    add(
        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"#444\"/>%n",
        left, TOP, WIDTH, HEIGHT);
    text(
        left + WIDTH / 2.0,
        TOP - 8,
        12,
        "middle",
        String.format("%.0f ms late, sigma %s", late, sigma()));
    for (double tick : TICKS) {
      add(
          "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#e4e4e4\"/>%n",
          left, left + WIDTH, y(tick), y(tick));
      text(left - 5, y(tick) + 4, 11, "end", String.format(Locale.ROOT, "%s", number(tick)));
    }
    scenario
        .loads()
        .forEach(load -> text(x(left, load), TOP + HEIGHT + 16, 11, "middle", number(load)));
    text(left + WIDTH / 2.0, TOP + HEIGHT + 36, 12, "middle", "load");
    for (Policies policy : Policies.values()) {
      line(left, late, policy, false);
      line(left, late, policy, true);
    }
  }

  private double sigma() {
    return scenario.sigmas().stream().mapToDouble(sigma -> sigma).max().orElse(0);
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Long.toString(Math.round(value)) : Double.toString(value);
  }

  private void line(int left, double late, Policies policy, boolean tail) {
    var points = new StringBuilder();
    for (Measurement one : measurements) {
      Scenario.Cell cell = one.cell();
      if (one.policy() == policy && cell.lateMillis() == late && cell.sigma() == sigma()) {
        double slowdown = tail ? one.all().p99() : one.all().mean();
        points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(left, cell.load()), y(slowdown)));
      }
    }
    add(
        "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%s\"%s/>%n",
        points.toString().strip(),
        COLOURS[policy.ordinal()],
        policy == Policies.MEDIA_ROUTER ? "3" : "1.5",
        tail ? " stroke-dasharray=\"5 4\"" : "");
  }

  private double x(int left, double load) {
    double span = mostLoad - leastLoad;
    return left + 20 + (span == 0 ? 0.5 : (load - leastLoad) / span) * (WIDTH - 40);
  }

  private static double y(double slowdown) {
    double bounded = Math.max(0.95, Math.min(HIGHEST, slowdown));
    double share = Math.log(bounded / 0.95) / Math.log(HIGHEST / 0.95);
    return TOP + HEIGHT * (1 - share);
  }

  private void legend(int left) {
    int row = 0;
    for (Policies policy : Policies.values()) {
      if (measurements.stream().anyMatch(one -> one.policy() == policy)) {
        int y = TOP + 12 + 20 * row++;
        add(
            "<line x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\" stroke=\"%s\" stroke-width=\"3\"/>%n",
            left, left + 20, y - 4, y - 4, COLOURS[policy.ordinal()]);
        text(left + 26, y, 12, "start", policy.token());
      }
    }
  }

  private void text(double x, double y, int size, String anchor, String text) {
    add(
        "<text x=\"%.1f\" y=\"%.1f\" font-size=\"%d\" text-anchor=\"%s\">%s</text>%n",
        x, y, size, anchor, text.replace("&", "&amp;").replace("<", "&lt;"));
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values));
  }
}
