package io.mediarouter.estimate;

import java.util.Arrays;

/** The finished tasks of one source, in the order of their pieces. Immutable. */
final class SourceHistory {
  static final SourceHistory EMPTY = new SourceHistory(new FinishedTask[0], 1);

  private static final double PRIOR_COUNT = 8;
  private static final double MOST_SQUARES = 25;
  private static final double LEAST_GAIN = 0.02;

  private final FinishedTask[] tasks;
  private final double dispersion;

  private SourceHistory(FinishedTask[] tasks, double dispersion) {
    this.tasks = tasks;
    this.dispersion = dispersion;
  }

  /**
   * Mean square of the errors made with this source, relative to the predicted variance, shrunk to
   * 1: some videos are less regular than others.
   */
  double dispersion() {
    return dispersion;
  }

  /** This after a prediction whose squared error was {@code squares} predicted variances. */
  SourceHistory missedBy(double squares) {
    double gain = Math.max(LEAST_GAIN, 1 / (tasks.length + PRIOR_COUNT));
    double seen = Math.min(MOST_SQUARES, squares * dispersion);
    double next = dispersion + gain * (seen - dispersion);
    return new SourceHistory(tasks, next);
  }

  int size() {
    return tasks.length;
  }

  FinishedTask at(int index) {
    return tasks[index];
  }

  /** The index of the first task that does not lie before {@code position}; unknown is last. */
  int indexOf(double position) {
    int low = 0;
    int high = tasks.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Double.compare(tasks[middle].features().position(), position) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  SourceHistory with(FinishedTask task) {
    int index = indexOf(Math.nextUp(task.features().position()));
    var next = Arrays.copyOf(tasks, tasks.length + 1);
    System.arraycopy(tasks, index, next, index + 1, tasks.length - index);
    next[index] = task;
    return new SourceHistory(next, dispersion);
  }

  SourceHistory without(FinishedTask task) {
    var next = new FinishedTask[tasks.length - 1];
    int kept = 0;
    for (FinishedTask each : tasks) {
      if (each.number() != task.number()) {
        next[kept++] = each;
      }
    }
    return new SourceHistory(next, dispersion);
  }

  FinishedTask oldest() {
    FinishedTask oldest = tasks[0];
    for (FinishedTask each : tasks) {
      if (each.number() < oldest.number()) {
        oldest = each;
      }
    }
    return oldest;
  }
}
