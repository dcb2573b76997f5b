package io.mediarouter.vertx;

import io.mediarouter.vertx.proxy.MediaRoutingInterceptor;
import io.vertx.core.Future;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;
import java.util.function.Supplier;

/** The seat in hosts' proxies of the interceptor that is in force when a request comes. */
record LiveInterceptor(Supplier<MediaRoutingInterceptor> present) implements ProxyInterceptor {
  @Override
  public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
    return present.get().handleProxyRequest(context);
  }

  @Override
  public Future<Void> handleProxyResponse(ProxyContext context) {
    return present.get().handleProxyResponse(context);
  }
}
