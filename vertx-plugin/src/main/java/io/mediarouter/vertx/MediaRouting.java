package io.mediarouter.vertx;

import io.mediarouter.Assembly;
import io.mediarouter.estimate.HistoryEstimator;
import io.mediarouter.estimate.HistoryLimits;
import io.mediarouter.farm.ServerLoadMonitor;
import io.mediarouter.plan.PublishingPlanner;
import io.mediarouter.request.RequestClassifier;
import io.mediarouter.select.LeastLoadSelector;
import io.mediarouter.select.PreemptionRule;
import io.mediarouter.select.ServerSelector;
import io.mediarouter.state.SharedState;
import io.mediarouter.vertx.access.AccessLog;
import io.mediarouter.vertx.access.ConsoleAccessLog;
import io.mediarouter.vertx.access.FileAccessLog;
import io.mediarouter.vertx.admin.AdminParts;
import io.mediarouter.vertx.batch.BatchJobs;
import io.mediarouter.vertx.batch.BatchPace;
import io.mediarouter.vertx.batch.BatchParts;
import io.mediarouter.vertx.batch.BatchRunner;
import io.mediarouter.vertx.config.Abandonment;
import io.mediarouter.vertx.config.AccessLogConfig;
import io.mediarouter.vertx.config.ConfigException;
import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.mediarouter.vertx.config.ServerConfig;
import io.mediarouter.vertx.config.SpoolConfig;
import io.mediarouter.vertx.config.TimeoutConfig;
import io.mediarouter.vertx.farm.Farm;
import io.mediarouter.vertx.farm.FarmMonitor;
import io.mediarouter.vertx.farm.LoadPoller;
import io.mediarouter.vertx.farm.LoadReporter;
import io.mediarouter.vertx.farm.TranscodingInterface;
import io.mediarouter.vertx.proxy.MediaRoutingInterceptor;
import io.mediarouter.vertx.proxy.RoutingParts;
import io.mediarouter.vertx.source.SourceCatalog;
import io.mediarouter.vertx.source.SourceProbe;
import io.mediarouter.vertx.spool.SpoolBudget;
import io.mediarouter.vertx.spool.SpoolLimits;
import io.mediarouter.vertx.store.RenditionStore;
import io.mediarouter.vertx.transcode.ProgressPoller;
import io.mediarouter.vertx.transcode.Transcodes;
import io.mediarouter.vertx.transcode.TranscodingParts;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.httpproxy.HttpProxy;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/**
 * Media routing for a Vert.x reverse proxy: one call makes it from a configuration, one call
 * installs it on as many proxies of the same Vert.x as there are. Safe for use by many threads.
 */
@Assembly
public final class MediaRouting {
  private final MediaRoutingConfig config;
  private final SharedState state;
  private final HttpClient http;
  private final LoadPoller loadPoller;
  private final ProgressPoller progressPoller;
  private final Transcodes transcodes;
  private final MediaRoutingInterceptor interceptor;
  private final ServerLoadMonitor loadMonitor;
  private final ServerSelector selector;
  private final PreemptionRule preemption;
  private final RequestClassifier classifier;
  private final SourceCatalog catalog;
  private final BatchRunner batch;
  private final Handler<HttpServerRequest> admin;
  private final Vertx vertx;

  private MediaRouting(
      Vertx vertx, MediaRoutingConfig config, SharedState state, AccessLog accessLog) {
    InstantSource clock = InstantSource.system();
    LongSupplier nanoTime = System::nanoTime;
    this.vertx = vertx;
    this.config = config;
    this.state = state;
    http = client(vertx, config);
    Farm farm = farm(config);
    var monitor = new FarmMonitor(farm, state);
    var reporter = new LoadReporter(state.loads(), clock);
    loadPoller = new LoadPoller(vertx, http, farm, state, reporter, config.load().poll());
    var transcoding = transcoding(farm, monitor, clock, nanoTime);
    transcodes = transcoding.transcodes();
    progressPoller = transcoding.progress(transcodes);
    loadMonitor = new ServerLoadMonitor(config.load().staleAfter());
    var estimator = HistoryEstimator.following(state.history(), HistoryLimits.DEFAULT);
    selector = new LeastLoadSelector(loadMonitor, estimator);
    preemption = new PreemptionRule(loadMonitor, estimator);
    classifier =
        new RequestClassifier(config.prefix(), config.presets(), config.trust().urgencyRule());
    catalog = catalog(farm, monitor, clock);
    interceptor = routing(farm, monitor, accessLog, clock, nanoTime).interceptor();
    batch = batch(monitor, clock, nanoTime).runner();
    admin = admin(monitor, clock).api();
  }

  /**
   * Makes media routing from a configuration, and joins the cluster where one is configured.
   *
   * @return fails with a {@link ConfigException} naming the keys at fault
   */
  public static Future<MediaRouting> create(Vertx vertx, JsonObject config) {
    try {
      return create(vertx, MediaRoutingConfig.from(config));
    } catch (ConfigException e) {
      return Future.failedFuture(e);
    }
  }

  /** Makes media routing from a configuration, and joins the cluster where one is configured. */
  public static Future<MediaRouting> create(Vertx vertx, MediaRoutingConfig config) {
    return accessLog(vertx, config.accessLog()).compose(log -> joinAndStart(vertx, config, log));
  }

  private static Future<MediaRouting> joinAndStart(
      Vertx vertx, MediaRoutingConfig config, AccessLog log) {
    return vertx
        .executeBlocking(() -> ClusterMembership.join(config.cluster()))
        .map(state -> new MediaRouting(vertx, config, state, log).start());
  }

  private static Future<AccessLog> accessLog(Vertx vertx, AccessLogConfig config) {
    return switch (config.destination()) {
      case OFF -> Future.succeededFuture(AccessLog.OFF);
      case STANDARD_OUTPUT -> Future.succeededFuture(new ConsoleAccessLog());
      case FILE -> FileAccessLog.open(vertx, Objects.requireNonNull(config.file(), "file"));
    };
  }

  private MediaRouting start() {
    loadPoller.start();
    progressPoller.start();
    batch.start();
    return this;
  }

  private static HttpClient client(Vertx vertx, MediaRoutingConfig config) {
    var options =
        new HttpClientOptions()
            .setConnectTimeout((int) config.timeouts().connect().toMillis())
            .setMaxChunkSize(64 * 1024)
            .setKeepAliveTimeout(20);
    return vertx.createHttpClient(
        options, new PoolOptions().setHttp1MaxSize(config.connectionsPerServer()));
  }

  private static Farm farm(MediaRoutingConfig config) {
    Map<String, TranscodingInterface> interfaces = new HashMap<>();
    for (ServerConfig each : config.servers()) {
      var uris = each.resources();
      interfaces.put(
          each.server().id(),
          new TranscodingInterface(uris.transcode(), uris.probe(), uris.task(), uris.load()));
    }
    return new Farm(config.servers().stream().map(ServerConfig::server).toList(), interfaces);
  }

  private TranscodingParts transcoding(
      Farm farm, FarmMonitor monitor, InstantSource clock, LongSupplier nanoTime) {
    var store =
        new RenditionStore(
            http, farm, monitor::view, state.cacheIndex(), clock, config.store().copies());
    return new TranscodingParts(
        vertx,
        http,
        farm,
        state,
        store,
        spool(config.spool()),
        new SpoolBudget(config.spool().totalMemory(), config.spool().totalDisk()),
        config.whenNobodyWaits() == Abandonment.FINISH,
        config.timeouts().firstByte(),
        config.timeouts().idle(),
        clock,
        nanoTime,
        () -> UUID.randomUUID().toString());
  }

  private static SpoolLimits spool(SpoolConfig config) {
    String directory = config.directory();
    Path path = Path.of(directory == null ? System.getProperty("java.io.tmpdir") : directory);
    return new SpoolLimits(config.memory(), Math.max(config.memory(), config.disk()), path);
  }

  private RoutingParts routing(
      Farm farm,
      FarmMonitor monitor,
      AccessLog accessLog,
      InstantSource clock,
      LongSupplier nanoTime) {
    return new RoutingParts(
        vertx,
        http,
        farm,
        monitor::view,
        classifier,
        new PublishingPlanner(loadMonitor, selector, preemption),
        config.policies().table(),
        catalog,
        state.cacheIndex(),
        transcodes,
        accessLog,
        config.timeouts().firstByte(),
        clock,
        nanoTime,
        ThreadLocalRandom::current);
  }

  private SourceCatalog catalog(Farm farm, FarmMonitor monitor, InstantSource clock) {
    TimeoutConfig timeouts = config.timeouts();
    var probe = new SourceProbe(http, farm, monitor::view, timeouts.decide());
    return new SourceCatalog(
        state.cacheIndex(), probe, clock, config.sourceCheck(), timeouts.lookup());
  }

  private BatchParts batch(FarmMonitor monitor, InstantSource clock, LongSupplier nanoTime) {
    return new BatchParts(
        vertx,
        state,
        config.batch(),
        BatchPace.DEFAULT,
        catalog,
        transcodes,
        monitor::view,
        selector,
        clock,
        nanoTime,
        ThreadLocalRandom::current);
  }

  private AdminParts admin(FarmMonitor monitor, InstantSource clock) {
    return new AdminParts(
        vertx,
        config.admin().path(),
        state,
        new BatchJobs(vertx, state.jobs()),
        catalog,
        monitor::view,
        loadMonitor,
        classifier,
        clock,
        () -> UUID.randomUUID().toString());
  }

  /**
   * Has {@code proxy} serve media requests; all others it serves as before. Returns {@code proxy}.
   */
  public HttpProxy installOn(HttpProxy proxy) {
    return proxy.addInterceptor(interceptor);
  }

  /**
   * The operators' interface: whoever reaches it may order and cancel batch work, so it belongs on
   * an address of its own. Serves requests on any event loop.
   */
  public Handler<HttpServerRequest> admin() {
    return admin;
  }

  /** What the proxies know in common. */
  public SharedState state() {
    return state;
  }

  /** The transcodes that run in this process. */
  public Transcodes transcodes() {
    return transcodes;
  }

  /** Stops: running transcodes are cancelled, jobs given back, and the cluster is left. */
  public Future<Void> close() {
    loadPoller.stop();
    progressPoller.stop();
    Future<Void> givenBack = batch.close();
    transcodes.cancelAll("the proxy stops");
    return givenBack.compose(v -> vertx.executeBlocking(this::leave)).compose(left -> http.close());
  }

  private boolean leave() {
    state.close();
    return true;
  }
}
