package io.mediarouter.vertx.server;

import io.mediarouter.vertx.MediaRouting;
import io.mediarouter.vertx.config.AdminConfig;
import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A reverse proxy of its own with media routing installed on it, on all event loops. */
public final class ProxyServer {
  /**
   * Vert.x takes a negative port for the name of a free one that all servers of that name share.
   */
  private static final AtomicInteger FREE_PORTS = new AtomicInteger();

  private static final int ADMIN_IDLE_SECONDS = 60;

  private final Vertx vertx;
  private final MediaRouting routing;
  private final List<String> deployments = new ArrayList<>();
  private @Nullable HttpServer admin;
  private int port;

  private ProxyServer(Vertx vertx, MediaRouting routing) {
    this.vertx = vertx;
    this.routing = routing;
  }

  /**
   * Starts on the configured address, with one event loop per processor; port 0 takes a free one.
   */
  public static Future<ProxyServer> start(Vertx vertx, MediaRoutingConfig config) {
    return MediaRouting.create(vertx, config)
        .compose(routing -> new ProxyServer(vertx, routing).listen(config));
  }

  /** Servers that listen on one address share its connections. */
  private Future<ProxyServer> listen(MediaRoutingConfig config) {
    int asked = config.listen().port();
    int shared = asked == 0 ? -FREE_PORTS.incrementAndGet() : asked;
    Future<Void> listening = Future.succeededFuture();
    for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
      listening = listening.compose(v -> deploy(config, shared));
    }
    return listening
        .compose(v -> listenForOperators(config.admin()))
        .map(this)
        .onFailure(cause -> close());
  }

  private Future<Void> deploy(MediaRoutingConfig config, int onPort) {
    var verticle = new ProxyVerticle(config, routing, onPort);
    return vertx
        .deployVerticle(verticle)
        .onSuccess(deployments::add)
        .onSuccess(id -> port = verticle.port())
        .mapEmpty();
  }

  private Future<HttpServer> listenForOperators(AdminConfig config) {
    var options = new HttpServerOptions().setIdleTimeout(ADMIN_IDLE_SECONDS);
    return vertx
        .createHttpServer(options)
        .requestHandler(routing.admin())
        .listen(config.port(), config.host())
        .onSuccess(server -> admin = server)
        .recover(cause -> cannotListen(config, cause));
  }

  private static Future<HttpServer> cannotListen(AdminConfig config, Throwable cause) {
    return Future.failedFuture(
        new IOException(
            "admin.port: " + config.port() + " on " + config.host() + ": " + cause.getMessage(),
            cause));
  }

  /** The port it listens on. */
  public int port() {
    return port;
  }

  /** The port on which operators reach it. */
  public int adminPort() {
    return admin == null ? 0 : admin.actualPort();
  }

  /** What it routes media by. */
  public MediaRouting routing() {
    return routing;
  }

  /** Stops listening, and then routing. */
  public Future<Void> close() {
    HttpServer operators = admin;
    Future<Void> deaf = operators == null ? Future.succeededFuture() : operators.close();
    return deaf.transform(v -> Future.join(deployments.stream().map(vertx::undeploy).toList()))
        .transform(undeployed -> routing.close());
  }
}
