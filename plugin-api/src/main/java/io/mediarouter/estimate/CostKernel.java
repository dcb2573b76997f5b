package io.mediarouter.estimate;

import java.util.List;

/**
 * The measure of how alike the costs of two tasks of one source are: the variances, in squared log
 * units, of the effects that add up to a task's deviation from its operation's mean. A linear mixed
 * model, whose best linear unbiased prediction is kriging (Henderson 1975; Cressie, Statistics for
 * Spatial Data, 1993).
 *
 * @param source of the source as a whole
 * @param operation of the source under one operation
 * @param stretch of the scene: shared by pieces that lie near, whatever the operation
 * @param piece of one piece, whatever the operation
 * @param task of one piece under one operation
 * @param noise of a repetition
 * @param reach pieces over which scenes change
 */
record CostKernel(
    double source,
    double operation,
    double stretch,
    double piece,
    double task,
    double noise,
    double reach) {

  /** Lags below this are the same piece: half of the least between two that are not. */
  static final double SAME_PIECE = 0.005;

  /**
   * Ways in which videos behave, the ordinary one first; which one holds is found out by how well
   * each would have predicted.
   */
  static final List<CostKernel> TABLE =
      List.of(
          new CostKernel(0.12, 0.0025, 0.006, 0.004, 0.001, 0.0016, 2.6),
          new CostKernel(0.12, 0.0012, 0.002, 0.001, 0.001, 0.0016, 2.6),
          new CostKernel(0.12, 0.0025, 0.03, 0.004, 0.001, 0.0016, 7),
          new CostKernel(0.12, 0.0025, 0.01, 0.02, 0.004, 0.0016, 2.6),
          new CostKernel(0.12, 0.01, 0.006, 0.004, 0.002, 0.0016, 2.6),
          new CostKernel(0.12, 0.01, 0.02, 0.002, 0.001, 0.0016, 7),
          new CostKernel(0.12, 0.0025, 0.006, 0.002, 0.002, 0.01, 2.6),
          new CostKernel(0.3, 0.02, 0.2, 0.03, 0.01, 0.005, 2.6),
          new CostKernel(0.3, 0.05, 0.2, 0.1, 0.03, 0.02, 2.6),
          new CostKernel(0.3, 0.1, 0.1, 0.1, 0.05, 0.02, 7),
          new CostKernel(0.12, 0.02, 0.01, 0.01, 0.01, 0.01, 2.6));

  /** Variance of a task of a source that was never seen. */
  double total() {
    return source + operation + stretch + piece + task + noise;
  }

  /** Variance between neighbouring tasks of one source. */
  double within() {
    return operation + stretch + piece + task + noise;
  }

  /**
   * The covariance of two tasks of one source, noise not included. Scenes decay by the generalized
   * Cauchy family, which stays positive definite (Gneiting and Schlather, SIAM Review 46, 2004).
   *
   * @param lag pieces between them
   * @param sameOperation whether the same was done to them
   * @param pieceVariance used for {@link #piece}
   */
  double covariance(double lag, boolean sameOperation, double pieceVariance) {
    double sum = source + (lag < Double.MAX_VALUE ? stretch * reach / (reach + lag) : 0);
    if (sameOperation) {
      sum += operation;
    }
    if (lag < SAME_PIECE) {
      sum += sameOperation ? pieceVariance + task : pieceVariance;
    }
    return sum;
  }
}
