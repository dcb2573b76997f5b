package io.mediarouter.vertx.testfarm;

import io.mediarouter.batch.BatchJob;
import io.mediarouter.estimate.ConservativeEstimator;
import io.mediarouter.farm.Capabilities;
import io.mediarouter.farm.Server;
import io.mediarouter.farm.ServerLoadMonitor;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.health.QuarantineRule;
import io.mediarouter.plan.Planning;
import io.mediarouter.plan.PolicyTable;
import io.mediarouter.plan.PublishingPolicy;
import io.mediarouter.schedule.Backoff;
import io.mediarouter.select.FarmExperience;
import io.mediarouter.select.FarmLearner;
import io.mediarouter.state.SharedState;
import io.mediarouter.vertx.batch.BatchJobs;
import io.mediarouter.vertx.batch.BatchPace;
import io.mediarouter.vertx.batch.BatchParts;
import io.mediarouter.vertx.batch.BatchRunner;
import io.mediarouter.vertx.batch.FarmGate;
import io.mediarouter.vertx.call.Breakers;
import io.mediarouter.vertx.call.Calls;
import io.mediarouter.vertx.call.Connections;
import io.mediarouter.vertx.call.Retries;
import io.mediarouter.vertx.config.BatchConfig;
import io.mediarouter.vertx.config.LoadConfig;
import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.mediarouter.vertx.config.StoreConfig;
import io.mediarouter.vertx.config.TimeoutConfig;
import io.mediarouter.vertx.config.resilience.BreakersConfig;
import io.mediarouter.vertx.config.resilience.FailoverConfig;
import io.mediarouter.vertx.farm.Farm;
import io.mediarouter.vertx.farm.TranscodingInterface;
import io.mediarouter.vertx.flight.Leases;
import io.mediarouter.vertx.flight.PeerClient;
import io.mediarouter.vertx.health.Quarantine;
import io.mediarouter.vertx.load.LoadReporter;
import io.mediarouter.vertx.monitor.FarmMonitor;
import io.mediarouter.vertx.monitor.Healths;
import io.mediarouter.vertx.source.Freshness;
import io.mediarouter.vertx.source.SourceCatalog;
import io.mediarouter.vertx.source.SourceGateway;
import io.mediarouter.vertx.source.SourceProbe;
import io.mediarouter.vertx.source.SourceSignature;
import io.mediarouter.vertx.spool.SpoolBudget;
import io.mediarouter.vertx.spool.SpoolLimits;
import io.mediarouter.vertx.store.IndexWalk;
import io.mediarouter.vertx.store.Removals;
import io.mediarouter.vertx.store.RenditionLifecycle;
import io.mediarouter.vertx.store.RenditionStore;
import io.mediarouter.vertx.store.Shelves;
import io.mediarouter.vertx.stream.StoredFilms;
import io.mediarouter.vertx.stream.StreamCatalog;
import io.mediarouter.vertx.transcode.Flights;
import io.mediarouter.vertx.transcode.ProgressPoller;
import io.mediarouter.vertx.transcode.Transcodes;
import io.mediarouter.vertx.transcode.TranscodingParts;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A proxy's part in batch work with a transcoding server of its own, and nothing else of it. */
public final class TestWorker implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private static final TimeoutConfig LIMITS = new TimeoutConfig(LIMIT, LIMIT, LIMIT, LIMIT, LIMIT);

  /** Much too short for the tests' transcodes: batch work does not mind. */
  private static final Duration FIRST_BYTE = Duration.ofMillis(20);

  private static final MediaRoutingConfig STREAMS =
      MediaRoutingConfig.parse("servers: [{role: origin, url: 'http://o1'}]", "test.yaml");

  /** Nothing gives way because of time alone: what does so does it when the tables change. */
  private static final BatchPace PACE =
      new BatchPace(
          Duration.ofMillis(20),
          Duration.ofDays(1),
          new Backoff(Duration.ofMillis(10), Duration.ofMillis(50), 0));

  private final List<BatchJob> over = new CopyOnWriteArrayList<>();
  private final SpeculatedWork books = new SpeculatedWork();
  private final ChunkTranscoder transcoder;
  private final SharedState state;
  private final Connections http;
  private final Calls calls;
  private final Quarantine quarantine;
  private final SourceProbe probe;
  private RenditionLifecycle lifecycle;
  private final BatchJobs jobs;
  private final Transcodes transcodes;
  private final ProgressPoller progress;
  private final BatchRunner runner;

  /** A worker that has begun to work, with a server that makes one rendition at a time. */
  public TestWorker(
      Vertx vertx, SharedState state, ByteServer origin, ByteServer store, BatchConfig config) {
    this(vertx, state, origin, store, config, null);
  }

  /** A worker that has begun to work; its server makes several renditions at {@code many}. */
  public TestWorker(
      Vertx vertx,
      SharedState state,
      ByteServer origin,
      ByteServer store,
      BatchConfig config,
      @Nullable String many) {
    this.state = state;
    transcoder = new ChunkTranscoder(vertx);
    http = vertx.createHttpClient()::request;
    jobs = new BatchJobs(vertx, state.jobs(), InstantSource.system(), over::add);
    Farm farm = farm(origin, store, many);
    var monitor = new FarmMonitor(farm, state, Healths.ALL_WELL);
    calls = new Calls(vertx, breakers(vertx), InstantSource.system());
    quarantine =
        new Quarantine(state, monitor::view, () -> QuarantineRule.DEFAULT, InstantSource.system());
    var gateway =
        new SourceGateway(
            http,
            farm,
            calls,
            new SourceSignature(new byte[32], InstantSource.system()),
            () -> LIMITS);
    probe =
        new SourceProbe(vertx, http, farm, monitor::view, calls, quarantine, () -> LIMITS, gateway);
    var parts = transcoding(vertx, farm, monitor);
    transcodes = parts.transcodes();
    progress = parts.progress(transcodes);
    runner = batch(vertx, farm, monitor, config).runner();
    progress.start();
    runner.start();
  }

  private static Breakers breakers(Vertx vertx) {
    return new Breakers(vertx, BreakersConfig.DEFAULT, System::nanoTime);
  }

  private Farm farm(ByteServer origin, ByteServer store, @Nullable String many) {
    var uris =
        new TranscodingInterface(
            "transcode{?task,height,vcodec,acodec}", "probe", "tasks/{id}", "load", many);
    return new Farm(
        List.of(
            server("o1", ServerRole.ORIGIN, origin.url()),
            server("t1", ServerRole.TRANSCODING, transcoder.url()),
            server("d1", ServerRole.DISTRIBUTION, store.url())),
        Map.of("t1", uris));
  }

  private static Server server(String id, ServerRole role, String url) {
    var made = Capabilities.of(Set.of(Capabilities.COPY));
    return new Server(id, Set.of(role), URI.create(url), 4, made, "");
  }

  private Flights flights(Vertx vertx) {
    var peers =
        new PeerClient(
            vertx, null, InstantSource.system(), System::nanoTime, () -> "name", Map::of);
    var leases = new Leases(vertx, state);
    return new Flights(vertx, leases, peers, state.cacheIndex(), state.tasks());
  }

  private TranscodingParts transcoding(Vertx vertx, Farm farm, FarmMonitor monitor) {
    var removals =
        new Removals(
            vertx, http, farm, calls, state, () -> LIMIT, () -> LIMIT, InstantSource.system());
    lifecycle =
        new RenditionLifecycle(
            new IndexWalk(vertx, state.cacheIndex()),
            state.cacheIndex(),
            removals,
            () -> StoreConfig.DEFAULT);
    var store =
        new RenditionStore(
            http,
            farm,
            new Shelves(
                monitor::view,
                () -> new ServerLoadMonitor(ServerLoadMonitor.DEFAULT_STALE_AFTER),
                state.stores(),
                () -> StoreConfig.DEFAULT,
                InstantSource.system()),
            calls,
            () -> LIMIT,
            state.cacheIndex(),
            InstantSource.system(),
            () -> 1,
            lifecycle,
            (entry, stored, output) -> {});
    return new TranscodingParts(
        vertx,
        http,
        farm,
        state,
        new LoadReporter(state.loads(), InstantSource.system(), () -> LoadConfig.DEFAULT),
        store,
        new FarmLearner(new ConservativeEstimator()),
        () -> new SpoolLimits(1 << 20, 1 << 20, Path.of(System.getProperty("java.io.tmpdir"))),
        new SpoolBudget(1 << 24, 1 << 24, System::nanoTime),
        () -> false,
        calls,
        new Retries(() -> FailoverConfig.DEFAULT, System::nanoTime),
        quarantine,
        probe.places(),
        flights(vertx),
        () -> new TimeoutConfig(LIMIT, FIRST_BYTE, LIMIT, LIMIT, LIMIT),
        InstantSource.system(),
        System::nanoTime,
        () -> UUID.randomUUID().toString());
  }

  private BatchParts batch(Vertx vertx, Farm farm, FarmMonitor monitor, BatchConfig config) {
    var catalog =
        new SourceCatalog(
            state.cacheIndex(),
            probe,
            lifecycle,
            InstantSource.system(),
            () -> new Freshness(Duration.ofMinutes(1), StoreConfig.DEFAULT),
            () -> LIMITS);
    var loads = new ServerLoadMonitor(ServerLoadMonitor.DEFAULT_STALE_AFTER);
    return new BatchParts(
        vertx,
        state,
        jobs,
        () -> config,
        PACE,
        catalog,
        () -> PolicyTable.of(PublishingPolicy.DEFAULT),
        transcodes,
        new StoredFilms(new StreamCatalog(() -> STREAMS), catalog::part),
        monitor::view,
        new Planning(loads, new ConservativeEstimator(), () -> FarmExperience.NONE)::selector,
        id -> farm.many(id).isPresent(),
        new FarmGate(config::gate, monitor::view, () -> loads, InstantSource.system()),
        books,
        InstantSource.system(),
        Random::new);
  }

  /** Its transcoding server. */
  public ChunkTranscoder transcoder() {
    return transcoder;
  }

  /** What it shares with others. */
  public SharedState state() {
    return state;
  }

  /** The queue. */
  public BatchJobs jobs() {
    return jobs;
  }

  /** The jobs that it brought to their end. */
  public List<BatchJob> over() {
    return over;
  }

  /** What became of its speculative work. */
  public SpeculatedWork books() {
    return books;
  }

  /** What it transcodes now. */
  public Transcodes transcodes() {
    return transcodes;
  }

  /** Stops in good order, but stays in the cluster. */
  @Override
  public void close() {
    runner.close().await();
    progress.stop();
    transcodes.cancelAll("the test is over");
  }

  /** Is gone from the cluster without a word, while what it does goes on. */
  public void vanish() {
    state.close();
  }
}
