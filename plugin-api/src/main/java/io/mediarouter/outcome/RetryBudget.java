package io.mediarouter.outcome;

import java.util.concurrent.TimeUnit;

/**
 * The allowance for attempts beyond the first: a share of all requests, and a reserve each second
 * in any case. Where most attempts fail, trying each request everywhere would multiply the load on
 * servers that have too much of it already. Safe for use by many threads.
 */
public final class RetryBudget {
  /** Attempts that a long time without failures saves up at most, beside the reserve. */
  public static final int MOST_SAVED = 100;

  private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

  private double saved;
  private double spare = -1;
  private long lastNanos;

  /**
   * Counts a request.
   *
   * @param share attempts that it allows, at least 0
   */
  public synchronized void request(double share) {
    saved = Math.min(MOST_SAVED, saved + share);
  }

  /**
   * Takes one attempt out of it.
   *
   * @param reserve attempts a second that are allowed in any case, at least 0
   * @param nowNanos the present on a clock of durations
   * @return whether there was one left
   */
  public synchronized boolean tryTake(int reserve, long nowNanos) {
    refill(reserve, nowNanos);
    if (spare >= 1) {
      spare--;
      return true;
    }
    if (saved >= 1) {
      saved--;
      return true;
    }
    return false;
  }

  /** The reserve is used first, since it comes back by itself. */
  private void refill(int reserve, long nowNanos) {
    double seconds = Math.max(0, nowNanos - lastNanos) / NANOS_PER_SECOND;
    spare = spare < 0 ? reserve : Math.min(reserve, spare + reserve * seconds);
    lastNanos = nowNanos;
  }
}
