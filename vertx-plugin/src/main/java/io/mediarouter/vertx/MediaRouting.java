package io.mediarouter.vertx;

import io.mediarouter.state.SharedState;
import io.mediarouter.vertx.admission.AdmissionQueue;
import io.mediarouter.vertx.batch.BatchRunner;
import io.mediarouter.vertx.breaker.Breakers;
import io.mediarouter.vertx.config.ConfigException;
import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.mediarouter.vertx.config.ServerConfig;
import io.mediarouter.vertx.farm.Farm;
import io.mediarouter.vertx.farm.LoadPoller;
import io.mediarouter.vertx.farm.TranscodingInterface;
import io.mediarouter.vertx.metrics.RoutingMetrics;
import io.mediarouter.vertx.proxy.MediaRoutingInterceptor;
import io.mediarouter.vertx.proxy.RoutingParts;
import io.mediarouter.vertx.transcode.ProgressPoller;
import io.mediarouter.vertx.transcode.Transcodes;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.httpproxy.HttpProxy;
import java.util.HashMap;
import java.util.Map;

/**
 * Media routing for a Vert.x reverse proxy: one call makes it from a configuration, one call
 * installs it on as many proxies of the same Vert.x as there are. Safe for use by many threads.
 */
public final class MediaRouting {
  private static final int CHUNK_BYTES = 64 * 1024;
  private static final int KEEP_ALIVE_SECONDS = 20;

  private final Vertx vertx;
  private final SharedState state;
  private final Logs logs;
  private final HttpClient http;
  private final Breakers breakers;
  private final Transcodes transcodes;
  private final LoadPoller loadPoller;
  private final ProgressPoller progressPoller;
  private final AdmissionQueue queue;
  private final BatchRunner batch;
  private final MediaRoutingInterceptor interceptor;
  private final Handler<HttpServerRequest> admin;
  private final RoutingMetrics metrics;

  private MediaRouting(Vertx vertx, MediaRoutingConfig config, SharedState state, Logs logs) {
    this.vertx = vertx;
    this.state = state;
    this.logs = logs;
    http = client(vertx, config);
    var wiring = new Wiring(vertx, config, state, http, farm(config));
    breakers = wiring.breakers();
    transcodes = wiring.transcodes();
    loadPoller = wiring.loadPoller();
    progressPoller = wiring.progressPoller();
    queue = wiring.admissionQueue();
    batch = wiring.batch().runner();
    RoutingParts routing = wiring.routing(logs);
    interceptor = routing.interceptor();
    admin = wiring.admin(routing.dryRun()).api();
    metrics = wiring.metrics();
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
    return Logs.open(vertx, config).compose(logs -> joinAndStart(vertx, config, logs));
  }

  private static Future<MediaRouting> joinAndStart(
      Vertx vertx, MediaRoutingConfig config, Logs logs) {
    return vertx
        .executeBlocking(() -> ClusterMembership.join(config.cluster()))
        .map(state -> new MediaRouting(vertx, config, state, logs).start());
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
            .setMaxChunkSize(CHUNK_BYTES)
            .setKeepAliveTimeout(KEEP_ALIVE_SECONDS);
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

  /** Has {@code registry} show this proxy's gauges, named {@code mediarouter.*}. */
  public void bindTo(MeterRegistry registry) {
    metrics.bindTo(registry);
  }

  /** What the proxies know in common. */
  public SharedState state() {
    return state;
  }

  /** The circuit breakers of this proxy. */
  public Breakers breakers() {
    return breakers;
  }

  /** The transcodes that run in this process. */
  public Transcodes transcodes() {
    return transcodes;
  }

  /** Stops: running transcodes are cancelled, jobs given back, and the cluster is left. */
  public Future<Void> close() {
    loadPoller.stop();
    progressPoller.stop();
    queue.close();
    Future<Void> givenBack = batch.close();
    transcodes.cancelAll("the proxy stops");
    return givenBack
        .compose(v -> vertx.executeBlocking(this::leave))
        .compose(left -> http.close())
        .eventually(logs::close);
  }

  private boolean leave() {
    state.close();
    return true;
  }
}
