package io.mediarouter.harness.scenario.watch;

import java.util.List;

/**
 * What came of watching.
 *
 * @param startMillis from the first request to the first segment, which is shown then
 * @param stalls how often the picture stood still after it had begun
 * @param stalledSeconds for how long in all
 * @param failures what did not come, each with why
 * @param media all segments in a row, behind their initialization
 */
public record Watched(
    double startMillis, int stalls, double stalledSeconds, List<String> failures, byte[] media) {
  public Watched {
    failures = List.copyOf(failures);
  }
}
