package io.mediarouter.vertx.server;

import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.mediarouter.vertx.door.Step;
import io.mediarouter.vertx.door.Visit;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The watch over one event loop's clients that are slow, on purpose or not: each connection is
 * looked at about once a second. Confined to that event loop.
 *
 * <p>A connection without a request is closed when no head has come whole for a while, however many
 * bytes of it have. A request is broken off when its client moves fewer bytes than it has to, of
 * its body or of the answer, while there are some to move.
 */
final class ClientWatch implements Step {
  private static final long LONGEST_LOOK_MILLIS = 1000;
  private static final long SHORTEST_LOOK_MILLIS = 10;
  private static final int LOOKS_PER_LIMIT = 4;

  private final Map<HttpConnection, WatchedConnection> connections = new HashMap<>();
  private final Vertx vertx;
  private final LongSupplier nanoTime;
  private final SendQueues queues;
  private final Supplier<MediaRoutingConfig> config;

  ClientWatch(
      Vertx vertx, LongSupplier nanoTime, SendQueues queues, Supplier<MediaRoutingConfig> config) {
    this.vertx = vertx;
    this.nanoTime = nanoTime;
    this.queues = queues;
    this.config = config;
  }

  /** Begins to look; ends with the verticle that it belongs to. */
  void start() {
    long limit = shortestLimit(config.get()).toMillis() / LOOKS_PER_LIMIT;
    long wait = Math.max(SHORTEST_LOOK_MILLIS, Math.min(LONGEST_LOOK_MILLIS, limit));
    vertx.setTimer(wait, id -> lookAndGoOn());
  }

  private static Duration shortestLimit(MediaRoutingConfig config) {
    return Stream.of(
            config.limits().requestHead(),
            config.front().fallbackTimeout(),
            config.timeouts().idle())
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  private void lookAndGoOn() {
    MediaRoutingConfig now = config.get();
    long nanos = nanoTime.getAsLong();
    List.copyOf(connections.values()).forEach(each -> each.look(nanos, now));
    if (connections.values().stream().anyMatch(WatchedConnection::waitsForClient)) {
      queues.look(nanos, now.timeouts().idle());
    }
    start();
  }

  @Override
  public void opened(HttpConnection connection) {
    watched(connection);
  }

  @Override
  public void closed(HttpConnection connection) {
    connections.remove(connection);
  }

  private WatchedConnection watched(HttpConnection connection) {
    WatchedConnection known = connections.get(connection);
    return known == null ? watch(connection) : known;
  }

  private WatchedConnection watch(HttpConnection connection) {
    var watched = new WatchedConnection(connection, queues, nanoTime.getAsLong());
    connections.put(connection, watched);
    return watched;
  }

  @Override
  public void handle(Visit visit, Handler<Visit> next) {
    watched(visit.connection()).begun(new WatchedRequest(visit), nanoTime.getAsLong());
    next.handle(visit);
  }
}
