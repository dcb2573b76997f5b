package io.mediarouter.vertx.server;

import io.mediarouter.vertx.MediaRouting;
import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.httpproxy.HttpProxy;
import java.net.URI;

/** One event loop's share of the stand-alone proxy. */
final class ProxyVerticle extends VerticleBase {
  private static final int LONGEST_LINE = 16 * 1024;
  private static final int CHUNK = 64 * 1024;
  private static final int HTTP = 80;

  private final MediaRoutingConfig config;
  private final MediaRouting routing;
  private int port;

  ProxyVerticle(MediaRoutingConfig config, MediaRouting routing, int port) {
    this.config = config;
    this.routing = routing;
    this.port = port;
  }

  @Override
  public Future<?> start() {
    var options =
        new HttpServerOptions()
            .setMaxInitialLineLength(LONGEST_LINE)
            .setMaxChunkSize(CHUNK)
            .setIdleTimeout((int) Math.max(1, config.timeouts().idle().toSeconds()));
    return vertx
        .createHttpServer(options)
        .requestHandler(proxy())
        .listen(port, config.listen().host())
        .onSuccess(server -> port = server.actualPort());
  }

  private HttpProxy proxy() {
    HttpProxy proxy = routing.installOn(HttpProxy.reverseProxy(client()));
    URI fallback = config.fallback();
    if (fallback == null) {
      return proxy.addInterceptor(new NotFoundInterceptor());
    }
    return proxy.origin(fallback.getPort() > 0 ? fallback.getPort() : HTTP, fallback.getHost());
  }

  private HttpClient client() {
    var options =
        new HttpClientOptions()
            .setMaxChunkSize(CHUNK)
            .setConnectTimeout((int) config.timeouts().connect().toMillis());
    return vertx.createHttpClient(
        options, new PoolOptions().setHttp1MaxSize(config.connectionsPerServer()));
  }

  int port() {
    return port;
  }
}
