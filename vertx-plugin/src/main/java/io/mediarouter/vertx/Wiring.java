package io.mediarouter.vertx;

import io.mediarouter.Assembly;
import io.mediarouter.estimate.HistoryEstimator;
import io.mediarouter.estimate.HistoryLimits;
import io.mediarouter.estimate.TaskLoadEstimator;
import io.mediarouter.farm.ServerLoadMonitor;
import io.mediarouter.plan.Planning;
import io.mediarouter.request.RequestClassifier;
import io.mediarouter.select.FarmLearner;
import io.mediarouter.state.SharedState;
import io.mediarouter.vertx.access.AccessLog;
import io.mediarouter.vertx.access.Traces;
import io.mediarouter.vertx.admin.AdminParts;
import io.mediarouter.vertx.admission.Admission;
import io.mediarouter.vertx.admission.AdmissionQueue;
import io.mediarouter.vertx.admission.ClientUses;
import io.mediarouter.vertx.admission.Preemptor;
import io.mediarouter.vertx.batch.BatchParts;
import io.mediarouter.vertx.config.Abandonment;
import io.mediarouter.vertx.config.AdminTokens;
import io.mediarouter.vertx.config.ConfigFile;
import io.mediarouter.vertx.config.LimitsConfig;
import io.mediarouter.vertx.config.LiveConfig;
import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.mediarouter.vertx.config.SpoolConfig;
import io.mediarouter.vertx.config.TimeoutConfig;
import io.mediarouter.vertx.door.ControlFrames;
import io.mediarouter.vertx.door.Cors;
import io.mediarouter.vertx.door.CorsStep;
import io.mediarouter.vertx.door.Door;
import io.mediarouter.vertx.flow.AnswerBacklog;
import io.mediarouter.vertx.hot.HotFiles;
import io.mediarouter.vertx.lines.LogMask;
import io.mediarouter.vertx.metrics.Exposition;
import io.mediarouter.vertx.metrics.RequestMeters;
import io.mediarouter.vertx.metrics.RoutingMetrics;
import io.mediarouter.vertx.metrics.ServerMeters;
import io.mediarouter.vertx.monitor.FarmFollower;
import io.mediarouter.vertx.proxy.DryRun;
import io.mediarouter.vertx.proxy.RoutingParts;
import io.mediarouter.vertx.roster.DrainOrders;
import io.mediarouter.vertx.source.Freshness;
import io.mediarouter.vertx.source.SourceCatalog;
import io.mediarouter.vertx.source.SourceProbe;
import io.mediarouter.vertx.speculation.Speculator;
import io.mediarouter.vertx.spool.SpoolBudget;
import io.mediarouter.vertx.spool.SpoolLimits;
import io.mediarouter.vertx.stock.Inventory;
import io.mediarouter.vertx.store.Purges;
import io.mediarouter.vertx.store.Removals;
import io.mediarouter.vertx.store.RenditionLifecycle;
import io.mediarouter.vertx.store.StoreKeeper;
import io.mediarouter.vertx.store.Uses;
import io.mediarouter.vertx.stream.StreamCatalog;
import io.mediarouter.vertx.stream.Viewers;
import io.mediarouter.vertx.transcode.ProgressPoller;
import io.mediarouter.vertx.transcode.Transcodes;
import io.mediarouter.vertx.transcode.TranscodingParts;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How the parts of media routing are put together: the one place where each gets its collaborators,
 * its clock and its source of chance.
 */
@Assembly
final class Wiring {
  private static final int SHORT = 8;

  private final InstantSource clock = InstantSource.system();
  private final LongSupplier nanoTime = System::nanoTime;
  private final Vertx vertx;
  private final LiveConfig config;
  private final SharedState state;
  private final FarmWiring servers;
  private final RoutingExtension extension;
  private final HistoryEstimator history;
  private final TaskLoadEstimator estimator;
  private final FarmLearner learner;
  private final SourceProbe probe;
  private final SourceCatalog catalog;
  private final Removals removals;
  private final RenditionLifecycle lifecycle;
  private final Uses uses;
  private final HotFiles hot;
  private final Purges purges;
  private final Inventory inventory;
  private final StoreKeeper keeper;
  private final FlightWiring flights;
  private final TranscodingParts transcoding;
  private final Transcodes transcodes;
  private final ClientUses clientUses;
  private final AnswerBacklog backlog;
  private final AdmissionQueue queue;
  private final Admission admission;
  private final BatchWiring batch;
  private final SpoolBudget budget;
  private final Preemptor preemptor;
  private final DrainOrders departures;
  private final Viewers viewers = new Viewers(clock);
  private final Traces traces;
  private final RequestMeters requestMeters;
  private final Exposition exposition = new Exposition();
  private volatile Planning planning;
  private volatile Cors cors;

  Wiring(Vertx vertx, LiveConfig config, SharedState state, Logs logs, RoutingExtension extension) {
    this.vertx = vertx;
    this.config = config;
    this.state = state;
    this.extension = extension;
    servers = new FarmWiring(vertx, config, state, clock, nanoTime);
    history = new HistoryEstimator(HistoryLimits.DEFAULT);
    state.history().follow(history::learn);
    estimator = extension.estimator(history);
    learner = new FarmLearner(estimator);
    planning = planning(config.get());
    cors = new Cors(config.get().cors());
    probe = servers.probe();
    removals = servers.removals();
    lifecycle = servers.lifecycle(removals);
    uses = new Uses(vertx, state.cacheIndex(), removals, clock);
    hot = new HotFiles(vertx, config.get().caching().memory());
    inventory = servers.inventory(removals);
    purges = new Purges(vertx, state.cacheIndex(), removals, () -> config.get().store().tagging());
    catalog = catalog();
    budget =
        new SpoolBudget(
            () -> config.get().spool().totalMemory(),
            () -> config.get().spool().totalDisk(),
            nanoTime);
    flights = new FlightWiring(vertx, config, state, clock, nanoTime);
    transcoding = transcoding();
    transcodes = transcoding.transcodes();
    preemptor = new Preemptor(vertx, state, transcodes, clock);
    backlog = new AnswerBacklog(this::mostUnsent, () -> limits().sharePerClient());
    clientUses = new ClientUses(servers.monitor()::view, nanoTime);
    queue = queue();
    admission = new Admission(this::limits, queue, clientUses, nanoTime);
    batch = new BatchWiring(vertx, config, state, servers, estimator, () -> planning, clock);
    new FarmFollower(vertx, learner, servers.monitor(), state, clock).begin();
    departures = servers.departures(transcodes);
    keeper = servers.keeper(removals, uses, estimator, batch.speculator()::isOpen);
    servers.roster().onChange(queue::capacityMayBeFree);
    requestMeters = new RequestMeters(admission::present);
    traces = new Traces(counted(logs.access()), clock, nanoTime, ThreadLocalRandom::current);
    config.onChange(this::follow);
  }

  /** What keeps its knowledge takes other settings; all else is made anew by who asks next. */
  private void follow(MediaRoutingConfig changed) {
    planning = planning(changed);
    LogMask.hideAlso(changed.logs().mask());
    cors = new Cors(changed.cors());
    servers.follow(changed);
    hot.resize(changed.caching().memory());
    queue.capacityMayBeFree();
  }

  private Planning planning(MediaRoutingConfig now) {
    return new Planning(
        new ServerLoadMonitor(now.load().staleAfter()),
        estimator,
        learner,
        now.choice().choosing(),
        extension::selector);
  }

  private LimitsConfig limits() {
    return config.get().limits();
  }

  private TimeoutConfig timeouts() {
    return config.get().timeouts();
  }

  private SourceCatalog catalog() {
    return new SourceCatalog(
        state.cacheIndex(),
        probe,
        lifecycle,
        clock,
        () -> new Freshness(config.get().sourceCheck(), config.get().store()),
        this::timeouts);
  }

  private TranscodingParts transcoding() {
    return new TranscodingParts(
        vertx,
        servers.http(),
        servers.farm(),
        state,
        servers.reporter(),
        servers.store(lifecycle, hot),
        learner,
        () -> spool(config.get().spool()),
        budget,
        () -> config.get().whenNobodyWaits() == Abandonment.FINISH,
        servers.calls(),
        servers.retries(),
        servers.quarantine(),
        probe.places(),
        flights.flights(),
        this::timeouts,
        clock,
        nanoTime,
        Wiring::newName);
  }

  private static SpoolLimits spool(SpoolConfig config) {
    String directory = config.directory();
    Path path = Path.of(directory == null ? System.getProperty("java.io.tmpdir") : directory);
    return new SpoolLimits(config.memory(), config.disk(), path);
  }

  static String newName() {
    return UUID.randomUUID().toString();
  }

  private AdmissionQueue queue() {
    var line = new AdmissionQueue(vertx, nanoTime, this::limits, clientUses);
    state.tasks().onChange(clientUses::changed);
    state.tasks().onChange(line::capacityMayBeFree);
    state.loads().onChange(line::capacityMayBeFree);
    return line;
  }

  private RequestClassifier classifier() {
    MediaRoutingConfig now = config.get();
    return new RequestClassifier(
        now.prefix(),
        now.presets(),
        now.trust().urgencyRule(),
        now.pass().query(),
        now.limits().clientKey());
  }

  /** What serves requests by the present configuration, for those that begin under it. */
  Serving serving(Logs logs, @Nullable ConfigFile file, BooleanSupplier stopping) {
    RoutingParts routing = routing(logs);
    AdminParts operators = admin(routing.dryRun(), file, stopping);
    return new Serving(routing.interceptor(), operators.api(), operators.probes());
  }

  private RoutingParts routing(Logs logs) {
    return new RoutingParts(
        vertx,
        servers.http(),
        servers.farm(),
        servers.reporter(),
        servers.monitor()::view,
        extension.classifier(classifier()),
        extension.planner(logs.plannerOf(planning)),
        planning.explainer(),
        config.get().policies().table(),
        learner,
        catalog,
        state.cacheIndex(),
        uses,
        hot,
        transcodes,
        new StreamCatalog(config::get),
        viewers,
        admission,
        queue,
        preemptor,
        batch.backgroundOrders(),
        batch.speculator(),
        config.get().prefix(),
        config.get().caching(),
        traces,
        cors,
        servers.calls(),
        servers.retries(),
        servers.quarantine(),
        this::timeouts,
        () -> config.get().pass(),
        clock,
        nanoTime,
        ThreadLocalRandom::current);
  }

  BatchParts batch() {
    return batch.parts(catalog, transcodes);
  }

  private AdminParts admin(DryRun dryRun, @Nullable ConfigFile file, BooleanSupplier stopping) {
    return new AdminParts(
        vertx,
        config.get().admin().path(),
        state,
        batch.jobs(),
        batch.events(),
        catalog,
        servers.monitor()::view,
        planning.monitor(),
        history,
        classifier(),
        dryRun,
        servers.breakers(),
        servers.calls().records(),
        traces.recent(),
        flights.pastRequests(),
        servers.watch().operators(),
        purges,
        inventory,
        batch.backgroundOrders(),
        batch.speculator(),
        servers.roster(),
        departures,
        config,
        file,
        AdminTokens.ofEnvironment(System.getenv(AdminTokens.VARIABLE)),
        exposition,
        stopping,
        clock,
        Wiring::newName);
  }

  DrainOrders farmDepartures() {
    return departures;
  }

  /** What knows and calls the servers. */
  FarmWiring servers() {
    return servers;
  }

  ProgressPoller progressPoller() {
    return transcoding.progress(transcodes);
  }

  Speculator speculator() {
    return batch.speculator();
  }

  StoreKeeper keeper() {
    return keeper;
  }

  Uses uses() {
    return uses;
  }

  Inventory inventory() {
    return inventory;
  }

  Removals removals() {
    return removals;
  }

  Transcodes transcodes() {
    return transcodes;
  }

  /** The door for the other proxies, still closed. */
  PeerDoor peers() {
    return flights.door(transcodes, traces.recent());
  }

  /** The log, whose every line is also counted. */
  private AccessLog counted(AccessLog log) {
    return entry -> {
      requestMeters.accept(entry);
      log.add(entry);
    };
  }

  /** What shows meters in a registry; registries hold it weakly. */
  List<MeterBinder> meters() {
    return List.of(metrics(), requestMeters, this::bindServers);
  }

  private void bindServers(MeterRegistry registry) {
    new ServerMeters(
            registry, servers.roster(), servers.monitor()::view, () -> planning.monitor(), clock)
        .bind();
  }

  /** The meters as text. */
  Exposition exposition() {
    return exposition;
  }

  private RoutingMetrics metrics() {
    return new RoutingMetrics(
        history,
        state,
        budget,
        hot,
        backlog,
        queue,
        preemptor,
        servers.breakers(),
        servers.retries(),
        batch.meters(nanoTime),
        servers.monitor()::view);
  }

  /** What each request passes first. */
  Door door() {
    String pseudonym = "media-router-" + newName().substring(0, SHORT);
    var pages =
        new CorsStep(() -> cors, path -> RequestClassifier.isMedia(config.get().prefix(), path));
    return Door.of(() -> config.get().front().trustedProxies(), pseudonym, nanoTime, traces)
        .with(new ControlFrames(nanoTime), pages, backlog);
  }

  private long mostUnsent() {
    long configured = limits().unsent();
    return configured > 0 ? configured : Runtime.getRuntime().maxMemory() / 2;
  }

  Admission admission() {
    return admission;
  }

  AdmissionQueue admissionQueue() {
    return queue;
  }
}
