package org.example.gateway;

import io.vertx.core.Future;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;

/** The interceptor that the gateway had before: it signs each answer of the back end. */
final class Signature implements ProxyInterceptor {
  @Override
  public Future<Void> handleProxyResponse(ProxyContext context) {
    context.response().putHeader("x-gateway", "example");
    return context.sendResponse();
  }
}
