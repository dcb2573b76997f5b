package io.mediarouter.vertx.server;

import io.mediarouter.vertx.config.front.LimitsConfig;
import io.mediarouter.vertx.door.Visit;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/** One request on a client's connection, from its head to the end of its answer. */
final class WatchedRequest {
  private final Visit request;

  /** Most requests are over before anybody looks. */
  private @Nullable Paces paces;

  private record Paces(Pace sending, Pace taking, Pace acknowledging) {
    Paces() {
      this(new Pace(), new Pace(), new Pace());
    }
  }

  WatchedRequest(Visit request) {
    this.request = request;
  }

  /** With HTTP/2, an answer that has ended may still wait for the client to take it. */
  boolean isOver() {
    HttpServerResponse response = request.response();
    boolean ended = response.ended() && !isMultiplexed();
    return ended || response.closed();
  }

  /** Whether others may have their turns on its connection meanwhile. */
  boolean isMultiplexed() {
    return request.version() == HttpVersion.HTTP_2;
  }

  /** Whether nothing more is written before the client has taken some of what was. */
  boolean isToBeTaken() {
    HttpServerResponse response = request.response();
    return response.ended() || response.writeQueueFull();
  }

  long bytesWritten() {
    return request.response().bytesWritten();
  }

  /** Looks whether it waits too long for the fallback. */
  void lookAtFallback(long nowNanos) {
    request.noted(Patience.class).ifPresent(patience -> patience.look(nowNanos));
  }

  /**
   * Breaks it off if the client sends its body, or takes the answer, too slowly.
   *
   * @param intake what is known of what it takes, while bytes wait for it; null = nothing
   * @return whether it was broken off
   */
  boolean look(long nowNanos, LimitsConfig limits, @Nullable Intake intake) {
    boolean known = intake != null && intake.isKnown();
    long taken = intake == null ? 0 : intake.taken();
    boolean waits = intake != null || isToBeTaken();
    Paces each = paces == null ? new Paces() : paces;
    paces = each;
    boolean tooSlow =
        isTooSlow(each.sending, !request.isEnded(), request.bytesRead(), nowNanos, limits)
            || isTooSlow(each.taking, waits && !known, bytesWritten(), nowNanos, limits)
            || isTooSlow(each.acknowledging, waits && known, taken, nowNanos, limits);
    if (tooSlow) {
      request.response().reset();
    }
    return tooSlow;
  }

  private static boolean isTooSlow(
      Pace pace, boolean pending, long bytes, long nowNanos, LimitsConfig limits) {
    return pace.isTooSlow(pending, bytes, nowNanos, limits.slowestClient(), limits.requestHead());
  }
}
