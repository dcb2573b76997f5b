package io.mediarouter.vertx.server;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/** The body that a client sends, or none, on its way to the fallback. */
final class SentBody {
  private SentBody() {}

  /**
   * Sends what {@code client} does, and ends {@code upstream} after it.
   *
   * @return fails where the client's body breaks off, or the fallback does not take it
   */
  static Future<Void> pass(HttpServerRequest client, HttpClientRequest upstream) {
    MultiMap headers = client.headers();
    if (headers.contains(HttpHeaders.CONTENT_LENGTH)) {
      return pipe(client, upstream);
    }
    if (headers.contains(HttpHeaders.TRANSFER_ENCODING)) {
      return pipe(client, upstream.setChunked(true));
    }
    if (client.version() == HttpVersion.HTTP_2 && !client.isEnded()) {
      return isAny(client, upstream).compose(any -> any ? pipe(client, upstream) : upstream.end());
    }
    client.resume();
    return upstream.end();
  }

  private static Future<Void> pipe(HttpServerRequest client, HttpClientRequest upstream) {
    return client.pipe().endOnFailure(false).to(upstream);
  }

  /**
   * Waits for what tells, with HTTP/2, whether there is a body, and sends its begin: a body in
   * chunks where there is none is refused by some servers.
   */
  private static Future<Boolean> isAny(HttpServerRequest client, HttpClientRequest upstream) {
    Promise<Boolean> any = Promise.promise();
    client
        .exceptionHandler(any::tryFail)
        .endHandler(end -> any.tryComplete(false))
        .handler(
            first -> {
              client.pause();
              upstream.setChunked(true).write(first);
              any.tryComplete(true);
            })
        .resume();
    return any.future();
  }
}
