package io.mediarouter.vertx.stock;

import io.mediarouter.vertx.call.Answer;
import io.mediarouter.vertx.call.Connections;
import io.mediarouter.vertx.farm.BackEnd;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The one who asks one server, gently: one request after the other, with a rest before each. Its
 * requests go past the breakers: nobody waits for them.
 */
final class Asker {
  private static final int MOST_BYTES = 16 << 20;
  private static final long REST_MILLIS = 5;

  private final Vertx vertx;
  private final Connections http;
  private final BackEnd server;
  private final Supplier<Duration> patience;

  /**
   * An asker.
   *
   * @param patience tells the longest time for one answer
   */
  Asker(Vertx vertx, Connections http, BackEnd server, Supplier<Duration> patience) {
    this.vertx = vertx;
    this.http = http;
    this.server = server;
    this.patience = patience;
  }

  BackEnd server() {
    return server;
  }

  Future<Answer> ask(HttpMethod method, String path) {
    return send(server.request(method, path), HttpClientRequest::send);
  }

  Future<Answer> put(String path, Buffer content, String type) {
    return send(
        server.request(HttpMethod.PUT, path),
        request -> request.putHeader("content-type", type).send(content));
  }

  /** What the folder at {@code path} holds, as WebDAV tells it. */
  Future<Answer> properties(String path) {
    return send(
        server.request(HttpMethod.PROPFIND, path),
        request -> request.putHeader("depth", "1").putHeader("content-length", "0").send());
  }

  /** What begins with {@code prefix} in an S3 store's bucket. */
  Future<Answer> bucket(String query) {
    return send(server.bucketRequest(query), HttpClientRequest::send);
  }

  private Future<Answer> send(
      RequestOptions options, Function<HttpClientRequest, Future<HttpClientResponse>> send) {
    return vertx
        .timer(REST_MILLIS)
        .compose(v -> http.ask(options, send, patience.get(), MOST_BYTES));
  }
}
