package io.mediarouter.estimate;

/**
 * The record of how often a piece that once cost far more, or far less, than its neighbours did so
 * again: odd pieces do, mismeasured ones do not. Written by one thread at a time, read by any.
 */
final class Oddities {
  private static final double[] SIZES = {0.8, 1.6};
  private static final double PRIOR_COUNT = 5;
  private static final double PRIOR_CONFIRMED = 4;
  private static final double MOST_COUNTED = 200;

  private final Tally[] tallies = new Tally[2 * (SIZES.length + 1)];

  Oddities() {
    for (int i = 0; i < tallies.length; i++) {
      tallies[i] = new Tally();
    }
  }

  private static final class Tally {
    private volatile double confirmed = PRIOR_CONFIRMED;
    private volatile double count = PRIOR_COUNT;

    void add(boolean isConfirmed) {
      double kept = count < MOST_COUNTED ? 1 : 0.5;
      double nextConfirmed = kept * confirmed + (isConfirmed ? 1 : 0);
      double nextCount = kept * count + 1;
      confirmed = nextConfirmed;
      count = nextCount;
    }

    double odds() {
      return confirmed / Math.max(0.5, count - confirmed);
    }
  }

  /** Learns that a piece once {@code odd} log units off its neighbours was {@code again} off. */
  void learn(double odd, double again) {
    of(odd).add(again / odd > 1 / 3.0);
  }

  /**
   * Whether to believe a piece's one measurement that lies {@code odd} log units off its
   * neighbours: what is lost, as a share of the real cost, where one is wrong is much more for a
   * cost believed too high.
   */
  boolean isBelieved(double odd, int against) {
    return of(odd).odds() > Math.exp(odd) * (1 + against);
  }

  private Tally of(double odd) {
    int size = 0;
    while (size < SIZES.length && Math.abs(odd) > SIZES[size]) {
      size++;
    }
    return tallies[odd > 0 ? size : size + SIZES.length + 1];
  }
}
