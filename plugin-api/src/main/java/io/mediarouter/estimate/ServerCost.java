package io.mediarouter.estimate;

/**
 * The model of what equal work costs on one server: a random effect, in log units around the
 * average server, tracked by a scalar Kalman filter so that a server that changes is noticed.
 * Written by one thread at a time, read by any.
 */
final class ServerCost {
  private static final double PRIOR_VARIANCE = 0.16;
  private static final double DRIFT = 1e-5;

  private final boolean isNamed;
  private final CostLevel level = new CostLevel();
  private double variance;
  private long tasks;
  private volatile double effect;
  private volatile double factor = 1;

  private ServerCost(boolean isNamed, double variance) {
    this.isNamed = isNamed;
    this.variance = variance;
  }

  /** A server of which nothing is known yet. */
  static ServerCost unseen() {
    return new ServerCost(true, PRIOR_VARIANCE);
  }

  /** The server that nobody named: it stays an average one. */
  static ServerCost average() {
    return new ServerCost(false, 0);
  }

  /** Whether it is one server, not all that nobody named. */
  boolean isNamed() {
    return isNamed;
  }

  /** Log of what it always cost more here than on the average server. */
  double effect() {
    return effect;
  }

  /** How uncertain that makes a prediction that rests on this server's tasks by that share. */
  double varianceBeside(double ownShare) {
    double others = othersShare(ownShare);
    return others * others * variance;
  }

  /** How that has changed. */
  CostLevel level() {
    return level;
  }

  /** Log of {@link #factor()}. */
  double log() {
    return effect + level.log();
  }

  /** Core-seconds here per core-second on the average server. */
  double factor() {
    return factor;
  }

  /** Makes {@link #factor()} what was learned. */
  void refresh() {
    factor = Math.exp(log());
  }

  /** Counts a task that ran here. */
  void count() {
    tasks++;
  }

  /** How much of what was learned came from here: {@code total} tasks were learned in all. */
  double shareOf(long total) {
    return total == 0 ? 1 : (double) tasks / total;
  }

  /**
   * Learns from a task that cost {@code error} log units more than was predicted for this server.
   * Only the part of the prediction that other servers' tasks made tells servers apart.
   *
   * @param ownShare of the prediction that rests on this server's own tasks, 0..1
   */
  void learn(double error, double errorVariance, double ownShare) {
    double others = othersShare(ownShare);
    if (variance > 0 && others > 0) {
      variance += DRIFT;
      double gain = variance * others / (others * others * variance + errorVariance);
      double next = effect + gain * error;
      effect = next;
      variance *= 1 - gain * others;
    }
  }

  private static double othersShare(double ownShare) {
    return 1 - Math.min(1, Math.max(0, ownShare));
  }
}
