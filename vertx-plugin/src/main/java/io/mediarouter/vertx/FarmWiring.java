package io.mediarouter.vertx;

import io.mediarouter.Assembly;
import io.mediarouter.estimate.TaskLoadEstimator;
import io.mediarouter.farm.Server;
import io.mediarouter.farm.ServerDefinition;
import io.mediarouter.farm.ServerLoadMonitor;
import io.mediarouter.farm.Work;
import io.mediarouter.speculate.Target;
import io.mediarouter.state.SharedState;
import io.mediarouter.vertx.breaker.Breakers;
import io.mediarouter.vertx.call.Calls;
import io.mediarouter.vertx.call.Retries;
import io.mediarouter.vertx.config.LiveConfig;
import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.mediarouter.vertx.config.ServerConfig;
import io.mediarouter.vertx.entry.Entries;
import io.mediarouter.vertx.farm.BackEnd;
import io.mediarouter.vertx.farm.BackEndClient;
import io.mediarouter.vertx.farm.Farm;
import io.mediarouter.vertx.health.HealthBoard;
import io.mediarouter.vertx.health.HealthParts;
import io.mediarouter.vertx.health.HealthWatch;
import io.mediarouter.vertx.health.Quarantine;
import io.mediarouter.vertx.hot.HotFiles;
import io.mediarouter.vertx.load.LoadPoller;
import io.mediarouter.vertx.load.LoadReporter;
import io.mediarouter.vertx.monitor.FarmMonitor;
import io.mediarouter.vertx.roster.DrainOrders;
import io.mediarouter.vertx.roster.Roster;
import io.mediarouter.vertx.roster.RosterParts;
import io.mediarouter.vertx.shared.Rendezvous;
import io.mediarouter.vertx.source.SourceProbe;
import io.mediarouter.vertx.stock.Inventory;
import io.mediarouter.vertx.stock.Sidecars;
import io.mediarouter.vertx.stock.StockParts;
import io.mediarouter.vertx.store.Copier;
import io.mediarouter.vertx.store.IndexWalk;
import io.mediarouter.vertx.store.Removals;
import io.mediarouter.vertx.store.RenditionLifecycle;
import io.mediarouter.vertx.store.RenditionStore;
import io.mediarouter.vertx.store.Shelves;
import io.mediarouter.vertx.store.SoleCopies;
import io.mediarouter.vertx.store.StoreKeeper;
import io.mediarouter.vertx.store.Uses;
import io.mediarouter.vertx.transcode.Transcodes;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/** How what knows and calls the servers of the farm is put together. */
@Assembly
final class FarmWiring {
  private final InstantSource clock;
  private final Vertx vertx;
  private final LiveConfig config;
  private final SharedState state;
  private final BackEndClient http;
  private final Farm farm;
  private final Breakers breakers;
  private final Calls calls;
  private final Retries retries;
  private final Quarantine quarantine;
  private final FarmMonitor monitor;
  private final HealthWatch watch;
  private final LoadReporter reporter;
  private final Shelves shelves;
  private final Roster roster;
  private volatile Entries entries;

  FarmWiring(
      Vertx vertx,
      LiveConfig config,
      SharedState state,
      InstantSource clock,
      LongSupplier nanoTime) {
    this.vertx = vertx;
    this.config = config;
    this.state = state;
    this.clock = clock;
    http = new BackEndClient(vertx, config);
    entries = Entries.open(config.get().servers());
    farm = new Farm(this::backEnd);
    roster =
        new Roster(
            vertx, state, farm, this::configured, () -> config.get().registration().lapse(), clock);
    breakers = new Breakers(vertx, config.get().resilience().breakers(), nanoTime);
    calls = new Calls(vertx, breakers, clock, this::isLastTranscoder);
    retries = new Retries(() -> config.get().resilience().failover(), nanoTime);
    HealthParts health = health();
    HealthBoard board = health.board();
    monitor = new FarmMonitor(farm, state, board);
    watch = health.watch(board, monitor);
    quarantine =
        new Quarantine(state, monitor::view, () -> config.get().resilience().quarantine(), clock);
    reporter = new LoadReporter(state.loads(), clock, () -> config.get().load());
    shelves = shelves();
    roster.onChange(this::changed);
  }

  /**
   * What transcoding servers take is bounded by reservations, so that refusing the last of them
   * protects nobody. Of other work, breakers are all that bounds it.
   */
  private boolean isLastTranscoder(String serverId, Work work) {
    return work == Work.TRANSCODE && monitor.view().isLast(serverId, work);
  }

  private BackEnd backEnd(Server server) {
    return new BackEnd(server, entries.of(server), clock);
  }

  private List<ServerDefinition> configured() {
    return config.get().servers().stream().map(ServerConfig::definition).toList();
  }

  private HealthParts health() {
    return new HealthParts(
        vertx,
        farm,
        state,
        breakers,
        () -> config.get().resilience(),
        () -> config.get().load(),
        clock);
  }

  private void changed() {
    List<String> present = farm.all().stream().map(each -> each.server().id()).toList();
    breakers.keepOnly(present);
    calls.records().keepOnly(present);
    monitor.invalidate();
  }

  /** What keeps its knowledge takes other settings; all else is made anew by who asks next. */
  void follow(MediaRoutingConfig changed) {
    entries = Entries.open(changed.servers());
    farm.follow();
    roster.follow();
    breakers.reconfigure(changed.resilience().breakers());
    monitor.invalidate();
  }

  private Duration idle() {
    return config.get().timeouts().idle();
  }

  SourceProbe probe() {
    return new SourceProbe(
        vertx, http, farm, monitor::view, calls, quarantine, () -> config.get().timeouts());
  }

  Removals removals() {
    return new Removals(
        vertx,
        http,
        farm,
        calls,
        state,
        this::idle,
        () -> config.get().store().keepReplaced(),
        clock);
  }

  RenditionLifecycle lifecycle(Removals removals) {
    return new RenditionLifecycle(
        new IndexWalk(vertx, state.cacheIndex()),
        state.cacheIndex(),
        removals,
        () -> config.get().store());
  }

  RenditionStore store(RenditionLifecycle lifecycle, HotFiles hot) {
    Sidecars sidecars = sidecars();
    return new RenditionStore(
        http,
        farm,
        shelves,
        calls,
        this::idle,
        state.cacheIndex(),
        clock,
        () -> config.get().store().copies(),
        lifecycle,
        (entry, stored, output) -> {
          sidecars.write(entry, stored);
          hot.keep(stored, output);
        });
  }

  private Sidecars sidecars() {
    return new Sidecars(vertx, http, farm, this::idle);
  }

  Inventory inventory(Removals removals) {
    var copier = new Copier(http, farm, calls, this::idle);
    return new Inventory(
        StockParts.of(
            vertx,
            http,
            farm,
            state,
            monitor::view,
            removals,
            copier,
            sidecars(),
            this::idle,
            () -> config.get().store(),
            clock));
  }

  private Shelves shelves() {
    return new Shelves(
        monitor::view,
        () -> new ServerLoadMonitor(config.get().load().staleAfter()),
        state.stores(),
        () -> config.get().store(),
        clock);
  }

  StoreKeeper keeper(
      Removals removals, Uses uses, TaskLoadEstimator estimator, Predicate<Target> ahead) {
    return new StoreKeeper(
        vertx,
        state.cacheIndex(),
        shelves,
        removals,
        new Copier(http, farm, calls, this::idle),
        uses,
        new Rendezvous(state),
        estimator,
        ahead,
        () -> config.get().store(),
        clock);
  }

  DrainOrders departures(Transcodes transcodes) {
    var copier = new Copier(http, farm, calls, this::idle);
    var soleCopies = new SoleCopies(vertx, copier, monitor::view, state.cacheIndex());
    return new RosterParts(
            vertx, state, roster, breakers, transcodes, watch.operators(), soleCopies, clock)
        .departures();
  }

  LoadPoller loadPoller() {
    return new LoadPoller(vertx, http, farm, state, reporter, () -> config.get().load());
  }

  BackEndClient http() {
    return http;
  }

  Farm farm() {
    return farm;
  }

  Breakers breakers() {
    return breakers;
  }

  Calls calls() {
    return calls;
  }

  Retries retries() {
    return retries;
  }

  Quarantine quarantine() {
    return quarantine;
  }

  FarmMonitor monitor() {
    return monitor;
  }

  HealthWatch watch() {
    return watch;
  }

  LoadReporter reporter() {
    return reporter;
  }

  Roster roster() {
    return roster;
  }
}
