package io.mediarouter.estimate;

/**
 * The measured cost of a finished task.
 *
 * @param coreSeconds its work, above 0 and finite
 * @param wallSeconds how long it ran; 0 = unknown
 * @param isMeasured whether its server measured the work; otherwise it was told from time and load
 */
public record MeasuredCost(double coreSeconds, double wallSeconds, boolean isMeasured) {
  private static final double DOUBT_OF_UNMEASURED = 10;

  public MeasuredCost {
    if (!(coreSeconds > 0 && coreSeconds < Double.POSITIVE_INFINITY) || !(wallSeconds >= 0)) {
      throw new IllegalArgumentException(
          "cost: " + coreSeconds + " core-seconds in " + wallSeconds + " s (expected: > 0, >= 0)");
    }
  }

  /** How many repetitions' noise there is in it. */
  double doubt() {
    return isMeasured ? 1 : DOUBT_OF_UNMEASURED;
  }
}
