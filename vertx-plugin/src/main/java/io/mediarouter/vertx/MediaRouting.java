package io.mediarouter.vertx;

import com.hazelcast.core.HazelcastInstance;
import io.mediarouter.state.SharedState;
import io.mediarouter.vertx.call.Breakers;
import io.mediarouter.vertx.config.ConfigFile;
import io.mediarouter.vertx.config.LiveConfig;
import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.mediarouter.vertx.config.tree.ConfigException;
import io.mediarouter.vertx.door.Door;
import io.mediarouter.vertx.door.Step;
import io.mediarouter.vertx.entry.Entries;
import io.mediarouter.vertx.proxy.MediaRoutingInterceptor;
import io.mediarouter.vertx.transcode.Transcodes;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Media routing for a Vert.x reverse proxy: one call makes it from a configuration, one call
 * installs it on as many proxies of the same Vert.x as there are. Safe for use by many threads.
 */
public final class MediaRouting {
  private final Vertx vertx;
  private final LiveConfig config;
  private final SharedState state;
  private final Logs logs;
  private final Modules modules;
  private final List<MeterBinder> meters;
  private final Drain drain;
  private final Door door;
  private volatile Serving serving;
  private volatile boolean stopping;
  private @Nullable Future<Void> closed;

  MediaRouting(
      Vertx vertx,
      MediaRoutingConfig first,
      @Nullable ConfigFile file,
      SharedState state,
      Logs logs,
      RoutingExtension extension) {
    this.vertx = vertx;
    this.state = state;
    this.logs = logs;
    config = new LiveConfig(first);
    modules = new Modules(vertx, config, file, state, logs, extension, () -> stopping);
    meters = modules.meters();
    drain = new Drain(vertx, modules.door().admission(), transcodes());
    door = modules.door().door();
    serving = modules.serving();
    config.onChange(changed -> serving = modules.serving());
  }

  /** A builder of media routing by {@code config}, for hosts that bring parts of their own. */
  public static MediaRoutingBuilder builder(Vertx vertx, MediaRoutingConfig config) {
    return new MediaRoutingBuilder(vertx, () -> config);
  }

  /** The same from a configuration that is yet to be read. */
  public static MediaRoutingBuilder builder(Vertx vertx, JsonObject config) {
    return new MediaRoutingBuilder(vertx, () -> MediaRoutingConfig.from(config));
  }

  /**
   * Makes media routing from a configuration, and joins the cluster where one is configured.
   *
   * @return fails with a {@link ConfigException} naming the keys at fault
   */
  public static Future<MediaRouting> create(Vertx vertx, JsonObject config) {
    return builder(vertx, config).create();
  }

  /**
   * Makes media routing from a configuration, with its shared state on the host's own Hazelcast.
   *
   * @param hazelcast as for {@link MediaRoutingBuilder#hazelcast}
   */
  public static Future<MediaRouting> create(
      Vertx vertx, JsonObject config, HazelcastInstance hazelcast) {
    return builder(vertx, config).hazelcast(hazelcast).create();
  }

  /** Makes media routing from a configuration, and joins the cluster where one is configured. */
  public static Future<MediaRouting> create(Vertx vertx, MediaRoutingConfig config) {
    return builder(vertx, config).create();
  }

  /**
   * Makes media routing from a file, and joins the cluster where one is configured. What is read
   * from the file later is put in force.
   */
  public static Future<MediaRouting> create(Vertx vertx, ConfigFile file) {
    return builder(vertx, file.first())
        .file(file)
        .create()
        .onSuccess(routing -> file.follow(routing::reconfigure));
  }

  /**
   * Begins to work; what other proxies would make is made only by who can be reached by them.
   *
   * @return fails, and is closed, if the configured address for them cannot be listened on
   */
  Future<MediaRouting> start() {
    return modules
        .start()
        .recover(cause -> close().transform(v -> Future.failedFuture(cause)))
        .map(this);
  }

  /**
   * Has {@code proxy} serve media requests; all others it serves as before. Returns {@code proxy}.
   */
  public HttpProxy installOn(HttpProxy proxy) {
    return proxy.addInterceptor(new LiveInterceptor(() -> serving.interceptor()));
  }

  /**
   * The front door, for a server whose requests it is to look at before the proxy, or anything
   * else, sees them: {@code routing.door().installOn(server, proxy)}. It serves all event loops.
   */
  public Door door() {
    return door;
  }

  /**
   * The short way of requests for small stored renditions that are in memory, as the last step of
   * the door: {@code routing.door().with(routing.shortcut()).installOn(server, proxy)}. Without it
   * they are answered all the same, at some more cost.
   */
  public Step shortcut() {
    return (visit, next) -> serving.interceptor().shortcut().handle(visit, next);
  }

  /**
   * The operators' interface: whoever may use it may order and cancel batch work, so it belongs on
   * an address of its own. It serves whoever shows a token of {@code admin.tokenFile} or of the
   * environment variable {@code MEDIA_ROUTER_ADMIN_TOKEN}, and without any token clients on this
   * machine; under its addresses, names without a dot and the names in {@code admin.hosts}. Serves
   * requests on any event loop.
   */
  public Handler<HttpServerRequest> admin() {
    return request -> serving.admin().handle(request);
  }

  /**
   * Puts another configuration in force: at once for what begins from now on, while requests that
   * are under way end as they began. What breakers, queues and caches know stays.
   *
   * <p>Reads the files with the secrets of servers.
   *
   * @throws ConfigException naming each changed key that needs a restart (the cluster, {@code
   *     durable}, {@code listen}, {@code admin}, the logs) and each secret that is not there; then
   *     nothing has changed
   */
  public void reconfigure(MediaRoutingConfig changed) {
    Entries.open(changed.servers());
    config.replace(changed);
  }

  /** The configuration that is in force, now and later. */
  public LiveConfig config() {
    return config;
  }

  /**
   * Has {@code registry} show this proxy's meters, named {@code mediarouter.*}; of requests, what
   * is counted from now on.
   */
  public void bindTo(MeterRegistry registry) {
    meters.forEach(each -> each.bindTo(registry));
  }

  /**
   * Has the operators' interface and {@link #probes()} show meters at {@code /metrics}.
   *
   * @param scrape writes them in Prometheus' text format; may block
   */
  public void showMetrics(Supplier<String> scrape) {
    modules.exposition().by(scrape);
  }

  /**
   * What tells who only watches that this proxy lives ({@code /live}), whether it is to be sent
   * requests ({@code /ready}), and its meters ({@code /metrics}). It asks for no token. Serves
   * requests on any event loop.
   */
  public Handler<HttpServerRequest> probes() {
    return request -> serving.probes().handle(request);
  }

  /** What the proxies know in common. */
  public SharedState state() {
    return state;
  }

  /** How many media requests are under way. */
  public int requests() {
    return drain.admission().present();
  }

  /** The circuit breakers of this proxy. */
  public Breakers breakers() {
    return modules.servers().breakers();
  }

  /** The transcodes that run in this process. */
  public Transcodes transcodes() {
    return modules.transcoding().transcodes();
  }

  /** Has the operators' interface say that this proxy stops; all requests are served as before. */
  public void announceStop() {
    stopping = true;
  }

  /**
   * Gets ready to stop: the operators' interface says so, batch work is given back, and no request
   * waits for capacity any more. Requests that still come are served.
   *
   * @return succeeds when nothing is under way, uploads included, or after {@code grace}
   */
  public Future<Void> drain(Duration grace) {
    stopping = true;
    return Future.join(modules.drain(), drain.await(grace)).otherwiseEmpty().mapEmpty();
  }

  /** Stops after what is under way has ended, or after {@code grace}. */
  public Future<Void> shutdown(Duration grace) {
    return drain(grace).transform(drained -> close());
  }

  /**
   * Stops at once: running transcodes are cancelled, jobs given back, and the cluster is left.
   * Closing again does nothing more.
   */
  public synchronized Future<Void> close() {
    if (closed == null) {
      closed = stop();
    }
    return closed;
  }

  private Future<Void> stop() {
    stopping = true;
    return modules
        .stop()
        .compose(removed -> vertx.executeBlocking(this::leave))
        .compose(left -> modules.servers().close())
        .eventually(logs::close);
  }

  private boolean leave() {
    state.close();
    return true;
  }

  /** The seat in hosts' proxies of the interceptor that is in force when a request comes. */
  private record LiveInterceptor(Supplier<MediaRoutingInterceptor> present)
      implements ProxyInterceptor {
    @Override
    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
      return present.get().handleProxyRequest(context);
    }

    @Override
    public Future<Void> handleProxyResponse(ProxyContext context) {
      return present.get().handleProxyResponse(context);
    }
  }
}
