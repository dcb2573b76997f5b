package io.mediarouter.estimate;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The latest sources that a family of operations was used on, each with what it cost beyond the
 * baseline: what a task of a new source is compared with. Immutable and bounded.
 */
final class Examples {
  static final Examples NONE = new Examples(List.of());
  private static final int CAPACITY = 64;
  private static final double UNKNOWN_DIFFERENCE = 0.3;
  private static final double REACH = 0.5;
  private static final double PRIOR_WEIGHT = 4;

  private final List<Example> examples;

  private Examples(List<Example> examples) {
    this.examples = examples;
  }

  /** One source under one operation. */
  private record Example(CostFeatures features, double residual, int count) {
    boolean isLike(CostFeatures other) {
      return Objects.equals(features.source(), other.source())
          && features.operation().equals(other.operation());
    }

    Example with(CostFeatures latest, double seen) {
      return new Example(latest, residual + (seen - residual) / (count + 1), count + 1);
    }
  }

  /** These and one more task, which replaces the oldest where there is no room. */
  Examples with(CostFeatures features, double residual) {
    var next = new ArrayList<Example>(examples.size() + 1);
    var latest = new Example(features, residual, 1);
    for (Example each : examples) {
      if (features.source() != null && each.isLike(features)) {
        latest = each.with(features, residual);
      } else {
        next.add(each);
      }
    }
    next.add(latest);
    return new Examples(next.size() > CAPACITY ? next.subList(1, next.size()) : next);
  }

  /** How many tasks of this source under this operation were seen. */
  int count(CostFeatures features) {
    if (features.source() != null) {
      for (Example each : examples) {
        if (each.isLike(features)) {
          return each.count();
        }
      }
    }
    return 0;
  }

  /**
   * The examples around a task: the mean of what they cost beyond the baseline, each weighted by
   * how near it is (Nadaraya 1964, Watson 1964), and their scatter around it, both shrunk.
   *
   * @param priorVariance the scatter that is assumed of few
   */
  Surroundings around(CostFeatures features, double priorVariance) {
    double closest = Double.POSITIVE_INFINITY;
    double weights = 0;
    double sum = 0;
    double squares = 0;
    for (Example each : examples) {
      double square = squaredDifference(features, each.features());
      double weight = 1 / (1 + square / (REACH * REACH));
      closest = Math.min(closest, square);
      weights += weight;
      sum += weight * each.residual();
      squares += weight * each.residual() * each.residual();
    }
    double all = weights + PRIOR_WEIGHT;
    double mean = sum / all;
    double variance = (squares + PRIOR_WEIGHT * priorVariance) / all - mean * mean;
    return new Surroundings(Math.sqrt(closest), mean, Math.max(variance, priorVariance / 4));
  }

  /**
   * What is around a task.
   *
   * @param difference of the closest example, in weighted log units; infinite where there is none
   * @param residual what to add to the baseline's log
   * @param variance of a source around that
   */
  record Surroundings(double difference, double residual, double variance) {}

  private static double squaredDifference(CostFeatures one, CostFeatures other) {
    double sum = 0;
    for (int i = 0; i < CostNumber.COUNT; i++) {
      double difference = CostNumber.at(i).weight() * numberDifference(one, other, i);
      sum += difference * difference;
    }
    return sum;
  }

  private static double numberDifference(CostFeatures one, CostFeatures other, int index) {
    double difference = one.number(index) - other.number(index);
    if (!Double.isNaN(difference)) {
      return difference;
    }
    boolean bothUnknown = Double.isNaN(one.number(index)) && Double.isNaN(other.number(index));
    return bothUnknown ? 0 : UNKNOWN_DIFFERENCE;
  }
}
