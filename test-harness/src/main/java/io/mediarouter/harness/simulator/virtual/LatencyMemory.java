package io.mediarouter.harness.simulator.virtual;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The memory of a Prequal server: recent latencies by the number of requests in flight at their
 * arrival (Wydrowski et al., "Load is not what you should balance: Introducing Prequal", NSDI 2024,
 * section 4).
 */
final class LatencyMemory {
  private static final int KEPT = 16;
  private static final int LEVELS = 256;

  private final Deque<Double>[] byRunning = levels();

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Deque<Double>[] levels() {
    return new Deque[LEVELS];
  }

  void add(int running, double latency) {
    int level = Math.min(running, LEVELS - 1);
    Deque<Double> kept = byRunning[level];
    if (kept == null) {
      kept = new ArrayDeque<>(KEPT);
      byRunning[level] = kept;
    }
    if (kept.size() == KEPT) {
      kept.removeFirst();
    }
    kept.addLast(latency);
  }

  /** The median of latencies at or near this many requests in flight; 0 where none is known. */
  double near(int running) {
    int level = Math.min(running, LEVELS - 1);
    for (int distance = 0; distance < LEVELS; distance++) {
      Deque<Double> kept = at(level - distance);
      kept = kept == null ? at(level + distance) : kept;
      if (kept != null) {
        return median(kept);
      }
    }
    return 0;
  }

  private @Nullable Deque<Double> at(int level) {
    return level < 0 || level >= LEVELS ? null : byRunning[level];
  }

  private static double median(Deque<Double> kept) {
    double[] sorted = kept.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
