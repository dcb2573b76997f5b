package io.mediarouter.vertx.server;

import io.mediarouter.vertx.call.BackEndClient;
import io.mediarouter.vertx.call.ConnectionShares;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.RequestOptions;

/**
 * A connection to the fallback, of which each client has but a share. Belongs to the request's
 * context.
 */
final class FallbackConnection {
  /** In place of a server's name. */
  static final String NAME = "the fallback";

  private final HttpClientRequest request;
  private final Runnable release;
  private boolean free;

  private FallbackConnection(HttpClientRequest request, Runnable release) {
    this.request = request;
    this.release = release;
  }

  /** One that is to be {@linkplain #giveBack given back}. */
  static Future<FallbackConnection> open(
      BackEndClient http, RequestOptions options, String client) {
    ConnectionShares shares = http.shares();
    Runnable release = () -> shares.release(NAME, client);
    return here(shares.take(NAME, client))
        .compose(v -> http.requestHere(options).onFailure(cause -> release.run()))
        .map(request -> new FallbackConnection(request, release));
  }

  private static Future<Void> here(Future<Void> anywhere) {
    Context here = Vertx.currentContext();
    return anywhere.isComplete() || here == null
        ? anywhere
        : Future.fromCompletionStage(anywhere.toCompletionStage(), here);
  }

  HttpClientRequest request() {
    return request;
  }

  /** Lets others have it; doing so again does nothing. */
  void giveBack() {
    if (!free) {
      free = true;
      release.run();
    }
  }
}
