package io.mediarouter.vertx.call;

import io.mediarouter.vertx.call.ClientPools.Bounds;
import io.mediarouter.vertx.config.LiveConfig;
import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.mediarouter.vertx.config.TimeoutConfig;
import io.mediarouter.vertx.flow.Inlet;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The client for back ends, whose bounds follow the configuration. Vert.x fixes those of a client,
 * so other bounds make another client; what runs on the former one ends there. Safe for use by many
 * threads.
 */
public final class BackEndClient implements Connections {
  private static final long LONGEST_ENDING_MINUTES = 60;
  private static final long RETIRED_AFTER_MILLIS = 1000;

  private final Vertx vertx;
  private final LiveConfig config;
  private final ConnectionShares shares;
  private final int eventLoops;
  private volatile ClientPools present;

  /** A client that follows {@code config}. */
  public BackEndClient(Vertx vertx, LiveConfig config) {
    this(vertx, config, Runtime.getRuntime().availableProcessors());
  }

  /**
   * The same.
   *
   * @param eventLoops how many serve requests, at least 1
   */
  BackEndClient(Vertx vertx, LiveConfig config, int eventLoops) {
    this.vertx = vertx;
    this.eventLoops = eventLoops;
    this.config = config;
    present = new ClientPools(vertx, bounds(config.get()), eventLoops);
    shares =
        new ConnectionShares(
            vertx,
            () -> config.get().connectionsPerServer(),
            () -> config.get().limits().waitingPerServer(),
            () -> Duration.ofMillis(longestWaitMillis()));
    config.onChange(changed -> follow(bounds(changed)));
  }

  private static Bounds bounds(MediaRoutingConfig config) {
    return new Bounds(
        config.timeouts().connect(),
        config.connectionsPerServer(),
        config.limits().waitingPerServer());
  }

  private synchronized void follow(Bounds changed) {
    ClientPools former = present;
    if (!changed.equals(former.bounds())) {
      present = new ClientPools(vertx, changed, eventLoops);
      // Somebody may have just taken it for the present one, and not asked it yet.
      vertx.setTimer(
          RETIRED_AFTER_MILLIS, id -> former.shutdown(LONGEST_ENDING_MINUTES, TimeUnit.MINUTES));
    }
  }

  /** What bounds how many connections to one server one client may hold. */
  public ConnectionShares shares() {
    return shares;
  }

  /** Fails as if there were no room in the waiting line, when the wait in it takes too long. */
  @Override
  public Future<HttpClientRequest> request(RequestOptions options) {
    if (options.getTimeout() >= 0 || options.getConnectTimeout() >= 0) {
      return present.request(options).onSuccess(BackEndClient::prepare);
    }
    return present
        .request(new RequestOptions(options).setConnectTimeout(longestWaitMillis()))
        .transform(BackEndClient::connected);
  }

  /**
   * The same for the request of a client, on a connection of the event loop at hand where there is
   * one to be had.
   *
   * @param options may be changed, and are nobody else's meanwhile
   */
  public Future<HttpClientRequest> requestHere(RequestOptions options) {
    return present
        .requestHere(options.setConnectTimeout(longestWaitMillis()))
        .transform(BackEndClient::connected);
  }

  /** A server that takes no connection fails otherwise than a wait, and sooner. */
  private static Future<HttpClientRequest> connected(
      @Nullable HttpClientRequest request, @Nullable Throwable cause) {
    if (request != null) {
      prepare(request);
      return Future.succeededFuture(request);
    }
    return Future.failedFuture(
        cause instanceof TimeoutException
            ? new ConnectionPoolTooBusyException("no connection came free in time")
            : cause);
  }

  private static void prepare(HttpClientRequest request) {
    Inlet.expect(request);
    Connections.pauseAnswer(request);
  }

  /** Longer than a connection takes to come about, or a server that is gone would seem busy. */
  private long longestWaitMillis() {
    TimeoutConfig timeouts = config.get().timeouts();
    return Math.max(timeouts.firstByte().toMillis(), timeouts.connect().toMillis() + 1);
  }

  /** Closes all connections at once. */
  public Future<Void> close() {
    return present.shutdown(0, TimeUnit.SECONDS);
  }
}
