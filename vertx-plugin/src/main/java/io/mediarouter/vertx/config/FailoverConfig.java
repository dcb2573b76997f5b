package io.mediarouter.vertx.config;

import java.time.Duration;

/**
 * What is done for a request whose server fails before a byte was sent.
 *
 * @param retryShare attempts beyond the first that are allowed, as a share of all requests, 0..10
 * @param retryReserve attempts beyond the first that are allowed a second in any case, at least 0
 * @param deadline time from a request's arrival in which another attempt is begun, above 0
 */
public record FailoverConfig(double retryShare, int retryReserve, Duration deadline) {
  public static final double DEFAULT_RETRY_SHARE = 0.2;
  public static final int DEFAULT_RETRY_RESERVE = 10;

  /** Players give up after 8 s. */
  public static final Duration DEFAULT_DEADLINE = Duration.ofSeconds(8);

  public static final FailoverConfig DEFAULT =
      new FailoverConfig(DEFAULT_RETRY_SHARE, DEFAULT_RETRY_RESERVE, DEFAULT_DEADLINE);

  public FailoverConfig {
    boolean fine = retryShare >= 0 && retryShare <= 10;
    Checks.require(fine, "failover.retryShare", Double.toString(retryShare), "0..10");
    Checks.atLeast("failover.retryReserve", retryReserve, 0);
    Checks.positive("failover.deadline", deadline);
  }
}
