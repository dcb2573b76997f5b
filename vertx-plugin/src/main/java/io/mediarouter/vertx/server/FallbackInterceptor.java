package io.mediarouter.vertx.server;

import io.mediarouter.farm.Authority;
import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.mediarouter.vertx.flow.BoundedBody;
import io.mediarouter.vertx.flow.Inlet;
import io.vertx.core.Future;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.OriginRequestProvider;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;
import java.net.URI;
import java.util.function.Supplier;

/**
 * The end of the line for requests that are not for media: the fallback where one is configured,
 * 404 otherwise.
 */
record FallbackInterceptor(HttpClient http, Supplier<MediaRoutingConfig> config)
    implements ProxyInterceptor, OriginRequestProvider {
  private static final int HTTP = 80;

  @Override
  public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
    return config.get().fallback() == null
        ? Future.succeededFuture(answer(context, 404))
        : context
            .sendRequest()
            .map(FallbackInterceptor::bounded)
            .recover(cause -> refuse(context, cause));
  }

  /** A client that does not read has little read for it. */
  private static ProxyResponse bounded(ProxyResponse response) {
    Body body = response.getBody();
    return body != null && body.stream() instanceof HttpClientResponse answer
        ? response.setBody(bounded(body, answer))
        : response;
  }

  private static Body bounded(Body body, HttpClientResponse answer) {
    var stream = new BoundedBody(Inlet.stoppable(answer));
    return Body.body(stream, body.length(), body.mediaType());
  }

  /** Too many wait for a connection already: that is no failure of the fallback's. */
  private static Future<ProxyResponse> refuse(ProxyContext context, Throwable cause) {
    return cause instanceof ConnectionPoolTooBusyException
        ? Future.succeededFuture(answer(context, 503).putHeader("retry-after", "2"))
        : Future.failedFuture(cause);
  }

  private static ProxyResponse answer(ProxyContext context, int status) {
    return context
        .request()
        .release()
        .response()
        .setStatusCode(status)
        .putHeader("content-length", "0");
  }

  @Override
  public Future<HttpClientRequest> create(ProxyContext context) {
    URI fallback = config.get().fallback();
    if (fallback == null) {
      return Future.failedFuture("no fallback any more");
    }
    Authority place = Authority.of(fallback).orElseThrow();
    var address = SocketAddress.inetSocketAddress(place.portOr(HTTP), place.host());
    return http.request(new RequestOptions().setServer(address));
  }
}
