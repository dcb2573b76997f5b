package io.mediarouter.vertx.server;

import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.mediarouter.vertx.door.Visit;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The time that one request leaves the fallback: how long that may be silent while it is waited
 * for, and that the client's connection is not taken for idle meanwhile. It has no timer of its
 * own: the {@link ClientWatch} looks at it now and then. Confined to the request's event loop.
 */
final class Patience {
  private final Visit visit;
  private final long limitNanos;
  private final long usualSeconds;
  private final long longerSeconds;
  private @Nullable Runnable giveUp;
  private boolean waiting;
  private boolean moved;
  private boolean stretched;
  private long silentSinceNanos;

  private Patience(Visit visit, Duration limit, Duration idle) {
    this.visit = visit;
    this.limitNanos = limit.toNanos();
    this.usualSeconds = Math.max(1, idle.toSeconds());
    this.longerSeconds = limit.toSeconds() + 1;
  }

  /** That of a request which goes to the fallback. */
  static Patience of(HttpServerRequest client, MediaRoutingConfig config) {
    Visit visit =
        Visit.of(client).orElseThrow(() -> new IllegalStateException("has come by no door"));
    var patience = new Patience(visit, config.front().fallbackTimeout(), config.timeouts().idle());
    visit.note(Patience.class, patience);
    return patience;
  }

  /** Has {@code whenItEnds} run when the fallback is silent for too long from now on. */
  void await(Runnable whenItEnds) {
    giveUp = whenItEnds;
    waiting = true;
    moved = true;
  }

  /** Learns that the fallback was not silent. */
  void moved() {
    moved = true;
  }

  /** Learns whether it is waited for. */
  void waiting(boolean isWaiting) {
    waiting = isWaiting;
  }

  /** Learns that nothing more is to come. */
  void end() {
    giveUp = null;
  }

  /** Looks how it stands. */
  void look(long nowNanos) {
    stretch();
    Runnable over = giveUp;
    if (!waiting || moved) {
      moved = false;
      silentSinceNanos = nowNanos;
    } else if (over != null && nowNanos - silentSinceNanos > limitNanos) {
      giveUp = null;
      over.run();
    }
  }

  /** Leaves the client's connection that time; most answers are there before anybody looks. */
  void stretch() {
    if (stretched || longerSeconds <= usualSeconds) {
      return;
    }
    stretched = true;
    IdleLimit.set(visit.connection(), longerSeconds);
    // With HTTP/2, others may wait on the same connection.
    if (visit.version() != HttpVersion.HTTP_2) {
      visit.onEnd(over -> IdleLimit.set(over.connection(), usualSeconds));
    }
  }
}
