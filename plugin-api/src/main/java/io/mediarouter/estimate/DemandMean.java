package io.mediarouter.estimate;

/**
 * The geometric mean of the cores that tasks kept busy. Written by one thread at a time, read by
 * any.
 */
final class DemandMean {
  private static final double LEAST_GAIN = 0.01;
  private static final double PRIOR_COUNT = 2;

  private volatile double log = Double.NaN;
  private int count;

  void learn(double cores) {
    double seen = Math.log(cores);
    double gain = Math.max(LEAST_GAIN, 1.0 / (count + 1));
    double next = count == 0 ? seen : log + gain * (seen - log);
    count++;
    log = next;
  }

  double shrunkTo(DemandMean general) {
    double share = count / (count + PRIOR_COUNT);
    double own = log;
    double mean = Double.isNaN(own) ? general.log : share * own + (1 - share) * general.log;
    return Math.exp(mean);
  }
}
