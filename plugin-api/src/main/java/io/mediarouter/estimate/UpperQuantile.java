package io.mediarouter.estimate;

/**
 * The tracker of how many standard deviations above the prediction nine of ten tasks lie, adjusted
 * after each: online quantile tracking, which keeps its coverage whatever the distribution (Gibbs
 * and Candès, Adaptive Conformal Inference Under Distribution Shift, NeurIPS 2021). Written by one
 * thread at a time, read by any.
 */
final class UpperQuantile {
  private static final double EXCEEDED = 0.1;
  private static final double NORMAL = 1.2816;
  private static final double LEAST_STEP = 0.05;

  private volatile double deviations;
  private int count;

  UpperQuantile() {
    this(NORMAL);
  }

  /** That of a part, which is that of the whole until more is known. */
  UpperQuantile(double deviations) {
    this.deviations = deviations;
  }

  /** At least 0. */
  double deviations() {
    return Math.max(0, deviations);
  }

  /** Learns that a task lay {@code seen} standard deviations above its prediction. */
  void learn(double seen) {
    double step = Math.max(LEAST_STEP, 1.0 / (count + 5));
    double scale = Math.max(1, deviations);
    double next = deviations + step * scale * ((seen > deviations ? 1 : 0) - EXCEEDED);
    deviations = next;
    count++;
  }
}
