package io.mediarouter.harness.bench;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.httpproxy.HttpProxy;
import java.net.URI;

/**
 * The reverse proxy without media routing: one event loop's share, with the buffers, pools and
 * timeouts that the stand-alone proxy has by default, so that nothing but the routing differs.
 */
final class BareProxy extends VerticleBase {
  private static final int LONGEST_LINE = 16 * 1024;
  private static final int CHUNK = 64 * 1024;
  private static final int IDLE_SECONDS = 30;
  private static final int CONNECT_MILLIS = 1000;
  private static final int KEEP_ALIVE_SECONDS = 20;
  private static final int CONNECTIONS = 256;

  private final URI origin;
  private int port;

  /**
   * A proxy to one server.
   *
   * @param port to listen on; negative: a free one, shared by all of that number
   */
  BareProxy(URI origin, int port) {
    this.origin = origin;
    this.port = port;
  }

  @Override
  public Future<HttpServer> start() {
    var options =
        new HttpServerOptions()
            .setMaxInitialLineLength(LONGEST_LINE)
            .setMaxChunkSize(CHUNK)
            .setIdleTimeout(IDLE_SECONDS);
    return vertx
        .createHttpServer(options)
        .requestHandler(proxy())
        .listen(port, "127.0.0.1")
        .onSuccess(server -> port = server.actualPort());
  }

  private HttpProxy proxy() {
    var options =
        new HttpClientOptions()
            .setMaxChunkSize(CHUNK)
            .setConnectTimeout(CONNECT_MILLIS)
            .setKeepAliveTimeout(KEEP_ALIVE_SECONDS);
    var pool = new PoolOptions().setHttp1MaxSize(CONNECTIONS);
    return HttpProxy.reverseProxy(vertx.createHttpClient(options, pool))
        .origin(origin.getPort(), origin.getHost());
  }

  int port() {
    return port;
  }
}
