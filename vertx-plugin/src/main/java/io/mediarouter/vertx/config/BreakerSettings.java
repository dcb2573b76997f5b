package io.mediarouter.vertx.config;

import io.mediarouter.outcome.Slowness;
import java.time.Duration;

/**
 * When a circuit breaker opens, and how it closes again. Open means refused.
 *
 * @param failureRate percent of failed calls from which it opens, 1..100
 * @param slowRate percent of slow calls from which it opens, 1..100
 * @param window what these rates are of
 * @param minimumCalls calls in the window before the rates count, at least 1
 * @param openFor how long it stays open, above 0
 * @param halfOpenCalls calls that are let through on trial then, at least 1
 * @param halfOpenFor longest wait for a call on trial to bring its first byte; then it opens again,
 *     above 0
 * @param slow what counts as slow
 */
public record BreakerSettings(
    float failureRate,
    float slowRate,
    BreakerWindow window,
    int minimumCalls,
    Duration openFor,
    int halfOpenCalls,
    Duration halfOpenFor,
    Slowness slow) {
  /** Opens when half of the last 10 calls failed, or four of five were slow. */
  public static final BreakerSettings DEFAULT =
      new BreakerSettings(
          50,
          80,
          BreakerWindow.calls(10),
          3,
          Duration.ofSeconds(5),
          2,
          Duration.ofSeconds(10),
          Slowness.DEFAULT);

  public BreakerSettings {
    requirePercent("failureRate", failureRate);
    requirePercent("slowRate", slowRate);
    Checks.atLeast("minimumCalls", minimumCalls, 1);
    Checks.positive("openFor", openFor);
    Checks.atLeast("halfOpenCalls", halfOpenCalls, 1);
    Checks.positive("halfOpenFor", halfOpenFor);
    boolean reachable = window.timed() || minimumCalls <= window.size();
    Checks.require(
        reachable,
        "minimumCalls",
        Integer.toString(minimumCalls),
        "at most the window's " + window.size());
  }

  private static void requirePercent(String key, float percent) {
    Checks.require(percent >= 1 && percent <= 100, key, Float.toString(percent), "percent, 1..100");
  }
}
