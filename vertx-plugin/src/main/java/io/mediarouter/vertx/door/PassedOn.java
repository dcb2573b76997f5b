package io.mediarouter.vertx.door;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;

/**
 * The interceptor by which a host's reverse proxy passes on what has come by the door with the
 * door's fields: its back end learns who asks ({@code X-Forwarded-*}, {@code X-Real-IP}) from who
 * is vouched for, {@code Via} is added both ways, and what belongs to one connection stays there.
 * What has come by no door is passed on as it is. To be added behind media routing, whose own
 * answers it does not touch.
 */
public final class PassedOn implements ProxyInterceptor {
  @Override
  public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
    HttpServerRequest client = context.request().proxiedRequest();
    if (Visit.of(client).isPresent()) {
      HopByHop.strip(context.request().headers());
      ForwardedFields.replace(context.request().headers(), client);
    }
    return context.sendRequest();
  }

  @Override
  public Future<Void> handleProxyResponse(ProxyContext context) {
    HttpServerRequest client = context.request().proxiedRequest();
    if (Visit.of(client).isPresent()) {
      HopByHop.strip(context.response().headers());
      Via.add(context.response().headers(), client, HttpVersion.HTTP_1_1);
    }
    return context.sendResponse();
  }
}
