package io.mediarouter.vertx.server;

import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.mediarouter.vertx.farm.BackEndClient;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.httpproxy.OriginRequestProvider;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;
import java.net.URI;
import java.util.function.Supplier;

/**
 * The end of the line for requests that are not for media: the fallback where one is configured,
 * 404 otherwise. WebSockets go there too, but for those in the place of media.
 */
record FallbackInterceptor(BackEndClient http, Supplier<MediaRoutingConfig> config)
    implements ProxyInterceptor, OriginRequestProvider {
  private static final int SWITCHING_PROTOCOLS = 101;

  @Override
  public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
    MediaRoutingConfig now = config.get();
    URI fallback = now.fallback();
    boolean media = context.request().proxiedRequest().path().startsWith(now.prefix() + "/");
    if (fallback == null || context.isWebSocket() && media) {
      return Future.succeededFuture(FallbackAnswers.status(context, 404));
    }
    Patience patience = Patience.of(context.request().proxiedRequest(), now);
    var route = new FallbackRoute(http, fallback, now.front());
    Future<ProxyResponse> answer =
        context.isWebSocket() ? upgrade(route, context, patience) : route.send(context, patience);
    return answer.recover(cause -> Future.succeededFuture(FallbackAnswers.failure(context, cause)));
  }

  private static Future<ProxyResponse> upgrade(
      FallbackRoute route, ProxyContext context, Patience patience) {
    patience.stretch();
    return route.upgrade(context);
  }

  /** The host's proxy knows but one end of an upgrade: that it succeeds. */
  @Override
  public Future<Void> handleProxyResponse(ProxyContext context) {
    boolean refused =
        context.isWebSocket() && context.response().getStatusCode() != SWITCHING_PROTOCOLS;
    return refused ? context.response().send() : context.sendResponse();
  }

  /** Asked by the host's proxy for upgrades alone. */
  @Override
  public Future<HttpClientRequest> create(ProxyContext context) {
    MediaRoutingConfig now = config.get();
    URI fallback = now.fallback();
    return fallback == null
        ? Future.failedFuture("no fallback any more")
        : new FallbackRoute(http, fallback, now.front()).open(context);
  }
}
