package io.mediarouter.vertx.server;

import io.vertx.core.Future;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;

/**
 * The end of the line for requests that are not for media, where no fallback is configured: 404.
 */
final class NotFoundInterceptor implements ProxyInterceptor {
  private static final int NOT_FOUND = 404;

  @Override
  public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
    return Future.succeededFuture(
        context
            .request()
            .release()
            .response()
            .setStatusCode(NOT_FOUND)
            .putHeader("content-length", "0"));
  }
}
