package io.mediarouter.vertx;

import io.mediarouter.Assembly;
import io.mediarouter.estimate.HistoryEstimator;
import io.mediarouter.estimate.HistoryLimits;
import io.mediarouter.farm.ServerLoadMonitor;
import io.mediarouter.request.RequestClassifier;
import io.mediarouter.select.FarmLearner;
import io.mediarouter.state.SharedState;
import io.mediarouter.vertx.admin.AdminParts;
import io.mediarouter.vertx.admission.AdmissionQueue;
import io.mediarouter.vertx.admission.Preemptor;
import io.mediarouter.vertx.batch.BatchJobs;
import io.mediarouter.vertx.batch.BatchPace;
import io.mediarouter.vertx.batch.BatchParts;
import io.mediarouter.vertx.batch.ExactLater;
import io.mediarouter.vertx.breaker.Breakers;
import io.mediarouter.vertx.call.Calls;
import io.mediarouter.vertx.call.Retries;
import io.mediarouter.vertx.config.Abandonment;
import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.mediarouter.vertx.config.SpoolConfig;
import io.mediarouter.vertx.decision.Planning;
import io.mediarouter.vertx.decision.ServerChoosing;
import io.mediarouter.vertx.farm.Farm;
import io.mediarouter.vertx.farm.FarmFollower;
import io.mediarouter.vertx.farm.FarmMonitor;
import io.mediarouter.vertx.farm.LoadPoller;
import io.mediarouter.vertx.farm.LoadReporter;
import io.mediarouter.vertx.health.HealthBoard;
import io.mediarouter.vertx.metrics.RoutingMetrics;
import io.mediarouter.vertx.proxy.DryRun;
import io.mediarouter.vertx.proxy.RoutingParts;
import io.mediarouter.vertx.quarantine.Quarantine;
import io.mediarouter.vertx.source.SourceCatalog;
import io.mediarouter.vertx.source.SourceProbe;
import io.mediarouter.vertx.spool.SpoolBudget;
import io.mediarouter.vertx.spool.SpoolLimits;
import io.mediarouter.vertx.store.RenditionStore;
import io.mediarouter.vertx.transcode.ProgressPoller;
import io.mediarouter.vertx.transcode.Transcodes;
import io.mediarouter.vertx.transcode.TranscodingParts;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * How the parts of media routing are put together: the one place where each gets its collaborators,
 * its clock and its source of chance.
 */
@Assembly
final class Wiring {
  private final InstantSource clock = InstantSource.system();
  private final LongSupplier nanoTime = System::nanoTime;
  private final Vertx vertx;
  private final MediaRoutingConfig config;
  private final SharedState state;
  private final HttpClient http;
  private final Farm farm;
  private final Breakers breakers;
  private final Calls calls;
  private final Retries retries;
  private final Quarantine quarantine;
  private final Supplier<MediaRoutingConfig> live;
  private final FarmMonitor monitor;
  private final ServerLoadMonitor loads;
  private final HistoryEstimator estimator;
  private final Planning planning;
  private final LoadReporter reporter;
  private final FarmLearner learner;
  private final SourceCatalog catalog;
  private final TranscodingParts transcoding;
  private final Transcodes transcodes;
  private final AdmissionQueue queue;
  private final BatchJobs jobs;
  private final SpoolBudget budget;
  private final Preemptor preemptor;

  Wiring(Vertx vertx, MediaRoutingConfig config, SharedState state, HttpClient http, Farm farm) {
    this.vertx = vertx;
    this.config = config;
    this.state = state;
    this.http = http;
    this.farm = farm;
    live = () -> config;
    breakers = new Breakers(vertx, config.resilience().breakers(), nanoTime);
    calls = new Calls(vertx, breakers);
    retries = new Retries(() -> live.get().resilience().failover(), nanoTime);
    monitor = new FarmMonitor(farm, state, new HealthBoard(breakers));
    breakers.onChange(breaker -> monitor.invalidate());
    quarantine =
        new Quarantine(state, monitor::view, () -> live.get().resilience().quarantine(), clock);
    loads = new ServerLoadMonitor(config.load().staleAfter());
    reporter = reporter();
    estimator = new HistoryEstimator(HistoryLimits.DEFAULT);
    state.history().follow(estimator::learn);
    learner = new FarmLearner(estimator);
    planning = new Planning(loads, estimator, learner, new ServerChoosing(config.choice()));
    catalog = catalog();
    budget = new SpoolBudget(config.spool().totalMemory(), config.spool().totalDisk());
    transcoding = transcoding();
    transcodes = transcoding.transcodes();
    preemptor = new Preemptor(vertx, state, transcodes, clock);
    queue = queue();
    jobs = new BatchJobs(vertx, state.jobs());
    var follower = new FarmFollower(vertx, learner, monitor, state, clock);
    follower.begin();
  }

  private LoadReporter reporter() {
    var load = config.load();
    return new LoadReporter(state.loads(), clock, load.staleAfter(), load.metrics());
  }

  private SourceCatalog catalog() {
    var probe =
        new SourceProbe(
            http, farm, monitor::view, calls, quarantine, () -> live.get().timeouts().decide());
    return new SourceCatalog(
        state.cacheIndex(), probe, clock, config.sourceCheck(), config.timeouts().lookup());
  }

  private TranscodingParts transcoding() {
    var store =
        new RenditionStore(
            http,
            farm,
            monitor::view,
            calls,
            () -> live.get().timeouts().idle(),
            state.cacheIndex(),
            clock,
            config.store().copies());
    return new TranscodingParts(
        vertx,
        http,
        farm,
        state,
        reporter,
        store,
        learner,
        spool(config.spool()),
        budget,
        config.whenNobodyWaits() == Abandonment.FINISH,
        calls,
        retries,
        quarantine,
        monitor::view,
        () -> live.get().timeouts(),
        clock,
        nanoTime,
        Wiring::newName);
  }

  private static SpoolLimits spool(SpoolConfig config) {
    String directory = config.directory();
    Path path = Path.of(directory == null ? System.getProperty("java.io.tmpdir") : directory);
    return new SpoolLimits(config.memory(), Math.max(config.memory(), config.disk()), path);
  }

  private static String newName() {
    return UUID.randomUUID().toString();
  }

  private AdmissionQueue queue() {
    var line = new AdmissionQueue(vertx, nanoTime);
    state.tasks().onChange(line::capacityMayBeFree);
    state.loads().onChange(line::capacityMayBeFree);
    return line;
  }

  RequestClassifier classifier() {
    return new RequestClassifier(config.prefix(), config.presets(), config.trust().urgencyRule());
  }

  RoutingParts routing(Logs logs) {
    return new RoutingParts(
        vertx,
        http,
        farm,
        reporter,
        monitor::view,
        classifier(),
        logs.plannerOf(planning),
        planning.explainer(),
        config.policies().table(),
        learner,
        catalog,
        state.cacheIndex(),
        transcodes,
        queue,
        preemptor,
        new ExactLater(jobs, clock, Wiring::newName),
        config.prefix(),
        logs.access(),
        calls,
        retries,
        quarantine,
        () -> live.get().timeouts(),
        clock,
        nanoTime,
        ThreadLocalRandom::current);
  }

  BatchParts batch() {
    return new BatchParts(
        vertx,
        state,
        config.batch(),
        BatchPace.DEFAULT,
        catalog,
        transcodes,
        monitor::view,
        planning.selector(),
        clock,
        nanoTime,
        ThreadLocalRandom::current);
  }

  AdminParts admin(DryRun dryRun) {
    return new AdminParts(
        vertx,
        config.admin().path(),
        state,
        jobs,
        catalog,
        monitor::view,
        loads,
        estimator,
        classifier(),
        dryRun,
        clock,
        Wiring::newName);
  }

  LoadPoller loadPoller() {
    return new LoadPoller(vertx, http, farm, state, reporter, config.load().poll());
  }

  ProgressPoller progressPoller() {
    return transcoding.progress(transcodes);
  }

  Breakers breakers() {
    return breakers;
  }

  Transcodes transcodes() {
    return transcodes;
  }

  RoutingMetrics metrics() {
    return new RoutingMetrics(estimator, state, budget, queue, preemptor);
  }

  AdmissionQueue admissionQueue() {
    return queue;
  }
}
