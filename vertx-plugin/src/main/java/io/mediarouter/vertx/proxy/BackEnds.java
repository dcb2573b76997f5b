package io.mediarouter.vertx.proxy;

import io.mediarouter.vertx.call.Call;
import io.mediarouter.vertx.call.Calls;
import io.mediarouter.vertx.call.Retries;
import io.mediarouter.vertx.config.TimeoutConfig;
import io.mediarouter.vertx.farm.BackEndClient;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.RequestOptions;
import java.util.function.Supplier;

/**
 * The way to back ends.
 *
 * @param http the client for all of them
 * @param calls lets calls through
 * @param retries allows for further attempts
 * @param timeouts longest waits
 */
record BackEnds(
    Vertx vertx,
    BackEndClient http,
    Calls calls,
    Retries retries,
    Supplier<TimeoutConfig> timeouts) {
  /**
   * A connection for a request of a call, when there is one free for this client: up to then the
   * server has been asked nothing.
   */
  Future<HttpClientRequest> connect(Exchange exchange, Call call, RequestOptions options) {
    String client = exchange.requester();
    return exchange
        .here(http.shares().take(call.serverId(), client))
        .onSuccess(v -> call.onEnd(() -> http.shares().release(call.serverId(), client)))
        .compose(v -> request(exchange, options))
        .onSuccess(request -> call.sent());
  }

  /** Another connection for a call that has had one. */
  Future<HttpClientRequest> request(Exchange exchange, RequestOptions options) {
    return exchange.isOver()
        ? Future.failedFuture(new ClientLeftException())
        : http.request(options);
  }

  /** The context of the request at hand. */
  Context context() {
    return vertx.getOrCreateContext();
  }
}
