package io.mediarouter.estimate;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of one source that lie nearest to a new one. Room for computing, reused by its thread.
 *
 * <p>The nearest pieces are taken whatever was done to them; then pieces further off that the same
 * operation was done to; then, where room is left, the nearest that were passed over.
 */
final class Neighbourhood {
  static final int CAPACITY = 20;
  private static final int NEAREST = 12;
  private static final int LOOKED_AT = 64;
  private static final double OUTLIER_DEVIATIONS = 3;
  private static final double OWN_EVIDENCE = 0.5;
  private static final double AS_ODD = 1 / 3.0;

  private final FinishedTask[] tasks = new FinishedTask[CAPACITY];
  private final FinishedTask[] passedOver = new FinishedTask[CAPACITY];
  private final double[] positions = new double[CAPACITY];
  private final double[] lags = new double[CAPACITY];
  private final double[] residuals = new double[CAPACITY];
  private final double[] damped = new double[CAPACITY];
  private final double[] noise = new double[CAPACITY];
  private final double[] sorted = new double[CAPACITY + 1];
  private int size;
  private int passed;

  /** Fills this with what lies around {@code target} in {@code history}. */
  void collect(
      SourceHistory history,
      CostFeatures target,
      @Nullable OperationCost operation,
      long now,
      double halfLife) {
    size = 0;
    passed = 0;
    walk(history, target, operation);
    for (int i = 0; i < passed && size < CAPACITY; i++) {
      tasks[size++] = passedOver[i];
    }
    for (int i = 0; i < size; i++) {
      positions[i] = tasks[i].features().position();
      lags[i] = CostFeatures.lag(positions[i], target.position());
      residuals[i] = tasks[i].residual();
      noise[i] = tasks[i].doubt() * (1 + (now - tasks[i].number()) / halfLife);
    }
  }

  private void walk(SourceHistory history, CostFeatures target, @Nullable OperationCost operation) {
    int after = history.indexOf(Math.nextUp(target.position()));
    int before = after - 1;
    for (int i = 0; i < LOOKED_AT && size < CAPACITY; i++) {
      if (before < 0 && after >= history.size()) {
        return;
      }
      boolean forward =
          before < 0 || (after < history.size() && isNearer(history, after, before, target));
      consider(history.at(forward ? after++ : before--), operation, i);
    }
  }

  private static boolean isNearer(SourceHistory history, int one, int other, CostFeatures target) {
    return history.at(one).features().lagTo(target) < history.at(other).features().lagTo(target);
  }

  private void consider(FinishedTask task, @Nullable OperationCost operation, int rank) {
    if (rank < NEAREST || task.operation() == operation) {
      tasks[size++] = task;
    } else if (passed < CAPACITY) {
      passedOver[passed++] = task;
    }
  }

  int size() {
    return size;
  }

  FinishedTask task(int index) {
    return tasks[index];
  }

  /** Whether there is a task of that family. */
  boolean includes(FamilyCost family) {
    for (int i = 0; i < size; i++) {
      if (tasks[i].operation().family() == family) {
        return true;
      }
    }
    return false;
  }

  double lag(int index) {
    return lags[index];
  }

  /** Pieces between two of the tasks; infinite where unknown. */
  double lagBetween(int one, int other) {
    return CostFeatures.lag(positions[one], positions[other]);
  }

  /** Whether the same was done in two of the tasks. */
  boolean isSameOperation(int one, int other) {
    return tasks[one].operation() == tasks[other].operation();
  }

  /** How many repetitions' noise there is in that task's cost: 1 where measured lately. */
  double noise(int index) {
    return noise[index];
  }

  /** What that task cost beyond the baseline; other pieces' outliers are cut by {@link #damp}. */
  double residual(int index) {
    return damped[index];
  }

  private boolean isSamePiece(int index) {
    return lags[index] < CostKernel.SAME_PIECE;
  }

  /**
   * Cuts the outliers among the other pieces, which say nothing about this one, and those of the
   * same piece that are not believed (winsorizing; Huber, Robust Statistics, 1981), and tells the
   * variance of a piece that the same piece's own tasks suggest (empirical Bayes): a piece that was
   * found to be odd is odd for every operation.
   */
  double damp(CostKernel kernel, Oddities oddities) {
    System.arraycopy(residuals, 0, damped, 0, size);
    int others = sortOthers();
    double middle = middle(others, kernel);
    double most = OUTLIER_DEVIATIONS * Math.sqrt(others == 0 ? kernel.total() : kernel.within());
    double own = 0;
    for (int i = 0; i < size; i++) {
      double off = residuals[i] - middle;
      if (Math.abs(off) > most && (!isSamePiece(i) || !isBelieved(i, middle, oddities))) {
        damped[i] = middle + Math.copySign(isSamePiece(i) ? 0.0 : most, off);
      }
      own += isSamePiece(i) ? damped[i] - middle : 0;
    }
    int same = size - others;
    double oddness = same == 0 || others < 2 ? 0 : own / same;
    return Math.max(kernel.piece(), OWN_EVIDENCE * oddness * oddness);
  }

  /**
   * What the other pieces cost beyond the baseline: their median, where an ordinary source counts
   * as one of them; an ordinary source's where there is only one piece and that is odd.
   */
  private double middle(int others, CostKernel kernel) {
    if (others == 1) {
      double only = sorted[0] + sorted[1];
      return Math.abs(only) > OUTLIER_DEVIATIONS * Math.sqrt(kernel.total()) ? 0 : only;
    }
    return 0.5 * (sorted[others / 2] + sorted[(others + 1) / 2]);
  }

  /** Another task of the piece, that was odd too, settles it; else experience does. */
  private boolean isBelieved(int index, double middle, Oddities oddities) {
    double off = residuals[index] - middle;
    int against = 0;
    for (int i = 0; i < size; i++) {
      if (i != index && isSamePiece(i)) {
        if ((residuals[i] - middle) / off > AS_ODD) {
          return true;
        }
        against++;
      }
    }
    return oddities.isBelieved(off, against);
  }

  /** Learns from a task of this piece whether the oddest one before it was right. */
  void teach(Oddities oddities, CostKernel kernel, double residual) {
    int others = sortOthers();
    double most = OUTLIER_DEVIATIONS * Math.sqrt(others == 0 ? kernel.total() : kernel.within());
    if (size - others != 1) {
      return;
    }
    for (int i = 0; i < size; i++) {
      double off = residuals[i] - middle(others, kernel);
      if (isSamePiece(i) && Math.abs(off) > most) {
        oddities.learn(off, residual - middle(others, kernel));
      }
    }
  }

  private int sortOthers() {
    int others = 0;
    for (int i = 0; i < size; i++) {
      if (!isSamePiece(i)) {
        sorted[others++] = residuals[i];
      }
    }
    sorted[others] = 0;
    Arrays.sort(sorted, 0, others + 1);
    return others;
  }
}
