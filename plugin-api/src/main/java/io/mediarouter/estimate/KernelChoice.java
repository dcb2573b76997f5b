package io.mediarouter.estimate;

/**
 * The kernel under which the tasks so far would have been predicted best: the smallest fading sum
 * of losses (prequential selection; Dawid, J. R. Statist. Soc. A 147, 1984), by a Student loss so
 * that outliers do not decide. Written by one thread at a time, read by any.
 */
final class KernelChoice {
  private static final int WARM_UP = 50;
  private static final double FADING = 0.999;
  private static final double FREEDOM = 4;

  /** Beyond this, in predicted variances, a task was mismeasured and decides nothing. */
  private static final double MOST_SQUARES = 40;

  private final double[] losses = new double[CostKernel.TABLE.size()];
  private volatile CostKernel best = CostKernel.TABLE.get(0);
  private int seen;

  CostKernel best() {
    return best;
  }

  /** Learns what a task in {@code around} really cost beyond the baseline. */
  void learn(
      Neighbourhood around,
      Kriging kriging,
      OperationCost operation,
      Oddities oddities,
      double residual) {
    kriging.predict(around, operation, best, oddities);
    double error = residual - kriging.residual();
    if (error * error > MOST_SQUARES * kriging.variance()) {
      return;
    }
    seen++;
    if (seen > WARM_UP) {
      int least = 0;
      for (int i = 0; i < losses.length; i++) {
        kriging.predict(around, operation, CostKernel.TABLE.get(i), oddities);
        losses[i] = FADING * losses[i] + loss(residual - kriging.residual(), kriging.variance());
        least = losses[i] < losses[least] ? i : least;
      }
      best = CostKernel.TABLE.get(least);
    }
  }

  private static double loss(double error, double variance) {
    return 0.5 * Math.log(variance)
        + 0.5 * (FREEDOM + 1) * Math.log1p(error * error / variance / FREEDOM);
  }
}
