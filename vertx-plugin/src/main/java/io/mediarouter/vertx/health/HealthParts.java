package io.mediarouter.vertx.health;

import io.mediarouter.state.SharedState;
import io.mediarouter.vertx.call.Breakers;
import io.mediarouter.vertx.config.LoadConfig;
import io.mediarouter.vertx.config.resilience.ResilienceConfig;
import io.mediarouter.vertx.farm.Farm;
import io.mediarouter.vertx.monitor.FarmMonitor;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * The parts that the watch over the servers' health is put together from.
 *
 * @param settings tells the settings that hold now
 * @param load tells how load is learned now
 * @param clock of moments
 */
public record HealthParts(
    Vertx vertx,
    Farm farm,
    SharedState state,
    Breakers breakers,
    Supplier<ResilienceConfig> settings,
    Supplier<LoadConfig> load,
    InstantSource clock) {

  /** What is known of each server. */
  public HealthBoard board() {
    return new HealthBoard(this);
  }

  /** What keeps {@code board}, and the views of {@code monitor}, current. */
  public HealthWatch watch(HealthBoard board, FarmMonitor monitor) {
    return new HealthWatch(this, board, monitor);
  }
}
