package io.mediarouter.estimate;

/**
 * What equal work costs on one server: a random effect, in log units around the average server,
 * tracked by a scalar Kalman filter so that a server that changes is noticed. Written by one thread
 * at a time, read by any.
 */
final class ServerCost {
  private static final double PRIOR_VARIANCE = 0.16;
  private static final double DRIFT = 1e-5;

  private double variance;
  private long tasks;
  private volatile double log;
  private volatile double factor = 1;

  private ServerCost(double variance) {
    this.variance = variance;
  }

  /** A server of which nothing is known yet. */
  static ServerCost unseen() {
    return new ServerCost(PRIOR_VARIANCE);
  }

  /** The server that nobody named: it stays an average one. */
  static ServerCost average() {
    return new ServerCost(0);
  }

  /** Log of {@link #factor()}. */
  double log() {
    return log;
  }

  /** Core-seconds here per core-second on the average server. */
  double factor() {
    return factor;
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
    double effect = 1 - Math.min(1, Math.max(0, ownShare));
    if (variance > 0 && effect > 0) {
      variance += DRIFT;
      double gain = variance * effect / (effect * effect * variance + errorVariance);
      double next = log + gain * error;
      log = next;
      factor = Math.exp(next);
      variance *= 1 - gain * effect;
    }
  }
}
