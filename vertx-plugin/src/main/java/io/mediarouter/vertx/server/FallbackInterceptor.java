package io.mediarouter.vertx.server;

import io.mediarouter.vertx.call.BackEndClient;
import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.httpproxy.OriginRequestProvider;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;
import java.net.URI;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The end of the line for requests that are not for media: the fallback where one is configured,
 * 404 otherwise. WebSockets go there too, but for those in the place of media.
 */
final class FallbackInterceptor implements ProxyInterceptor, OriginRequestProvider {
  private static final int SWITCHING_PROTOCOLS = 101;

  private final BackEndClient http;
  private final Supplier<MediaRoutingConfig> config;
  private volatile @Nullable Site known;

  /** Where requests go by a configuration; no route = there is no fallback. */
  private record Site(MediaRoutingConfig config, String media, @Nullable FallbackRoute route) {}

  /**
   * An end of the line.
   *
   * @param http the client for the fallback
   * @param config is asked for each request
   */
  FallbackInterceptor(BackEndClient http, Supplier<MediaRoutingConfig> config) {
    this.http = http;
    this.config = config;
  }

  /** Another configuration is another object. */
  @SuppressWarnings("ReferenceEquality")
  private Site site() {
    MediaRoutingConfig now = config.get();
    Site site = known;
    if (site == null || site.config() != now) {
      URI fallback = now.fallback();
      var route = fallback == null ? null : FallbackRoute.to(fallback, http, now.front());
      site = new Site(now, now.prefix() + "/", route);
      known = site;
    }
    return site;
  }

  @Override
  public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
    Site site = site();
    FallbackRoute route = site.route();
    boolean media = context.request().proxiedRequest().path().startsWith(site.media());
    if (route == null || context.isWebSocket() && media) {
      return Future.succeededFuture(FallbackAnswers.status(context, 404));
    }
    Patience patience = Patience.of(context.request().proxiedRequest(), site.config());
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
    FallbackRoute route = site().route();
    return route == null ? Future.failedFuture("no fallback any more") : route.open(context);
  }
}
