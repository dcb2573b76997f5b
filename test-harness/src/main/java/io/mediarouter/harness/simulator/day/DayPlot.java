package io.mediarouter.harness.simulator.day;

import java.util.Locale;
import java.util.function.IntToDoubleFunction;

/**
 * A day as a picture: above, the cores that are busy, by hour, with speculation (areas) and without
 * (line); below, the hit rate with and without.
 */
final class DayPlot {
  private static final int LEFT = 60;
  private static final int WIDTH = 720;
  private static final int HEIGHT = 220;
  private static final int TOP = 50;
  private static final int BELOW = TOP + HEIGHT + 70;
  private static final String ON_DEMAND = "#1f77b4";
  private static final String ORDERED = "#9467bd";
  private static final String SPECULATIVE = "#ffbb78";
  private static final String WITHOUT = "#444444";
  private static final String WITH = "#d62728";

  private final StringBuilder svg = new StringBuilder();
  private final DayScenario scenario;
  private final DayFigures without;
  private final DayFigures with;

  DayPlot(DayScenario scenario, DayFigures without, DayFigures with) {
    this.scenario = scenario;
    this.without = without;
    this.with = with;
  }

  /** The SVG document. */
  String draw() {
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
            + " font-family=\"sans-serif\" font-size=\"12\">%n",
        LEFT + WIDTH + 30, BELOW + HEIGHT + 50);
    add("<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n");
    load();
    hits();
    return svg.append("</svg>").append(System.lineSeparator()).toString();
  }

  private void load() {
    frame(TOP, "busy cores of " + Math.round(scenario.capacityCores()), scenario.capacityCores());
    area(hour -> stack(hour, 3), SPECULATIVE);
    area(hour -> stack(hour, 2), ORDERED);
    area(hour -> stack(hour, 1), ON_DEMAND);
    line(TOP, scenario.capacityCores(), WITHOUT, hour -> cores(without, hour, 2));
    legend(TOP, 0, ON_DEMAND, "on demand");
    legend(TOP, 1, ORDERED, "ordered");
    legend(TOP, 2, SPECULATIVE, "speculative");
    legend(TOP, 3, WITHOUT, "all, without speculation");
  }

  private double stack(int hour, int uses) {
    return cores(with, hour, uses);
  }

  private static double cores(DayFigures figures, int hour, int uses) {
    double sum = 0;
    for (int i = 0; i < uses; i++) {
      sum += figures.coreSeconds(DayFigures.Use.values()[i], hour);
    }
    return sum / 3600;
  }

  private void hits() {
    frame(BELOW, "hit rate, %", 100);
    line(BELOW, 100, WITHOUT, hour -> 100 * without.hitRate(hour));
    line(BELOW, 100, WITH, hour -> 100 * with.hitRate(hour));
    legend(BELOW, 0, WITHOUT, "without speculation");
    legend(BELOW, 1, WITH, "with speculation");
  }

  private void frame(int top, String title, double most) {
    text(LEFT, top - 10, "start", title);
    for (int quarter = 0; quarter <= 4; quarter++) {
      double value = most * quarter / 4;
      double y = y(top, value / most);
      add(
          "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#e4e4e4\"/>%n",
          LEFT, LEFT + WIDTH, y, y);
      text(LEFT - 6, y + 4, "end", String.format(Locale.ROOT, "%.0f", value));
    }
    for (int hour = 0; hour <= DayFigures.HOURS; hour += 3) {
      text(
          LEFT + WIDTH * hour / (double) DayFigures.HOURS,
          top + HEIGHT + 18,
          "middle",
          hour + " h");
    }
  }

  private void area(IntToDoubleFunction cores, String colour) {
    add(
        "<polygon points=\"%d,%d %s %d,%d\" fill=\"%s\"/>%n",
        LEFT,
        TOP + HEIGHT,
        points(TOP, scenario.capacityCores(), cores),
        LEFT + WIDTH,
        TOP + HEIGHT,
        colour);
  }

  private void line(int top, double most, String colour, IntToDoubleFunction value) {
    add(
        "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>%n",
        points(top, most, value), colour);
  }

  /** Each hour is a step. */
  private String points(int top, double most, IntToDoubleFunction value) {
    var points = new StringBuilder();
    for (int hour = 0; hour < DayFigures.HOURS; hour++) {
      double y = y(top, value.applyAsDouble(hour) / most);
      points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(hour), y));
      points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(hour + 1), y));
    }
    return points.toString().strip();
  }

  private static double x(int hour) {
    return LEFT + WIDTH * hour / (double) DayFigures.HOURS;
  }

  private static double y(int top, double share) {
    return top + HEIGHT * (1 - Math.max(0, Math.min(1, share)));
  }

  private void legend(int top, int place, String colour, String name) {
    int x = LEFT + 150 + place * 140;
    add("<rect x=\"%d\" y=\"%d\" width=\"12\" height=\"12\" fill=\"%s\"/>%n", x, top - 20, colour);
    text(x + 18, top - 10, "start", name);
  }

  private void text(double x, double y, String anchor, String text) {
    add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, text);
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values));
  }
}
