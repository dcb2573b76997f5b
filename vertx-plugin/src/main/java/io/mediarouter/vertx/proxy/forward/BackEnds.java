package io.mediarouter.vertx.proxy.forward;

import io.mediarouter.vertx.call.Answer;
import io.mediarouter.vertx.call.BackEndClient;
import io.mediarouter.vertx.call.Call;
import io.mediarouter.vertx.call.Calls;
import io.mediarouter.vertx.call.Retries;
import io.mediarouter.vertx.config.TimeoutConfig;
import io.mediarouter.vertx.proxy.exchange.ClientLeftException;
import io.mediarouter.vertx.proxy.exchange.Exchange;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The way to back ends.
 *
 * @param http the client for all of them
 * @param calls lets calls through
 * @param retries allows for further attempts
 * @param timeouts longest waits
 */
public record BackEnds(
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
    return exchange.then(
        http.shares().take(call.serverId(), client), v -> opened(exchange, call, options, client));
  }

  private Future<HttpClientRequest> opened(
      Exchange exchange, Call call, RequestOptions options, String client) {
    call.onEnd(() -> http.shares().release(call.serverId(), client));
    return request(exchange, options).onSuccess(request -> call.sent());
  }

  /** Another connection for a call that has had one. */
  Future<HttpClientRequest> request(Exchange exchange, RequestOptions options) {
    return exchange.isOver()
        ? Future.failedFuture(new ClientLeftException())
        : http.requestHere(options);
  }

  /**
   * Sends a request of a call.
   *
   * @return the beginning of the answer, paused; fails if it cannot be read, or does not come in
   *     time
   */
  Future<HttpClientResponse> head(HttpClientRequest upstream, Call call) {
    Context here = context();
    call.limitFirstByte(
        timeouts.get().firstByte(), () -> here.runOnContext(v -> giveUp(upstream, call)));
    return upstream.send().transform((response, cause) -> begun(response, cause, upstream, call));
  }

  /** It may have begun while this was on its way. */
  private static void giveUp(HttpClientRequest upstream, Call call) {
    if (call.isOverdue()) {
      upstream.reset();
    }
  }

  private static Future<HttpClientResponse> begun(
      @Nullable HttpClientResponse response,
      @Nullable Throwable cause,
      HttpClientRequest upstream,
      Call call) {
    Future<HttpClientResponse> head =
        response == null
            ? Future.failedFuture(
                cause == null || call.isOverdue()
                    ? new TimeoutException()
                    : Answer.asServers(cause))
            : Answer.readable(response);
    if (head.succeeded()) {
      call.begun();
    } else {
      upstream.reset();
    }
    return head;
  }

  /** The context of the request at hand. */
  Context context() {
    return vertx.getOrCreateContext();
  }
}
