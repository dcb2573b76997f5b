package io.mediarouter.harness.simulate;

import io.mediarouter.harness.simulate.policy.Policies;
import java.util.Arrays;
import java.util.List;

/**
 * What a policy reached in a cell.
 *
 * @param mean mean slowdown: response time / time on an idle fastest core
 * @param p50 median slowdown
 * @param p99 slowdown that 99 of 100 tasks do not exceed
 * @param goodput share of the tasks with a slowdown of at most {@value #GOOD}, 0..1
 */
record Measurement(
    Policies policy, Scenario.Cell cell, double mean, double p50, double p99, double goodput) {

  /** A task that took longer than this many times its ideal did its viewer no good. */
  static final double GOOD = 4;

  /** Sums up the slowdowns of several runs; the first tenth of each is left out. */
  static Measurement of(Policies policy, Scenario.Cell cell, List<double[]> runs) {
    double[] all =
        runs.stream()
            .flatMapToDouble(run -> Arrays.stream(run, run.length / 10, run.length))
            .sorted()
            .toArray();
    double mean = Arrays.stream(all).average().orElse(0);
    double good = Arrays.stream(all).filter(slowdown -> slowdown <= GOOD).count();
    return new Measurement(
        policy, cell, mean, quantile(all, 0.5), quantile(all, 0.99), good / all.length);
  }

  private static double quantile(double[] sorted, double share) {
    return sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  }
}
