package io.mediarouter.estimate;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The model of how costs change with time: of all tasks, of a family of operations, of one
 * operation, of one server. Small changes are followed; a step, as of a new encoder, is noticed by
 * the errors that it makes, laid to the group whose step explains them best, and dated back to its
 * first task, so that what was remembered before it is still good. Written by one thread at a time,
 * read by any.
 */
final class CostDrift {
  private static final int LATEST = 256;
  private static final double MOST_DEVIATIONS = 3;
  private static final double FREEDOM = 4;
  private static final double LEAST_GAIN = 12;
  private static final double MOST_OF_ONE_SOURCE = 8;
  private static final double MUCH_OF_ONE_SOURCE = 40;
  private static final double SETTLED = 0.02;
  private static final double SPREAD_OF_MEDIAN = 1.57;

  private final CostLevel all = new CostLevel();
  private final Deque<Miss> latest = new ArrayDeque<>();

  /** A task and by how much its prediction missed. */
  private static final class Miss {
    private final FinishedTask task;
    private final List<CostLevel> levels;
    private final double deviation;
    private double error;

    Miss(FinishedTask task, List<CostLevel> levels, double error, double variance) {
      this.task = task;
      this.levels = levels;
      this.deviation = Math.sqrt(variance);
      this.error = error;
    }

    double variance() {
      return deviation * deviation;
    }

    double cutError() {
      double most = MOST_DEVIATIONS * deviation;
      return Math.max(-most, Math.min(most, error));
    }

    boolean isOf(CostLevel level, long since) {
      return task.number() >= since && levels.contains(level);
    }

    /** How much better it would have been predicted with a level higher by {@code step}. */
    double gain(double step) {
      return loss(error / deviation) - loss((error - step) / deviation);
    }

    private static double loss(double deviations) {
      return 0.5 * (FREEDOM + 1) * Math.log1p(deviations * deviations / FREEDOM);
    }
  }

  /**
   * A step of one group's costs.
   *
   * @param gain how much better the latest tasks would have been predicted with it
   * @param isChange whether the group was known well before; otherwise it is just being learned
   */
  private record Step(
      CostLevel level,
      long since,
      double size,
      double uncertainty,
      double gain,
      boolean isChange) {}

  /** What is added to the log of each cost on the average server, by now. */
  double log() {
    return all.log();
  }

  /** Notes the level that costs have while that task runs. */
  void date(FinishedTask task) {
    for (CostLevel level : levels(task)) {
      task.lift(level.log());
    }
  }

  /** The narrowest first. */
  private List<CostLevel> levels(FinishedTask task) {
    OperationCost operation = task.operation();
    CostLevel family = operation.family().level();
    return task.server().isNamed()
        ? List.of(operation.level(), family, task.server().level(), all)
        : List.of(operation.level(), family, all);
  }

  /**
   * Learns from a task that cost {@code error} log units more than predicted.
   *
   * @param variance of the prediction
   */
  void learn(FinishedTask task, double error, double variance) {
    var miss = new Miss(task, levels(task), error, variance);
    latest.addLast(miss);
    if (latest.size() > LATEST) {
      latest.removeFirst();
    }
    follow(miss);
    watch(miss);
  }

  private void follow(Miss miss) {
    double sum = miss.variance();
    for (CostLevel level : miss.levels) {
      level.walk();
      sum += level.variance();
    }
    double error = miss.cutError();
    for (CostLevel level : miss.levels) {
      double gain = level.variance() / sum;
      level.narrow(gain);
      shift(level, gain > SETTLED ? level.since() : Long.MAX_VALUE, gain * error);
    }
  }

  /** Moves a level, and those of its tasks since then that are remembered here. */
  private void shift(CostLevel level, long since, double step) {
    level.move(step);
    if (since == Long.MAX_VALUE) {
      return;
    }
    for (Miss each : latest) {
      if (each.isOf(level, since)) {
        each.task.lift(step);
        each.error -= step;
      }
    }
  }

  private void watch(Miss miss) {
    double deviations = miss.cutError() / miss.deviation;
    for (CostLevel level : miss.levels) {
      long since = level.watch(deviations, miss.task.number());
      if (since >= 0) {
        explain(miss, since);
        level.calm();
      }
    }
  }

  /** Takes the step that explains best what missed since then, if it explains enough. */
  private void explain(Miss miss, long since) {
    Step best = null;
    for (CostLevel level : miss.levels) {
      Step step = step(level, since);
      best = best == null || step.gain() > best.gain() ? step : best;
    }
    if (best != null && best.gain() >= LEAST_GAIN && best.isChange()) {
      take(best);
    }
  }

  private Step step(CostLevel level, long since) {
    List<Miss> of = latest.stream().filter(each -> each.isOf(level, since)).toList();
    double size = median(of);
    double square = of.stream().mapToDouble(Miss::variance).average().orElse(0);
    double uncertainty = SPREAD_OF_MEDIAN * square / of.size();
    return new Step(
        level, since, size, uncertainty, gain(of, size), level.isKnownBefore(of.size()));
  }

  private static double median(List<Miss> of) {
    double[] errors = of.stream().mapToDouble(each -> each.error).toArray();
    Arrays.sort(errors);
    return 0.5 * (errors[(errors.length - 1) / 2] + errors[errors.length / 2]);
  }

  /** One source alone says less than several: it may itself have changed. */
  private static double gain(List<Miss> of, double size) {
    Map<Object, Double> bySource = new HashMap<>();
    double all = 0;
    for (Miss each : of) {
      double gain = each.gain(size);
      Object source = each.task.features().source();
      bySource.merge(source == null ? each : source, gain, Double::sum);
      all += gain;
    }
    double capped =
        bySource.values().stream().mapToDouble(gain -> Math.min(MOST_OF_ONE_SOURCE, gain)).sum();
    return all >= MUCH_OF_ONE_SOURCE ? all : capped;
  }

  private void take(Step step) {
    step.level().stepped(step.since(), step.uncertainty());
    for (Miss each : latest) {
      if (each.isOf(step.level(), step.since())) {
        each.levels.forEach(CostLevel::calm);
      }
    }
    shift(step.level(), step.since(), step.size());
  }
}
