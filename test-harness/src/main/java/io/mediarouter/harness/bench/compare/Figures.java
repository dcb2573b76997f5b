package io.mediarouter.harness.bench.compare;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * The figures that a way to choose servers reached over all of its turns.
 *
 * @param choice which way
 * @param served its requests
 */
record Figures(Choice choice, List<Served> served) {
  static final List<String> COLUMNS =
      List.of(
          "requests",
          "failed",
          "first_byte_mean_ms",
          "first_byte_p50_ms",
          "first_byte_p99_ms",
          "complete_mean_ms",
          "complete_p50_ms",
          "complete_p99_ms",
          "slowdown_mean",
          "slowdown_p50",
          "slowdown_p99");

  private static final String HEAD =
      String.format(
          "%-18s %8s %7s %26s %26s %21s%n%-18s %8s %7s %26s %26s %21s",
          "",
          "",
          "",
          "first byte, ms",
          "complete, ms",
          "slowdown",
          "choice",
          "requests",
          "failed",
          "mean      p50      p99",
          "mean      p50      p99",
          "mean    p50    p99");

  Figures {
    served = List.copyOf(served);
  }

  static String table(List<Figures> all) {
    StringBuilder text = new StringBuilder(HEAD).append(System.lineSeparator());
    all.forEach(each -> text.append(each.row()).append(System.lineSeparator()));
    return text.toString();
  }

  private String row() {
    double[] first = sorted(Served::firstByteMillis);
    double[] whole = sorted(Served::totalMillis);
    double[] slow = sorted(Served::slowdown);
    return String.format(
        Locale.ROOT,
        "%-18s %8d %7d %8.0f %8.0f %8.0f %8.0f %8.0f %8.0f %7.2f %6.2f %6.2f",
        choice.token(),
        served.size(),
        failed(),
        mean(first),
        quantile(first, 0.5),
        quantile(first, 0.99),
        mean(whole),
        quantile(whole, 0.5),
        quantile(whole, 0.99),
        mean(slow),
        quantile(slow, 0.5),
        quantile(slow, 0.99));
  }

  /** The same figures, each named in {@link #COLUMNS}. */
  String csv() {
    StringBuilder line = new StringBuilder(choice.token());
    line.append(',').append(served.size()).append(',').append(failed());
    List<double[]> measures =
        List.of(
            sorted(Served::firstByteMillis), sorted(Served::totalMillis), sorted(Served::slowdown));
    for (double[] values : measures) {
      line.append(
          String.format(
              Locale.ROOT,
              ",%.3f,%.3f,%.3f",
              mean(values),
              quantile(values, 0.5),
              quantile(values, 0.99)));
    }
    return line.toString();
  }

  private long failed() {
    return served.stream().filter(Served::failed).count();
  }

  private double[] sorted(ToDoubleFunction<Served> measure) {
    return served.stream().filter(each -> !each.failed()).mapToDouble(measure).sorted().toArray();
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }

  /** The value that a share of 0..1 of them does not exceed; NaN where there is none. */
  static double quantile(double[] sorted, double share) {
    int place = (int) Math.ceil(share * sorted.length) - 1;
    return sorted.length == 0 ? Double.NaN : sorted[Math.max(0, place)];
  }
}
