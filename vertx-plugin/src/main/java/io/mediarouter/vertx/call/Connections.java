package io.mediarouter.vertx.call;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The way to servers: gives each request its connection, and small requests the whole of their
 * answers, bounded in time and size. Safe for use by many threads.
 */
@FunctionalInterface
public interface Connections {
  /**
   * A request on a connection to where {@code options} lead; fails where none comes about. Its
   * answer is paused when it begins. Once it is sent that would be too late: where it is sent from
   * another thread than the answer comes on, all of a short one may be past before anybody listens.
   */
  Future<HttpClientRequest> request(RequestOptions options);

  /**
   * Sends a request that has no content, and gets the answer to its end.
   *
   * @param limit longest time for all of it, once there is a connection
   * @param mostBytes largest body that is read
   */
  default Future<Answer> ask(RequestOptions options, Duration limit, int mostBytes) {
    return request(options).compose(request -> Answer.to(request, limit, mostBytes));
  }

  /** The same for a request that {@code send} sends. */
  default Future<Answer> ask(
      RequestOptions options,
      Function<HttpClientRequest, Future<HttpClientResponse>> send,
      Duration limit,
      int mostBytes) {
    return request(options)
        .compose(
            request ->
                Answer.to(
                    request,
                    send.apply(request.exceptionHandler(expected -> {})),
                    limit,
                    mostBytes));
  }

  /**
   * The status alone of what is answered to a request that {@code send} sends. The connection is
   * closed once it is there: the body is nothing to us, and may have no end.
   *
   * @param limit longest time, once there is a connection
   */
  default Future<Integer> status(
      RequestOptions options,
      Function<HttpClientRequest, Future<HttpClientResponse>> send,
      Duration limit) {
    return request(options)
        .compose(
            request ->
                send.apply(request)
                    .map(response -> response.exceptionHandler(cut -> {}).statusCode())
                    .timeout(Math.max(1, limit.toMillis()), TimeUnit.MILLISECONDS)
                    .onComplete(done -> request.reset()));
  }

  /** Has the answer to a request, which is not sent yet, paused when it begins. */
  static void pauseAnswer(HttpClientRequest request) {
    request.response().onSuccess(HttpClientResponse::pause);
  }
}
