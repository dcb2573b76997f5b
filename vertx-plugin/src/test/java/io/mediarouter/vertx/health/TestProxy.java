package io.mediarouter.vertx.health;

import io.mediarouter.farm.ServerHealth;
import io.mediarouter.farm.Work;
import io.mediarouter.outcome.Outcome;
import io.mediarouter.state.SharedState;
import io.mediarouter.vertx.call.Breakers;
import io.mediarouter.vertx.call.Permit;
import io.mediarouter.vertx.config.LoadConfig;
import io.mediarouter.vertx.config.resilience.ResilienceConfig;
import io.mediarouter.vertx.farm.Farm;
import io.mediarouter.vertx.monitor.FarmMonitor;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A proxy's watch over the servers' health, and nothing else of it. */
final class TestProxy implements AutoCloseable {
  private final AtomicReference<ResilienceConfig> settings;
  private final SharedState state;
  private final Breakers breakers;
  private final FarmMonitor monitor;
  private final HealthWatch watch;

  TestProxy(Vertx vertx, SharedState state, Farm farm, ResilienceConfig config) {
    this.state = state;
    settings = new AtomicReference<>(config);
    breakers = new Breakers(vertx, config.breakers(), System::nanoTime);
    var parts =
        new HealthParts(
            vertx,
            farm,
            state,
            breakers,
            settings::get,
            () -> LoadConfig.DEFAULT,
            InstantSource.system());
    HealthBoard board = parts.board();
    monitor = new FarmMonitor(farm, state, board);
    watch = parts.watch(board, monitor);
    watch.start();
  }

  SharedState state() {
    return state;
  }

  Breakers breakers() {
    return breakers;
  }

  OperatorSwitch operators() {
    return watch.operators();
  }

  void reconfigure(ResilienceConfig other) {
    settings.set(other);
    breakers.reconfigure(other.breakers());
  }

  ServerHealth health(String serverId) {
    return monitor.view().server(serverId).orElseThrow().health();
  }

  /** As many failed calls as it takes to open the breaker. */
  void fail(String serverId, Work work) {
    while (!breakers.of(serverId, work).isOpen()) {
      call(serverId, work, Outcome.FAILURE);
    }
  }

  /** One call, if it is let through. */
  void call(String serverId, Work work, Outcome outcome) {
    Permit permit = breakers.of(serverId, work).tryAcquire();
    if (permit != null) {
      permit.close(outcome, breakers.nanoTime());
    }
  }

  @Override
  public void close() {
    watch.stop();
    state.close();
  }
}
