package io.mediarouter.vertx;

import io.mediarouter.Assembly;
import io.mediarouter.estimate.HistoryEstimator;
import io.mediarouter.estimate.HistoryLimits;
import io.mediarouter.estimate.TaskLoadEstimator;
import io.mediarouter.farm.ServerLoadMonitor;
import io.mediarouter.plan.Planning;
import io.mediarouter.select.FarmLearner;
import io.mediarouter.speculate.Target;
import io.mediarouter.state.SharedState;
import io.mediarouter.vertx.config.ConfigFile;
import io.mediarouter.vertx.config.LiveConfig;
import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.mediarouter.vertx.lines.LogMask;
import io.mediarouter.vertx.metrics.Exposition;
import io.mediarouter.vertx.metrics.RoutingMetrics;
import io.mediarouter.vertx.metrics.ServerMeters;
import io.mediarouter.vertx.monitor.FarmFollower;
import io.mediarouter.vertx.source.Freshness;
import io.mediarouter.vertx.source.SourceCatalog;
import io.mediarouter.vertx.source.SourceProbe;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The modules of media routing, put together: each owns its parts, and gets the others that it
 * builds upon, its clock and its source of chance here.
 */
@Assembly
final class Modules {
  private final Basis basis;
  private final Logs logs;
  private final RoutingExtension extension;
  private final BooleanSupplier stopping;
  private final HistoryEstimator history;
  private final TaskLoadEstimator estimator;
  private final FarmLearner learner;
  private final FarmModule servers;
  private final StorageModule storage;
  private final SourceCatalog catalog;
  private final TranscodingModule transcoding;
  private final BatchModule batch;
  private final DoorModule door;
  private final RequestModule requests;
  private final OperatorsModule operators;
  private final PeerDoor peers;
  private volatile Planning planning;

  /**
   * Modules that have not begun to work.
   *
   * @param file where the configuration comes from; null = from a program
   * @param stopping tells whether this proxy is about to stop
   */
  Modules(
      Vertx vertx,
      LiveConfig config,
      @Nullable ConfigFile file,
      SharedState state,
      Logs logs,
      RoutingExtension extension,
      BooleanSupplier stopping) {
    this.logs = logs;
    this.extension = extension;
    this.stopping = stopping;
    basis = new Basis(vertx, config, state, InstantSource.system(), System::nanoTime);
    servers = new FarmModule(basis);
    history = new HistoryEstimator(HistoryLimits.DEFAULT);
    state.history().follow(history::learn);
    estimator = extension.estimator(history);
    learner = new FarmLearner(estimator);
    planning = planning(config.get());
    storage = new StorageModule(basis, servers, estimator, this::isAhead);
    SourceProbe probe = servers.probe();
    catalog = catalog(probe);
    transcoding = new TranscodingModule(basis, servers, probe.places(), storage.store(), learner);
    batch =
        new BatchModule(
            basis,
            servers,
            estimator,
            storage::displacement,
            catalog,
            transcoding.transcodes(),
            () -> planning);
    door = new DoorModule(basis, servers, logs.access());
    requests =
        new RequestModule(
            basis, servers, storage, transcoding, batch, door, catalog, extension, learner);
    new FarmFollower(vertx, learner, servers.monitor(), state, basis.clock()).begin();
    operators =
        new OperatorsModule(
            basis, servers, storage, transcoding, batch, door, catalog, history, file, stopping);
    peers = transcoding.door(door.traces().recent(), servers);
    config.onChange(this::follow);
  }

  private boolean isAhead(Target target) {
    return batch.speculator().isOpen(target);
  }

  private SourceCatalog catalog(SourceProbe probe) {
    return new SourceCatalog(
        basis.state().cacheIndex(),
        probe,
        storage.lifecycle(),
        basis.clock(),
        () -> new Freshness(basis.now().sourceCheck(), basis.now().store()),
        basis::timeouts);
  }

  /** What keeps its knowledge takes other settings; all else is made anew by who asks next. */
  private void follow(MediaRoutingConfig changed) {
    planning = planning(changed);
    LogMask.hideAlso(changed.logs().mask());
    servers.follow(changed);
    peers.follow();
    storage.follow(changed);
    door.follow(changed);
  }

  private Planning planning(MediaRoutingConfig now) {
    return new Planning(
        new ServerLoadMonitor(now.load().staleAfter()),
        estimator,
        learner,
        now.choice().choosing(),
        extension::selector);
  }

  /** What serves requests by the present configuration, for those that begin under it. */
  Serving serving() {
    RequestModule.Present present = requests.present(logs, planning, stopping);
    return new Serving(
        present.interceptor(), operators.admin(present, planning.monitor()), operators.probes());
  }

  /** What shows meters in a registry; registries hold it weakly. */
  List<MeterBinder> meters() {
    return List.of(metrics(), door.meters(), this::bindServers);
  }

  private void bindServers(MeterRegistry registry) {
    new ServerMeters(
            registry,
            servers.roster(),
            servers.monitor()::view,
            () -> planning.monitor(),
            basis.clock())
        .bind();
  }

  private RoutingMetrics metrics() {
    return new RoutingMetrics(
        history,
        basis.state(),
        transcoding.budget(),
        storage.hot(),
        storage.keeper(),
        door.backlog(),
        door.queue(),
        transcoding.preemptor(),
        servers.breakers(),
        servers.retries(),
        batch.meters(),
        servers.monitor()::view);
  }

  /** The meters as text. */
  Exposition exposition() {
    return operators.exposition();
  }

  FarmModule servers() {
    return servers;
  }

  TranscodingModule transcoding() {
    return transcoding;
  }

  DoorModule door() {
    return door;
  }

  /** Opens the door for the other proxies, and has everything begin to work. */
  Future<Void> start() {
    return peers.open().onSuccess(v -> startAll());
  }

  private void startAll() {
    servers.start();
    transcoding.start();
    operators.start();
    storage.start();
    batch.start();
  }

  /** Begins nothing more; succeeds when batch work is given back. */
  Future<Void> drain() {
    door.stop();
    batch.stop();
    return batch.close();
  }

  /** Stops at once: what runs is cancelled or given back. */
  Future<Void> stop() {
    servers.stop();
    transcoding.stop();
    operators.stop();
    storage.stop();
    Future<Void> givenBack = drain();
    Future<Void> doorClosed = peers.close();
    transcoding.close();
    return doorClosed.compose(v -> givenBack).transform(done -> storage.close());
  }
}
