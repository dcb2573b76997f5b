package io.mediarouter.harness.bench.estimate;

import java.util.Arrays;
import java.util.Locale;

/** The score of how good predictions were, beside the truth. Not for use by several threads. */
final class PredictionScore {
  private double[] predicted = new double[64];
  private double[] real = new double[64];
  private int count;
  private int covered;

  void add(double prediction, double upper, double truth) {
    if (count == predicted.length) {
      predicted = Arrays.copyOf(predicted, 2 * count);
      real = Arrays.copyOf(real, 2 * count);
    }
    predicted[count] = prediction;
    real[count] = truth;
    count++;
    if (truth <= upper) {
      covered++;
    }
  }

  int count() {
    return count;
  }

  /** Mean of |predicted - real| / real. */
  double meanError() {
    return Arrays.stream(errors()).average().orElse(Double.NaN);
  }

  /** Median of |predicted - real| / real. */
  double medianError() {
    double[] errors = errors();
    Arrays.sort(errors);
    return count == 0 ? Double.NaN : (errors[(count - 1) / 2] + errors[count / 2]) / 2;
  }

  private double[] errors() {
    var errors = new double[count];
    for (int i = 0; i < count; i++) {
      errors[i] = Math.abs(predicted[i] - real[i]) / real[i];
    }
    return errors;
  }

  /** Share of the truth's variance that the predictions explain; 1 = all. */
  double r2() {
    double mean = Arrays.stream(real, 0, count).average().orElse(Double.NaN);
    double left = 0;
    double all = 0;
    for (int i = 0; i < count; i++) {
      left += (real[i] - predicted[i]) * (real[i] - predicted[i]);
      all += (real[i] - mean) * (real[i] - mean);
    }
    return 1 - left / all;
  }

  /** Share of tasks that did not exceed their upper bound. */
  double coverage() {
    return count == 0 ? Double.NaN : (double) covered / count;
  }

  /** All of it in one line. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "rows %d, MAPE %.1f %%, median error %.1f %%, R2 %.3f, coverage of upper90 %.1f %%",
        count,
        100 * meanError(),
        100 * medianError(),
        r2(),
        100 * coverage());
  }
}
