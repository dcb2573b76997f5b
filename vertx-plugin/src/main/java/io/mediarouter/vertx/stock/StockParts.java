package io.mediarouter.vertx.stock;

import io.mediarouter.farm.FarmView;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.farm.Work;
import io.mediarouter.state.SharedState;
import io.mediarouter.vertx.call.Connections;
import io.mediarouter.vertx.config.StoreConfig;
import io.mediarouter.vertx.farm.Farm;
import io.mediarouter.vertx.store.Copier;
import io.mediarouter.vertx.store.Removals;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/**
 * The parts that taking stock needs.
 *
 * @param view tells which servers are available
 * @param patience tells the longest time for one answer
 * @param config tells how stock is taken
 */
public record StockParts(
    Vertx vertx,
    Connections http,
    Farm farm,
    SharedState state,
    Supplier<FarmView> view,
    Removals removals,
    Copier copier,
    Sidecars sidecars,
    Orphans orphans,
    Supplier<Duration> patience,
    Supplier<StoreConfig> config,
    InstantSource clock) {

  /** The same with a rule of its own for what may go. */
  public static StockParts of(
      Vertx vertx,
      Connections http,
      Farm farm,
      SharedState state,
      Supplier<FarmView> view,
      Removals removals,
      Copier copier,
      Sidecars sidecars,
      Supplier<Duration> patience,
      Supplier<StoreConfig> config,
      InstantSource clock) {
    var orphans = new Orphans(() -> config.get().orphanAge(), clock);
    return new StockParts(
        vertx, http, farm, state, view, removals, copier, sidecars, orphans, patience, config,
        clock);
  }

  boolean isUp(String serverId) {
    return view.get().server(serverId).filter(at -> at.accepts(Work.DELIVERY)).isPresent();
  }

  /** The available distribution servers, by name. */
  List<String> servers() {
    return view.get().withRole(ServerRole.DISTRIBUTION).stream()
        .filter(at -> at.accepts(Work.STORAGE))
        .map(at -> at.server().id())
        .sorted()
        .toList();
  }

  Asker asker(String serverId) {
    return new Asker(vertx, http, farm.backEnd(serverId), patience);
  }
}
