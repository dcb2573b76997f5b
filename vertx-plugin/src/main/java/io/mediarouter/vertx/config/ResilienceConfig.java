package io.mediarouter.vertx.config;

import io.mediarouter.health.EjectionSettings;
import io.mediarouter.health.QuarantineRule;
import java.time.Duration;

/**
 * How slow, failing and vanishing back ends are dealt with.
 *
 * @param breakers each proxy's own guard of each server
 * @param ejection what the proxies agree on
 * @param slowStart time in which a recovered server comes back to its share of work, above 0
 * @param health active checks
 * @param failover what is done for the request at hand
 * @param quarantine media that no server can make
 */
public record ResilienceConfig(
    BreakersConfig breakers,
    EjectionSettings ejection,
    Duration slowStart,
    HealthConfig health,
    FailoverConfig failover,
    QuarantineRule quarantine) {
  public static final Duration DEFAULT_SLOW_START = Duration.ofSeconds(10);

  public static final ResilienceConfig DEFAULT =
      new ResilienceConfig(
          BreakersConfig.DEFAULT,
          EjectionSettings.DEFAULT,
          DEFAULT_SLOW_START,
          HealthConfig.DEFAULT,
          FailoverConfig.DEFAULT,
          QuarantineRule.DEFAULT);

  public ResilienceConfig {
    Checks.positive("slowStart", slowStart);
  }
}
