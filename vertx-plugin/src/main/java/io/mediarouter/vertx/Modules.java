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
import io.mediarouter.vertx.admin.AdminApi;
import io.mediarouter.vertx.admin.ProbesApi;
import io.mediarouter.vertx.admin.rest.AdminParts;
import io.mediarouter.vertx.config.ConfigFile;
import io.mediarouter.vertx.config.LiveConfig;
import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.mediarouter.vertx.config.front.AdminTokens;
import io.mediarouter.vertx.lines.LogMask;
import io.mediarouter.vertx.metrics.Exposition;
import io.mediarouter.vertx.metrics.RoutingMetrics;
import io.mediarouter.vertx.metrics.ServerMeters;
import io.mediarouter.vertx.monitor.FarmFollower;
import io.mediarouter.vertx.proxy.DryRun;
import io.mediarouter.vertx.proxy.RoutingParts;
import io.mediarouter.vertx.roster.DrainOrders;
import io.mediarouter.vertx.roster.RosterParts;
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
  private final RoutingExtension extension;
  private final HistoryEstimator history;
  private final TaskLoadEstimator estimator;
  private final FarmLearner learner;
  private final FarmModule servers;
  private final StorageModule storage;
  private final SourceCatalog catalog;
  private final TranscodingModule transcoding;
  private final BatchModule batch;
  private final RequestModule requests;
  private final DrainOrders departures;
  private final PeerDoor peers;
  private final Exposition exposition = new Exposition();
  private volatile Planning planning;

  Modules(
      Vertx vertx, LiveConfig config, SharedState state, Logs logs, RoutingExtension extension) {
    this.extension = extension;
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
    requests =
        new RequestModule(
            basis,
            servers,
            storage,
            transcoding,
            batch,
            catalog,
            extension,
            learner,
            logs.access());
    new FarmFollower(vertx, learner, servers.monitor(), state, basis.clock()).begin();
    departures = departures();
    peers = transcoding.door(requests.traces().recent(), servers);
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

  private DrainOrders departures() {
    return new RosterParts(
            basis.vertx(),
            basis.state(),
            servers.roster(),
            servers.breakers(),
            transcoding.transcodes(),
            servers.watch().operators(),
            storage.soleCopies(),
            basis.clock())
        .departures();
  }

  /** What keeps its knowledge takes other settings; all else is made anew by who asks next. */
  private void follow(MediaRoutingConfig changed) {
    planning = planning(changed);
    LogMask.hideAlso(changed.logs().mask());
    servers.follow(changed);
    peers.follow();
    storage.follow(changed);
    requests.follow(changed);
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
  Serving serving(Logs logs, @Nullable ConfigFile file, BooleanSupplier stopping) {
    RoutingParts routing = requests.routing(logs, planning, stopping);
    AdminParts operators = admin(routing.dryRun(), file, stopping);
    return new Serving(
        routing.interceptor(), AdminApi.of(operators, batch.events()), ProbesApi.of(operators));
  }

  private AdminParts admin(DryRun dryRun, @Nullable ConfigFile file, BooleanSupplier stopping) {
    return new AdminParts(
        basis.vertx(),
        basis.now().admin().path(),
        basis.state(),
        batch.jobs(),
        catalog,
        servers.monitor()::view,
        planning.monitor(),
        history,
        requests.classifier(),
        dryRun,
        servers.breakers(),
        servers.calls().records(),
        requests.traces().recent(),
        transcoding.pastRequests(),
        servers.watch().operators(),
        storage.purges(),
        storage.inventory(),
        batch.backgroundOrders(),
        batch.speculator(),
        servers.roster(),
        departures,
        basis.config(),
        file,
        AdminTokens.ofEnvironment(System.getenv(AdminTokens.VARIABLE)),
        exposition,
        stopping,
        basis.clock(),
        Basis::newName);
  }

  /** What shows meters in a registry; registries hold it weakly. */
  List<MeterBinder> meters() {
    return List.of(metrics(), requests.meters(), this::bindServers);
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
        requests.backlog(),
        requests.queue(),
        transcoding.preemptor(),
        servers.breakers(),
        servers.retries(),
        batch.meters(),
        servers.monitor()::view);
  }

  /** The meters as text. */
  Exposition exposition() {
    return exposition;
  }

  FarmModule servers() {
    return servers;
  }

  TranscodingModule transcoding() {
    return transcoding;
  }

  RequestModule requests() {
    return requests;
  }

  /** Opens the door for the other proxies, and has everything begin to work. */
  Future<Void> start() {
    return peers.open().onSuccess(v -> startAll());
  }

  private void startAll() {
    servers.start();
    transcoding.start();
    departures.start();
    storage.start();
    batch.start();
  }

  /** Begins nothing more; succeeds when batch work is given back. */
  Future<Void> drain() {
    requests.stop();
    batch.stop();
    return batch.close();
  }

  /** Stops at once: what runs is cancelled or given back. */
  Future<Void> stop() {
    servers.stop();
    transcoding.stop();
    departures.stop();
    storage.stop();
    Future<Void> givenBack = drain();
    Future<Void> doorClosed = peers.close();
    transcoding.close();
    return doorClosed.compose(v -> givenBack).transform(done -> storage.close());
  }
}
