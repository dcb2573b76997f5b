package io.mediarouter.estimate;

import org.jspecify.annotations.Nullable;

/**
 * The best linear unbiased prediction of a task from its neighbourhood (local simple kriging;
 * Cressie 1993, section 3.4) by a Cholesky factorization. Room for computing, reused by its thread.
 */
final class Kriging {
  private final double[] factor =
      new double[Neighbourhood.CAPACITY * (Neighbourhood.CAPACITY + 1) / 2];
  private final double[] toTarget = new double[Neighbourhood.CAPACITY];
  private final double[] values = new double[Neighbourhood.CAPACITY];
  private final double[] weights = new double[Neighbourhood.CAPACITY];
  private double residual;
  private double variance;

  /** Predicts what a task of {@code operation} costs beyond the baseline. */
  void predict(
      Neighbourhood around,
      @Nullable OperationCost operation,
      CostKernel kernel,
      Oddities oddities) {
    double piece = around.damp(kernel, oddities);
    double known = 0;
    double mean = 0;
    for (int i = 0; i < around.size(); i++) {
      factorRow(around, i, kernel, piece);
      toTarget[i] =
          kernel.covariance(around.lag(i), around.task(i).operation() == operation, piece);
      values[i] = around.residual(i);
      substitute(i);
      mean += toTarget[i] * values[i];
      known += toTarget[i] * toTarget[i];
    }
    // Costs out of all proportion say nothing, rather than that nothing can be said any more.
    boolean usable = Double.isFinite(mean) && Double.isFinite(known);
    residual = usable ? mean : 0;
    variance =
        Math.max(kernel.noise(), kernel.total() - kernel.piece() + piece - (usable ? known : 0));
  }

  /** What the task is predicted to cost beyond the baseline, log units. */
  double residual() {
    return residual;
  }

  /** How uncertain that is, noise of the task itself included. */
  double variance() {
    return variance;
  }

  /**
   * How much of the last prediction rests on the tasks of one server, the baseline included.
   *
   * @param shareOfBaseline the part of the baseline that does
   */
  double shareOf(ServerCost server, Neighbourhood around, double shareOfBaseline) {
    double all = 0;
    double own = 0;
    for (int row = around.size() - 1; row >= 0; row--) {
      double weight = toTarget[row];
      for (int below = row + 1; below < around.size(); below++) {
        weight -= factor[start(below) + row] * weights[below];
      }
      weights[row] = weight / factor[start(row) + row];
      all += weights[row];
      own += around.task(row).server() == server ? weights[row] : 0;
    }
    return own + (1 - all) * shareOfBaseline;
  }

  private void factorRow(Neighbourhood around, int row, CostKernel kernel, double piece) {
    int start = start(row);
    for (int column = 0; column < row; column++) {
      double covariance =
          kernel.covariance(
              around.lagBetween(row, column), around.isSameOperation(row, column), piece);
      factor[start + column] =
          (covariance - product(start, start(column), column)) / factor[start(column) + column];
    }
    double own =
        kernel.total()
            - kernel.noise()
            - kernel.piece()
            + piece
            + kernel.noise() * around.noise(row);
    factor[start + row] = Math.sqrt(Math.max(1e-9, own - product(start, start, row)));
  }

  private double product(int one, int other, int length) {
    double sum = 0;
    for (int i = 0; i < length; i++) {
      sum += factor[one + i] * factor[other + i];
    }
    return sum;
  }

  /** Forward substitution of both right-hand sides, as far as this row. */
  private void substitute(int row) {
    int start = start(row);
    double target = toTarget[row];
    double value = values[row];
    for (int i = 0; i < row; i++) {
      target -= factor[start + i] * toTarget[i];
      value -= factor[start + i] * values[i];
    }
    toTarget[row] = target / factor[start + row];
    values[row] = value / factor[start + row];
  }

  private static int start(int row) {
    return row * (row + 1) / 2;
  }
}
