package io.mediarouter.estimate;

/**
 * The measure of how much more the tasks of a group cost now than when the first of them were
 * learned, in log units: a random walk, tracked by a scalar Kalman filter, that may also step at
 * once. Written by one thread at a time, read by any.
 */
final class CostLevel {
  private static final double WALK_VARIANCE = 1e-7;
  private static final double ALLOWANCE = 0.5;
  private static final double ALARM = 12;
  private static final int LEAST_KNOWN = 50;

  private volatile double log;
  private double variance = WALK_VARIANCE;
  private long since;
  private int watched;
  private double above;
  private double below;
  private long aboveSince;
  private long belowSince;

  double log() {
    return log;
  }

  void move(double step) {
    double next = log + step;
    log = next;
  }

  /** How uncertain it is. */
  double variance() {
    return variance;
  }

  void widen(double more) {
    variance += more;
  }

  void narrow(double gain) {
    variance *= 1 - gain;
  }

  /** The number of the first task since it last stepped. */
  long since() {
    return since;
  }

  /** It stepped with that task, by an amount that is uncertain. */
  void stepped(long number, double uncertainty) {
    since = number;
    variance = Math.max(variance, uncertainty);
  }

  /** Lets it walk for one more task. */
  void walk() {
    variance += WALK_VARIANCE;
  }

  /**
   * Watches for a step by two-sided cumulative sums (Page, Biometrika 41, 1954).
   *
   * @param deviations by which task {@code number} was missed
   * @return the number of the task since which costs seem to have been others; -1 = none
   */
  long watch(double deviations, long number) {
    watched++;
    aboveSince = above > 0 ? aboveSince : number;
    belowSince = below > 0 ? belowSince : number;
    above = Math.max(0, above + deviations - ALLOWANCE);
    below = Math.max(0, below - deviations - ALLOWANCE);
    if (above < ALARM && below < ALARM) {
      return -1;
    }
    return above > below ? aboveSince : belowSince;
  }

  /** Whether the group was known well before its {@code latest} tasks. */
  boolean isKnownBefore(int latest) {
    return watched - latest >= LEAST_KNOWN;
  }

  /** Forgets what was watched. */
  void calm() {
    above = 0;
    below = 0;
  }
}
