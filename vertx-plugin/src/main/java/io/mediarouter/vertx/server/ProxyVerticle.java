package io.mediarouter.vertx.server;

import io.mediarouter.vertx.MediaRouting;
import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.mediarouter.vertx.config.front.ListenConfig;
import io.mediarouter.vertx.door.Door;
import io.mediarouter.vertx.door.Step;
import io.mediarouter.vertx.door.Visit;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.httpproxy.HttpProxy;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One event loop's share of the stand-alone proxy. */
final class ProxyVerticle extends VerticleBase {
  private static final int LONGEST_LINE = 16 * 1024;
  private static final int CHUNK = 64 * 1024;
  private static final int LARGEST_HEAD = 32 * 1024;
  private static final int MOST_STREAMS = 100;

  private final MediaRouting routing;
  private final FallbackInterceptor fallback;
  private final @Nullable TlsListener tls;
  private final LongSupplier nanoTime;
  private final SendQueues queues;
  private final int port;
  private @Nullable HttpServer server;

  /**
   * A share of the proxy.
   *
   * @param fallback takes what is not for media
   * @param tls null = it is not spoken
   * @param nanoTime of durations, nanoseconds
   * @param queues tells what clients have not taken yet
   * @param port where to listen, as Vert.x takes it
   */
  ProxyVerticle(
      MediaRouting routing,
      FallbackInterceptor fallback,
      @Nullable TlsListener tls,
      LongSupplier nanoTime,
      SendQueues queues,
      int port) {
    this.routing = routing;
    this.fallback = fallback;
    this.tls = tls;
    this.nanoTime = nanoTime;
    this.queues = queues;
    this.port = port;
  }

  @Override
  public Future<?> start() {
    var watch = new ClientWatch(vertx, nanoTime, queues, routing.config());
    ListenConfig listen = routing.config().get().listen();
    watch.start();
    HttpServer made = vertx.createHttpServer(options(routing.config().get()));
    Door door =
        routing.door().with(new AnnouncedConnections(routing.config()), watch, routing.shortcut());
    return door.installOn(made, proxy())
        .listen(port, listen.host())
        .compose(
            listening -> tls == null ? door.attend(listening) : Future.succeededFuture(listening))
        .onSuccess(listening -> server = listening);
  }

  private HttpServerOptions options(MediaRoutingConfig config) {
    var http2 =
        new Http2Settings()
            .setMaxConcurrentStreams(MOST_STREAMS)
            .setMaxHeaderListSize(LARGEST_HEAD);
    var options =
        new HttpServerOptions()
            .setMaxInitialLineLength(LONGEST_LINE)
            .setMaxChunkSize(CHUNK)
            .setInitialSettings(http2)
            .setHttp2ClearTextEnabled(config.listen().h2c())
            .setUseProxyProtocol(config.listen().proxyProtocol())
            .setProxyProtocolTimeoutUnit(TimeUnit.MILLISECONDS)
            .setProxyProtocolTimeout(config.limits().requestHead().toMillis())
            .setIdleTimeout((int) Math.max(1, config.timeouts().idle().toSeconds()));
    if (tls != null) {
      tls.addTo(options);
    }
    return options;
  }

  /** The client that the host's proxy wants is not used: the fallback has one of its own. */
  private HttpProxy proxy() {
    return routing
        .installOn(HttpProxy.reverseProxy(vertx.createHttpClient()))
        .addInterceptor(fallback, true)
        .origin(fallback);
  }

  /** The listener, once it listens. */
  HttpServer server() {
    return Objects.requireNonNull(server, "server");
  }

  int port() {
    return server == null ? port : server.actualPort();
  }

  /** Takes no new connections, and closes each when its requests have ended, or after a while. */
  Future<Void> shutdown(Duration grace) {
    return server == null
        ? Future.succeededFuture()
        : server.shutdown(Math.max(1, grace.toMillis()), TimeUnit.MILLISECONDS);
  }

  /**
   * The step that closes connections which are announced by the PROXY protocol, but not by a
   * trusted proxy: anybody could say there to be anybody.
   */
  private record AnnouncedConnections(Supplier<MediaRoutingConfig> config) implements Step {
    @Override
    public void opened(HttpConnection connection) {
      MediaRoutingConfig now = config.get();
      if (now.listen().proxyProtocol() && !now.front().trustedProxies().covers(peer(connection))) {
        connection.close();
      }
    }

    private static String peer(HttpConnection connection) {
      SocketAddress real = connection.remoteAddress(true);
      String host = real == null ? null : real.hostAddress();
      return host == null ? "" : host;
    }

    @Override
    public void handle(Visit visit, Handler<Visit> next) {
      next.handle(visit);
    }
  }
}
