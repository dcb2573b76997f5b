package io.mediarouter.vertx.server;

import io.mediarouter.vertx.config.LimitsConfig;
import io.mediarouter.vertx.door.Visit;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;

/** One request on a client's connection, from its head to the end of its answer. */
final class WatchedRequest {
  private final Pace sending = new Pace();
  private final Pace taking = new Pace();
  private final Visit request;

  WatchedRequest(Visit request) {
    this.request = request;
  }

  /** With HTTP/2, an answer that has ended may still wait for the client to take it. */
  boolean isOver() {
    HttpServerResponse response = request.response();
    boolean ended = response.ended() && request.version() != HttpVersion.HTTP_2;
    return ended || response.closed();
  }

  /** Breaks it off if the client sends its body, or takes the answer, too slowly. */
  void look(long nowNanos, LimitsConfig limits) {
    request.noted(Patience.class).ifPresent(patience -> patience.look(nowNanos));
    HttpServerResponse response = request.response();
    boolean toSend = response.ended() || response.writeQueueFull();
    if (isTooSlow(sending, !request.isEnded(), request.bytesRead(), nowNanos, limits)
        || isTooSlow(taking, toSend, response.bytesWritten(), nowNanos, limits)) {
      response.reset();
    }
  }

  private static boolean isTooSlow(
      Pace pace, boolean pending, long bytes, long nowNanos, LimitsConfig limits) {
    return pace.isTooSlow(pending, bytes, nowNanos, limits.slowestClient(), limits.requestHead());
  }
}
