package io.mediarouter.select;

/** A mean that forgets: over all values at first, later over about the last so many. */
final class RunningMean {
  private final double horizon;
  private double mean;
  private long count;

  RunningMean(double horizon) {
    this.horizon = horizon;
  }

  void add(double value) {
    count++;
    mean += (value - mean) / Math.min(count, horizon);
  }

  double mean() {
    return mean;
  }

  long count() {
    return count;
  }
}
