package io.mediarouter.select;

/**
 * The weight of what the slowdown of a task counts: its length on the best idle server to a small
 * power. Were all to count the same, the least sum of slowdowns would be bought with those of the
 * longest tasks, which are few and of which each second counts least.
 */
final class SlowdownWeight {
  private static final double POWER = 0.1;

  /** Weights of powers of two, from 2^-LOWEST on; lengths beyond are taken for the last. */
  private static final int LOWEST = 12;

  private static final double[] OF_POWERS = ofPowers(LOWEST + 32);
  private static final double RISE = Math.pow(2, POWER) - 1;
  private static final double MANTISSA = 1.0 / (1L << 52);

  private SlowdownWeight() {}

  private static double[] ofPowers(int count) {
    double[] weights = new double[count];
    for (int i = 0; i < count; i++) {
      weights[i] = Math.pow(2, POWER * (i - LOWEST));
    }
    return weights;
  }

  /**
   * The weight, 1 for a second. Between powers of two on straight lines, within 1 %: it is asked
   * for of each running task in each decision.
   *
   * @param seconds that the task takes on the best idle server, above 0
   */
  static double of(double seconds) {
    int power = Math.getExponent(seconds) + LOWEST;
    if (power < 0 || power >= OF_POWERS.length) {
      return OF_POWERS[power < 0 ? 0 : OF_POWERS.length - 1];
    }
    long mantissa = Double.doubleToRawLongBits(seconds) & ((1L << 52) - 1);
    return OF_POWERS[power] * (1 + RISE * mantissa * MANTISSA);
  }
}
