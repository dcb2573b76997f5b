package io.mediarouter.select;

/**
 * The meter of a server's pace: how its latest tasks compare with what is usual for it, predicted
 * over real time. The usual ratio is taken out, because tasks are not sent to servers by lot, and
 * what is left of wrong predictions depends on where they go.
 *
 * <p>A deviation that chance explains says nothing: it is shrunk by three standard errors (soft
 * threshold; Donoho, "De-noising by soft-thresholding", IEEE Trans. Inf. Theory 41(3), 1995).
 */
final class PaceMeter {
  private static final double MEMORY_SECONDS = 60;
  private static final double SHARE = 1.0 / 16;
  private static final double STANDARD_ERRORS = 3;
  private static final double MOST = Math.log(8);

  private final RunningMean usual = new RunningMean(300);
  private double deviation;
  private double at = Double.NaN;

  /**
   * Adds a finished task.
   *
   * @param ratio logarithm of predicted / real time
   * @return how far it is from the usual
   */
  double add(double ratio, double now) {
    double bounded = Math.max(-MOST, Math.min(MOST, ratio));
    usual.add(bounded);
    double off = bounded - usual.mean();
    deviation = decayed(now) + SHARE * (off - decayed(now));
    at = now;
    return off;
  }

  private double decayed(double now) {
    return Double.isNaN(at) ? 0 : deviation * Math.exp(-Math.max(0, now - at) / MEMORY_SECONDS);
  }

  /**
   * The pace, 1 = as usual.
   *
   * @param variance of the deviations of all servers
   */
  double pace(double variance, double now) {
    double chance = STANDARD_ERRORS * Math.sqrt(variance * SHARE / (2 - SHARE));
    double off = decayed(now);
    double sure = Math.max(0, Math.abs(off) - chance);
    return usual.count() * SHARE < 1 ? 1 : Math.exp(Math.copySign(sure, off));
  }
}
