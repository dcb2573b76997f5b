package io.mediarouter.estimate;

/**
 * The model of what a formula gets wrong in a family of operations, as a linear function of the
 * features in log space: Bayesian ridge regression, one observation at a time (recursive least
 * squares; Bishop, Pattern Recognition and Machine Learning, 2006, section 3.3). Immutable.
 */
final class CostRegression {
  private static final int SIZE = CostNumber.COUNT + 1;
  private static final double INTERCEPT_VARIANCE = 4;
  private static final double SLOPE_VARIANCE = 0.06;

  private final double[] weights;
  private final double[][] covariance;

  CostRegression() {
    this(new double[SIZE], new double[SIZE][SIZE]);
    for (int i = 0; i < SIZE; i++) {
      covariance[i][i] = i == 0 ? INTERCEPT_VARIANCE : SLOPE_VARIANCE;
    }
  }

  private CostRegression(double[] weights, double[][] covariance) {
    this.weights = weights;
    this.covariance = covariance;
  }

  /** What to add to the formula's log. */
  double correction(CostFeatures features) {
    double sum = weights[0];
    for (int i = 1; i < SIZE; i++) {
      sum += weights[i] * input(features, i);
    }
    return sum;
  }

  /** How uncertain the correction is. */
  double variance(CostFeatures features) {
    double sum = 0;
    for (int i = 0; i < SIZE; i++) {
      sum += input(features, i) * along(i, features);
    }
    return sum;
  }

  /** This after having seen that the right correction was {@code seen}, with that variance. */
  CostRegression learned(CostFeatures features, double seen, double seenVariance) {
    double error = seen - correction(features);
    double scale = 1 / (seenVariance + variance(features));
    var next = new CostRegression(weights.clone(), new double[SIZE][SIZE]);
    for (int i = 0; i < SIZE; i++) {
      double gain = along(i, features) * scale;
      next.weights[i] += gain * error;
      for (int j = 0; j < SIZE; j++) {
        next.covariance[i][j] = covariance[i][j] - gain * along(j, features);
      }
    }
    return next;
  }

  private double along(int row, CostFeatures features) {
    double sum = 0;
    for (int j = 0; j < SIZE; j++) {
      sum += covariance[row][j] * input(features, j);
    }
    return sum;
  }

  /** Unknown numbers count as ordinary ones. */
  private static double input(CostFeatures features, int index) {
    if (index == 0) {
      return 1;
    }
    double number = features.number(index - 1);
    return Double.isFinite(number) ? number : 0;
  }
}
