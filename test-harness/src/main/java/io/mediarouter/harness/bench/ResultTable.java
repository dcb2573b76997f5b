package io.mediarouter.harness.bench;

import io.mediarouter.harness.bench.Contender.Kind;
import java.util.Locale;

/** The results as lines of text. */
record ResultTable(Results results) {
  private static final String HEAD =
      String.format(
          "%-8s %-26s %11s %7s %15s %7s %10s %12s %9s",
          "size",
          "contender",
          "CPU us/req",
          "ratio",
          "of rounds",
          "aim",
          "kB/req",
          "requests/s",
          "p99 ms");

  String text() {
    var text = new StringBuilder(HEAD).append('\n');
    for (int bytes : results.sizes()) {
      for (Kind kind : Kind.values()) {
        if (results.ratios(bytes, kind).length > 0) {
          text.append(row(bytes, kind)).append('\n');
        }
      }
    }
    return text.toString();
  }

  private String row(int bytes, Kind kind) {
    double[] ratios = results.ratios(bytes, kind);
    return String.format(
            Locale.ROOT,
            "%-8s %-26s %11.1f %7.3f %7.3f-%7.3f %7s %10s %12.0f %9.2f",
            kind == Kind.BARE ? Size.text(bytes) : "",
            kind.label(),
            results.median(bytes, kind, RoundResult::cpuMicros),
            Results.median(ratios),
            ratios[0],
            ratios[ratios.length - 1],
            kind.aim() == 0 ? "" : String.format(Locale.ROOT, "<=%.2f", kind.aim()),
            allocated(bytes, kind),
            results.median(bytes, kind, RoundResult::requestsPerSecond),
            results.median(bytes, kind, turn -> turn.p99Nanos() / 1e6))
        .stripTrailing();
  }

  private String allocated(int bytes, Kind kind) {
    double kilobytes = results.median(bytes, kind, RoundResult::allocatedKilobytes);
    return kilobytes > 0 ? String.format(Locale.ROOT, "%.2f", kilobytes) : "";
  }
}
