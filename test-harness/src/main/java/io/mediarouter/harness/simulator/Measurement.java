package io.mediarouter.harness.simulator;

import io.mediarouter.harness.simulator.policy.Policies;
import io.mediarouter.harness.simulator.virtual.Conditions;
import io.mediarouter.harness.simulator.virtual.Traffic;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The figures that a policy reached in a cell.
 *
 * @param all of all tasks
 * @param small of all but the largest twentieth
 * @param large of the largest twentieth: starved files do not show in the figures of all
 * @param refused share of the tasks that found no room in time, 0..1; they count in no slowdown
 * @param varied share of the tasks that were made as a cheaper variant, 0..1
 * @param missed share of the tasks with a deadline that missed it or were refused, 0..1
 * @param goodput share of the tasks with a slowdown of at most {@value #GOOD}, 0..1
 */
record Measurement(
    Policies policy,
    Scenario.Cell cell,
    Slowdowns all,
    Slowdowns small,
    Slowdowns large,
    double refused,
    double varied,
    double missed,
    double goodput) {

  /** A task that took longer than this many times its ideal did its viewer no good. */
  static final double GOOD = 4;

  private static final double SMALL = 0.95;

  /**
   * The slowdowns of some tasks: response time / time on an idle fastest core.
   *
   * @param mean their mean
   * @param p50 their median
   * @param p99 what 99 of 100 tasks do not exceed
   */
  record Slowdowns(double mean, double p50, double p99) {
    private static Slowdowns of(double[] sorted) {
      return new Slowdowns(
          Arrays.stream(sorted).average().orElse(0), quantile(sorted, 0.5), quantile(sorted, 0.99));
    }
  }

  /**
   * One run.
   *
   * @param slowdowns of its tasks, in the order of arrival
   * @param varied whether a cheaper variant was made of a task
   */
  record Run(Traffic traffic, Conditions conditions, double[] slowdowns, IntPredicate varied) {
    private boolean isAwaited(int task) {
      return Double.isFinite(traffic.allowance(task, conditions));
    }

    /** Also one that was refused is missed. */
    private boolean isMissed(int task) {
      double took = slowdowns[task] * traffic.size(task);
      return isAwaited(task) && !(took <= traffic.allowance(task, conditions));
    }

    private IntStream measured() {
      return IntStream.range(slowdowns.length / 10, slowdowns.length);
    }

    private double[] sorted(IntPredicate which) {
      return measured()
          .filter(which)
          .mapToDouble(i -> slowdowns[i])
          .filter(slowdown -> !Double.isNaN(slowdown))
          .sorted()
          .toArray();
    }
  }

  /** Sums up several runs; the first tenth of each is left out. */
  static Measurement of(Policies policy, Scenario.Cell cell, List<Run> runs) {
    double[] sizes =
        runs.stream()
            .flatMapToDouble(run -> run.measured().mapToDouble(run.traffic()::size))
            .sorted()
            .toArray();
    double border = quantile(sizes, SMALL);
    double[] all = sorted(runs, size -> true);
    double asked = runs.stream().mapToLong(run -> run.measured().count()).sum();
    double good = Arrays.stream(all).filter(slowdown -> slowdown <= GOOD).count();
    return new Measurement(
        policy,
        cell,
        Slowdowns.of(all),
        Slowdowns.of(sorted(runs, size -> size < border)),
        Slowdowns.of(sorted(runs, size -> size >= border)),
        1 - all.length / asked,
        runs.stream().mapToLong(run -> run.measured().filter(run.varied()).count()).sum() / asked,
        missed(runs),
        good / asked);
  }

  private static double missed(List<Run> runs) {
    double awaited =
        runs.stream().mapToLong(run -> run.measured().filter(run::isAwaited).count()).sum();
    double missed =
        runs.stream().mapToLong(run -> run.measured().filter(run::isMissed).count()).sum();
    return awaited == 0 ? 0 : missed / awaited;
  }

  private static double[] sorted(List<Run> runs, java.util.function.DoublePredicate sizes) {
    return runs.stream()
        .flatMapToDouble(run -> Arrays.stream(run.sorted(i -> sizes.test(run.traffic().size(i)))))
        .sorted()
        .toArray();
  }

  private static double quantile(double[] sorted, double share) {
    if (sorted.length == 0) {
      return 0;
    }
    return sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  }
}
