package io.mediarouter.harness.scenario.watch;

import java.util.List;

/**
 * The result of watching.
 *
 * @param startMillis from the first request to the first segment, which is shown then
 * @param steps how long each request up to that one took, milliseconds: the playlist of all, that
 *     of the rung, the initialization, the segment
 * @param stalls how often the picture stood still after it had begun
 * @param stalledSeconds for how long in all
 * @param failures what did not come, each with why
 * @param media all segments in a row, behind their initialization
 */
public record Watched(
    double startMillis,
    List<Double> steps,
    int stalls,
    double stalledSeconds,
    List<String> failures,
    byte[] media) {
  public Watched {
    steps = List.copyOf(steps);
    failures = List.copyOf(failures);
  }
}
