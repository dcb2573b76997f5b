package io.mediarouter.select;

import java.util.Collection;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The rule that servers of about the same speed and as many cores learn from each other. */
final class AlikeServers {
  /** How far the speeds of alike servers may differ: logarithm of the ratio. */
  private static final double SPEEDS = 0.1;

  private AlikeServers() {}

  /**
   * What one core more is worth on each server: the mean over the servers that are like it.
   *
   * @param gain tells what it was worth on that server alone
   */
  static Map<ServerLearning, Double> meanGains(
      Collection<ServerLearning> servers, ToDoubleFunction<ServerLearning> gain) {
    List<ServerLearning> sorted =
        servers.stream()
            .sorted(
                Comparator.comparingDouble(ServerLearning::cores)
                    .thenComparingDouble(ServerLearning::slowness))
            .toList();
    var means = new IdentityHashMap<ServerLearning, Double>(servers.size() * 2);
    int first = 0;
    int end = 0;
    double sum = 0;
    for (ServerLearning one : sorted) {
      while (!areAlike(sorted.get(first), one)) {
        sum -= gain.applyAsDouble(sorted.get(first++));
      }
      while (end < sorted.size() && areAlike(sorted.get(end), one)) {
        sum += gain.applyAsDouble(sorted.get(end++));
      }
      means.put(one, Math.max(0, sum / (end - first)));
    }
    return means;
  }

  private static boolean areAlike(ServerLearning one, ServerLearning other) {
    return one.cores() == other.cores() && Math.abs(one.slowness() - other.slowness()) <= SPEEDS;
  }
}
