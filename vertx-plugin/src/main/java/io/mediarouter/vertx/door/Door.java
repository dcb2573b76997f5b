package io.mediarouter.vertx.door;

import io.mediarouter.request.Problem;
import io.mediarouter.urgency.Trust;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.httpproxy.HttpProxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The front door of an HTTP server: each request passes its steps, in order, before anything else
 * sees it, and each connection is told to them. Safe for use by many threads.
 */
public final class Door {
  private static final Logger LOG = LoggerFactory.getLogger(Door.class);
  private static final Problem DEFECT =
      Problem.of(500, "Internal error", "The request could not be served; it was logged.");

  private final List<Step> steps;
  private final LongSupplier nanoTime;

  /**
   * A door with these steps alone, the outermost first.
   *
   * @param nanoTime of durations, nanoseconds
   */
  public Door(List<Step> steps, LongSupplier nanoTime) {
    this.steps = List.copyOf(steps);
    this.nanoTime = nanoTime;
  }

  /**
   * A door that refuses what is malformed or goes in a circle, and finds out who asks.
   *
   * @param trustedProxies the peers that are believed about whom they ask for
   * @param pseudonym what this process calls itself in {@code Via}, like no other
   * @param nanoTime of durations, nanoseconds
   * @param witnesses the steps that see what is refused too, once it is known who asks
   */
  public static Door of(
      Supplier<Trust> trustedProxies, String pseudonym, LongSupplier nanoTime, Step... witnesses) {
    return new Door(List.of(new Introduction(trustedProxies)), nanoTime)
        .with(witnesses)
        .with(new Guard(), new Via(pseudonym));
  }

  /** The same door with further steps behind its own, in this order. */
  public Door with(Step... further) {
    List<Step> all = new ArrayList<>(steps);
    all.addAll(List.of(further));
    return new Door(all, nanoTime);
  }

  /**
   * Puts the door before what serves {@code server}'s requests, before it listens; takes its
   * handlers of connections, of requests and of those that cannot be read. Returns {@code server}.
   *
   * @param inside gets what the door lets in, each as a {@link Visit}
   */
  public HttpServer installOn(HttpServer server, Handler<HttpServerRequest> inside) {
    Handler<HttpServerRequest> whole = before(inside);
    return server
        .connectionHandler(this::opened)
        .requestHandler(whole)
        .invalidRequestHandler(whole);
  }

  /**
   * Has each connection that {@code server} takes from now on be looked at from its first byte on;
   * it listens, and speaks no TLS. Where it speaks HTTP/2 so, Vert.x tells of the first connection
   * when its first request has been decoded, which is too late to see how that was written.
   *
   * @return {@code server}, once they are looked at so
   */
  public Future<HttpServer> attend(HttpServer server) {
    return Listener.of(server).map(Listener::attend).orElseGet(Door::unknown).map(server);
  }

  private static Future<Void> unknown() {
    LOG.warn(
        "This Vert.x does not show where it listens: where HTTP/2 is spoken without TLS, the very"
            + " first request is not looked at as it is written; setHttp2ClearTextEnabled(false)"
            + " has it looked at");
    return Future.succeededFuture();
  }

  /**
   * The door and what is behind it, as one handler of requests: for a server whose connections are
   * the host's own affair.
   */
  public Handler<HttpServerRequest> before(Handler<HttpServerRequest> inside) {
    Handler<Visit> chain = inside::handle;
    for (int i = steps.size() - 1; i >= 0; i--) {
      Step step = steps.get(i);
      Handler<Visit> next = chain;
      chain = visit -> step.handle(visit, next);
    }
    Handler<Visit> first = chain;
    boolean wrapping = !(inside instanceof HttpProxy);
    return request -> enter(request, first, wrapping);
  }

  /** Routers and the like wrap requests, before they hand them to the proxy. */
  private void enter(HttpServerRequest request, Handler<Visit> first, boolean wrapping) {
    var visit = new Visit(request, nanoTime.getAsLong());
    if (wrapping) {
      visit.standForWrapped();
    }
    try {
      first.handle(visit);
    } catch (RuntimeException defect) {
      LOG.error("Not served: {}", request.path(), defect);
      visit.refuse(DEFECT);
    }
  }

  private void opened(HttpConnection connection) {
    steps.forEach(step -> step.opened(connection));
    connection.closeHandler(v -> steps.forEach(step -> step.closed(connection)));
  }
}
