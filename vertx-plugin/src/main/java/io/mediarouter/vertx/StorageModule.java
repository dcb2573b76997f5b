package io.mediarouter.vertx;

import io.mediarouter.Assembly;
import io.mediarouter.estimate.TaskLoadEstimator;
import io.mediarouter.farm.ServerLoadMonitor;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.SourceProperties;
import io.mediarouter.speculate.Target;
import io.mediarouter.state.CacheIndex;
import io.mediarouter.store.ExpectedBytes;
import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.mediarouter.vertx.config.StoreConfig;
import io.mediarouter.vertx.hot.HotFiles;
import io.mediarouter.vertx.shared.Rendezvous;
import io.mediarouter.vertx.stock.Inventory;
import io.mediarouter.vertx.stock.Sidecars;
import io.mediarouter.vertx.stock.StockParts;
import io.mediarouter.vertx.store.Copier;
import io.mediarouter.vertx.store.IndexWalk;
import io.mediarouter.vertx.store.Purges;
import io.mediarouter.vertx.store.Removals;
import io.mediarouter.vertx.store.RenditionLifecycle;
import io.mediarouter.vertx.store.RenditionStore;
import io.mediarouter.vertx.store.Shelves;
import io.mediarouter.vertx.store.SoleCopies;
import io.mediarouter.vertx.store.StoreKeeper;
import io.mediarouter.vertx.store.Uses;
import io.vertx.core.Future;
import java.util.function.Predicate;

/**
 * The module of what is stored: where renditions are put, how long they stay, and how they are
 * taken down.
 */
@Assembly
final class StorageModule {
  private final Basis basis;
  private final FarmModule servers;
  private final Shelves shelves;
  private final Copier copier;
  private final Sidecars sidecars;
  private final Removals removals;
  private final RenditionLifecycle lifecycle;
  private final Uses uses;
  private final HotFiles hot;
  private final Inventory inventory;
  private final Purges purges;
  private final StoreKeeper keeper;

  /**
   * A module that has not begun to work.
   *
   * @param estimator tells what renditions would cost to make again
   * @param ahead tells what was made ahead of demand, and is not known to be of no use
   */
  StorageModule(
      Basis basis, FarmModule servers, TaskLoadEstimator estimator, Predicate<Target> ahead) {
    this.basis = basis;
    this.servers = servers;
    shelves = shelves();
    sidecars = new Sidecars(basis.vertx(), servers.http(), servers.farm(), basis::idle);
    removals = removals();
    copier = new Copier(servers.http(), servers.farm(), servers.calls(), removals, basis::idle);
    lifecycle =
        new RenditionLifecycle(
            new IndexWalk(basis.vertx(), index()), index(), removals, this::config);
    uses = new Uses(basis.vertx(), index(), removals, basis.clock());
    hot = new HotFiles(basis.vertx(), basis.now().caching().memory());
    inventory = newInventory();
    purges = new Purges(basis.vertx(), index(), removals, () -> config().tagging());
    keeper = keeper(estimator, ahead);
  }

  private CacheIndex index() {
    return basis.state().cacheIndex();
  }

  private StoreConfig config() {
    return basis.now().store();
  }

  /** What it costs others that a rendition is stored, core-seconds. */
  double displacement(Rendition rendition, SourceProperties source) {
    return shelves.priceOfByte() * ExpectedBytes.of(rendition, source);
  }

  private Shelves shelves() {
    return new Shelves(
        servers.monitor()::view,
        () -> new ServerLoadMonitor(basis.now().load().staleAfter()),
        basis.state().stores(),
        this::config,
        basis.clock());
  }

  private Removals removals() {
    return new Removals(
        basis.vertx(),
        servers.http(),
        servers.farm(),
        servers.calls(),
        basis.state(),
        basis::idle,
        () -> config().keepReplaced(),
        basis.clock());
  }

  private Inventory newInventory() {
    return new Inventory(
        StockParts.of(
            basis.vertx(),
            servers.http(),
            servers.farm(),
            basis.state(),
            servers.monitor()::view,
            removals,
            copier,
            sidecars,
            basis::idle,
            this::config,
            basis.clock()));
  }

  private StoreKeeper keeper(TaskLoadEstimator estimator, Predicate<Target> ahead) {
    return new StoreKeeper(
        basis.vertx(),
        index(),
        shelves,
        removals,
        copier,
        uses,
        new Rendezvous(basis.state()),
        estimator,
        ahead,
        this::config,
        basis.clock());
  }

  /** Where finished outputs go. */
  RenditionStore store() {
    return new RenditionStore(
        servers.http(),
        servers.farm(),
        shelves,
        servers.calls(),
        basis::idle,
        index(),
        basis.clock(),
        () -> config().copies(),
        lifecycle,
        (entry, stored, output) -> {
          sidecars.write(entry, stored);
          hot.keep(stored, output);
        });
  }

  /** What lies on one server alone. */
  SoleCopies soleCopies() {
    return new SoleCopies(basis.vertx(), copier, servers.monitor()::view, index());
  }

  RenditionLifecycle lifecycle() {
    return lifecycle;
  }

  Uses uses() {
    return uses;
  }

  HotFiles hot() {
    return hot;
  }

  StoreKeeper keeper() {
    return keeper;
  }

  Inventory inventory() {
    return inventory;
  }

  Purges purges() {
    return purges;
  }

  void follow(MediaRoutingConfig changed) {
    hot.resize(changed.caching().memory());
  }

  void start() {
    removals.start();
    inventory.start();
    uses.start();
    keeper.start();
  }

  /** Begins nothing more; what is under way goes on until it is closed. */
  void stop() {
    inventory.stop();
    keeper.stop();
  }

  Future<Void> close() {
    uses.stop();
    return removals.close();
  }
}
