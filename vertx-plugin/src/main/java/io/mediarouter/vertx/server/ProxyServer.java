package io.mediarouter.vertx.server;

import io.mediarouter.Assembly;
import io.mediarouter.vertx.MediaRouting;
import io.mediarouter.vertx.call.BackEndClient;
import io.mediarouter.vertx.config.ConfigFile;
import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.mediarouter.vertx.config.front.AdminConfig;
import io.mediarouter.vertx.config.front.AdminTokens;
import io.mediarouter.vertx.config.front.ProbesConfig;
import io.mediarouter.vertx.door.ControlFrames;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A reverse proxy of its own with media routing installed on it, on all event loops. */
@Assembly
public final class ProxyServer {
  /**
   * Vert.x takes a negative port for the name of a free one that all servers of that name share.
   */
  private static final AtomicInteger FREE_PORTS = new AtomicInteger();

  private static final Logger LOG = LoggerFactory.getLogger(ProxyServer.class);
  private static final int ADMIN_IDLE_SECONDS = 60;
  private static final long LOOK_MILLIS = 1000;

  private final Vertx vertx;
  private final MediaRouting routing;
  private final BackEndClient http;
  private final TlsSides tls;
  private final SendQueues queues;
  private final List<ProxyVerticle> shares = new ArrayList<>();
  private final List<String> deployments = new ArrayList<>();
  private @Nullable HttpServer admin;
  private @Nullable HttpServer probes;
  private @Nullable Scrape scrape;
  private int port;
  private long watching = -1;

  /** The listeners' TLS, where they speak it. */
  private record TlsSides(@Nullable TlsListener listen, @Nullable TlsListener admin) {
    static TlsSides of(MediaRoutingConfig config, Vertx vertx) {
      var clock = InstantSource.system();
      return new TlsSides(
          TlsListener.of("listen.tls", config.listen().tls(), vertx, clock),
          TlsListener.of("admin.tls", config.admin().tls(), vertx, clock));
    }

    List<TlsListener> all() {
      return Stream.of(listen, admin).filter(Objects::nonNull).toList();
    }

    void close() {
      all().forEach(TlsListener::close);
    }
  }

  private ProxyServer(Vertx vertx, MediaRouting routing, TlsSides tls) {
    this.vertx = vertx;
    this.tls = tls;
    this.queues = new SendQueues(vertx, System.nanoTime());
    this.routing = routing;
    this.http = new BackEndClient(vertx, routing.config());
  }

  /**
   * Starts on the configured address, with one event loop per processor; port 0 takes a free one.
   */
  public static Future<ProxyServer> start(Vertx vertx, MediaRoutingConfig config) {
    return check(vertx, config)
        .compose(
            tls ->
                MediaRouting.create(vertx, config)
                    .compose(routing -> new ProxyServer(vertx, routing, tls).listen()));
  }

  /** The same by a file, which is watched: what it says later is put in force, if it can be. */
  public static Future<ProxyServer> start(Vertx vertx, ConfigFile file) {
    return check(vertx, file.first())
        .compose(
            tls ->
                MediaRouting.create(vertx, file)
                    .compose(routing -> new ProxyServer(vertx, routing, tls).listen()))
        .onSuccess(proxy -> proxy.watch(file));
  }

  /**
   * Looks for what can only be found out about a configuration on the machine that it is for;
   * blocks.
   *
   * @throws IllegalArgumentException naming the key at fault
   */
  public static void check(MediaRoutingConfig config) {
    Vertx vertx = Vertx.vertx();
    try {
      look(vertx, config);
    } finally {
      vertx.close().await();
    }
  }

  private static Future<TlsSides> check(Vertx vertx, MediaRoutingConfig config) {
    Callable<TlsSides> check = () -> look(vertx, config);
    return vertx.executeBlocking(check, false);
  }

  private static TlsSides look(Vertx vertx, MediaRoutingConfig config) {
    StartChecks.require(config, AdminTokens.ofEnvironment(System.getenv(AdminTokens.VARIABLE)));
    return TlsSides.of(config, vertx);
  }

  private void watch(ConfigFile file) {
    watching = vertx.setPeriodic(LOOK_MILLIS, id -> look(file));
  }

  private void look(ConfigFile file) {
    Callable<Boolean> look =
        () -> {
          file.look();
          return true;
        };
    vertx
        .executeBlocking(look, false)
        .onFailure(cause -> LOG.error("The configuration file was not looked at", cause));
  }

  private Future<ProxyServer> listen() {
    return showMeters().compose(v -> listenToAll()).onFailure(cause -> close());
  }

  /** Before anybody is served, and on no event loop: a registry loads all of its library. */
  private Future<Void> showMeters() {
    Callable<Optional<Scrape>> make = () -> scrape(routing, new CertificateMeters(tls.all()));
    return vertx
        .executeBlocking(make, false)
        .onSuccess(made -> scrape = made.orElse(null))
        .mapEmpty();
  }

  /** Servers that listen on one address share its connections. */
  private Future<ProxyServer> listenToAll() {
    MediaRoutingConfig config = routing.config().get();
    var fallback = new FallbackInterceptor(http, routing.config());
    int asked = config.listen().port();
    int shared = asked == 0 ? -FREE_PORTS.incrementAndGet() : asked;
    Future<Void> listening = Future.succeededFuture();
    for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
      listening = listening.compose(v -> deploy(fallback, shared));
    }
    return listening
        .onSuccess(v -> follow(tls.listen(), shares.get(0)::server))
        .compose(v -> listenForOperators(config.admin()))
        .compose(v -> listenForProbes(config.probes()))
        .map(this);
  }

  private Future<Void> deploy(FallbackInterceptor fallback, int onPort) {
    var verticle =
        new ProxyVerticle(routing, fallback, tls.listen(), System::nanoTime, queues, onPort);
    shares.add(verticle);
    return vertx
        .deployVerticle(verticle)
        .onSuccess(deployments::add)
        .onSuccess(id -> port = verticle.port())
        .mapEmpty();
  }

  private Future<HttpServer> listenForOperators(AdminConfig config) {
    var options = new HttpServerOptions().setIdleTimeout(ADMIN_IDLE_SECONDS);
    TlsListener secured = tls.admin();
    if (secured != null) {
      secured.addTo(options);
    }
    return guarded(options)
        .requestHandler(routing.admin())
        .listen(config.port(), config.host())
        .onSuccess(server -> admin = server)
        .onSuccess(server -> follow(secured, () -> server))
        .recover(cause -> cannotListen("admin.port", config.host(), config.port(), cause));
  }

  /** One whose clients cannot keep it busy with frames that are no requests. */
  private HttpServer guarded(HttpServerOptions options) {
    return vertx
        .createHttpServer(options)
        .connectionHandler(new ControlFrames(System::nanoTime)::opened);
  }

  private Future<Void> listenForProbes(@Nullable ProbesConfig config) {
    if (config == null) {
      return Future.succeededFuture();
    }
    return guarded(new HttpServerOptions().setIdleTimeout(ADMIN_IDLE_SECONDS))
        .requestHandler(routing.probes())
        .listen(config.port(), config.host())
        .onSuccess(server -> probes = server)
        .recover(cause -> cannotListen("probes.port", config.host(), config.port(), cause))
        .mapEmpty();
  }

  private static void follow(@Nullable TlsListener secured, Supplier<HttpServer> server) {
    if (secured != null) {
      secured.follow(server);
    }
  }

  private static Future<HttpServer> cannotListen(
      String key, String host, int port, Throwable cause) {
    return Future.failedFuture(
        new IOException(key + ": " + port + " on " + host + ": " + cause.getMessage(), cause));
  }

  /** The port it listens on. */
  public int port() {
    return port;
  }

  /** The port on which operators reach it. */
  public int adminPort() {
    return admin == null ? 0 : admin.actualPort();
  }

  /** The port for who only watches; 0 = there is none. */
  public int probesPort() {
    return probes == null ? 0 : probes.actualPort();
  }

  /** What it routes media by. */
  public MediaRouting routing() {
    return routing;
  }

  /**
   * Stops in good order: says so to operators at once, and serves for {@code limits.lameDuck} more;
   * then takes no new connections, gives batch work back, lets what is under way end for as long as
   * {@code limits.shutdown} says, and closes.
   */
  public Future<Void> shutdown() {
    routing.announceStop();
    long lameDuck = routing.config().get().limits().lameDuck().toMillis();
    return lameDuck == 0 ? end() : vertx.timer(lameDuck).transform(heard -> end());
  }

  private Future<Void> end() {
    Duration grace = routing.config().get().limits().shutdown();
    List<Future<?>> ending = new ArrayList<>();
    ending.add(routing.drain(grace));
    shares.forEach(share -> ending.add(share.shutdown(grace)));
    return Future.join(ending).transform(ended -> close());
  }

  /** Stops listening, and then routing, at once. */
  public Future<Void> close() {
    vertx.cancelTimer(watching);
    tls.close();
    return Future.join(close(admin), close(probes))
        .transform(v -> Future.join(deployments.stream().map(vertx::undeploy).toList()))
        .transform(undeployed -> routing.close())
        .transform(closed -> http.close())
        .onComplete(closed -> closeScrape());
  }

  private static Future<Void> close(@Nullable HttpServer server) {
    return server == null ? Future.succeededFuture() : server.close();
  }

  /**
   * Empty without its library: the class then fails as soon as it is linked, so it is asked here.
   */
  private static Optional<Scrape> scrape(MediaRouting routing, CertificateMeters certificates) {
    try {
      return Optional.of(new Scrape(routing, certificates));
    } catch (NoClassDefFoundError absent) {
      LOG.info("No /metrics: {} is not on the class path", absent.getMessage());
      return Optional.empty();
    }
  }

  private void closeScrape() {
    if (scrape != null) {
      scrape.close();
    }
  }
}
