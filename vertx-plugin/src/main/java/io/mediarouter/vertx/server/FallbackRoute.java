package io.mediarouter.vertx.server;

import io.mediarouter.farm.Authority;
import io.mediarouter.vertx.call.Answer;
import io.mediarouter.vertx.call.BackEndClient;
import io.mediarouter.vertx.call.BackEndException;
import io.mediarouter.vertx.config.front.FallbackHost;
import io.mediarouter.vertx.config.front.FrontConfig;
import io.mediarouter.vertx.door.ForwardedFields;
import io.mediarouter.vertx.door.HopByHop;
import io.mediarouter.vertx.door.Via;
import io.mediarouter.vertx.door.Visit;
import io.mediarouter.vertx.flow.AnswerBacklog;
import io.mediarouter.vertx.flow.BoundedBody;
import io.mediarouter.vertx.flow.ClientBacklog;
import io.mediarouter.vertx.flow.CuttableBody;
import io.mediarouter.vertx.flow.Inlet;
import io.mediarouter.vertx.flow.RelayedResponse;
import io.mediarouter.vertx.flow.Sparing;
import io.mediarouter.vertx.flow.SparingBody;
import io.mediarouter.vertx.proxy.fields.PartedAnswer;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.streams.ReadStream;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyRequest;
import io.vertx.httpproxy.ProxyResponse;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The way of requests to the fallback and back: with clean fields both ways, and no wait without an
 * end.
 *
 * @param http has the bounds of waits for connections
 * @param base path of all that is asked for there, without a slash at its end
 */
record FallbackRoute(
    BackEndClient http, String host, int port, boolean tls, String base, FrontConfig front) {
  private static final int HTTP = 80;
  private static final int HTTPS = 443;
  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;

  /** The way to a fallback, whose path ends in a slash. */
  static FallbackRoute to(URI fallback, BackEndClient http, FrontConfig front) {
    Authority place = Authority.of(fallback).orElseThrow();
    boolean tls = "https".equalsIgnoreCase(fallback.getScheme());
    String path = fallback.getRawPath();
    return new FallbackRoute(
        http,
        place.host(),
        place.portOr(tls ? HTTPS : HTTP),
        tls,
        path.substring(0, path.length() - 1),
        front);
  }

  /** Answers what the fallback does. */
  Future<ProxyResponse> send(ProxyContext context, Patience patience) {
    boolean expecting = context.request().headers().contains(HttpHeaders.EXPECT);
    clean(context.request());
    return connect(context)
        .compose(
            held -> {
              Visit visit = visit(context);
              visit.onEnd(end -> held.giveBack());
              if (expecting) {
                visit.response().writeContinue();
              }
              return exchange(context, held, patience);
            });
  }

  /** Has the host's proxy upgrade the connection, if the fallback agrees in time. */
  Future<ProxyResponse> upgrade(ProxyContext context) {
    MultiMap headers = context.request().headers();
    ForwardedFields.replace(headers, context.request().proxiedRequest());
    context.request().setURI(target(context.request().getURI()));
    return context.sendRequest().timeout(limitMillis(), TimeUnit.MILLISECONDS);
  }

  private long limitMillis() {
    return front.fallbackTimeout().toMillis();
  }

  private static void clean(ProxyRequest request) {
    MultiMap headers = request.headers();
    HopByHop.strip(headers);
    headers.remove(HttpHeaders.EXPECT).remove(HttpHeaders.HOST);
    ForwardedFields.replace(headers, request.proxiedRequest());
  }

  /** A path below the fallback's own. */
  private String target(String uri) {
    return base.isEmpty() ? uri : base + uri;
  }

  private static Visit visit(ProxyContext context) {
    return Visit.of(context.request().proxiedRequest())
        .orElseThrow(() -> new IllegalStateException("has come by no door"));
  }

  /**
   * A request to the fallback for the host's proxy, for which there is a connection; it is counted
   * as nobody's. The proxy pauses its answer itself where it has to, and never what is upgraded.
   */
  Future<HttpClientRequest> open(ProxyContext context) {
    return http.requestHere(options(context))
        .onSuccess(upstream -> name(context, upstream))
        .onSuccess(upstream -> upstream.response().onSuccess(HttpClientResponse::resume));
  }

  private Future<FallbackConnection> connect(ProxyContext context) {
    return FallbackConnection.open(http, options(context), visit(context).client())
        .onSuccess(held -> name(context, held.request()));
  }

  private RequestOptions options(ProxyContext context) {
    return new RequestOptions()
        .setMethod(context.request().getMethod())
        .setHost(host)
        .setPort(port)
        .setSsl(tls)
        .setURI(target(context.request().proxiedRequest().uri()));
  }

  private void name(ProxyContext context, HttpClientRequest upstream) {
    HostAndPort asked = context.request().proxiedRequest().authority();
    if (front.fallbackHost() == FallbackHost.CLIENT && asked != null) {
      upstream.authority(asked);
    }
  }

  private Future<ProxyResponse> exchange(
      ProxyContext context, FallbackConnection held, Patience patience) {
    HttpClientRequest upstream = held.request();
    upstream.exceptionHandler(expected -> {});
    visit(context).onEnd(end -> letGo(end, upstream));
    try {
      upstream.headers().addAll(context.request().headers());
      Promise<HttpClientResponse> head = Promise.promise();
      Answer.readable(upstream.response()).onSuccess(head::tryComplete).onFailure(head::tryFail);
      SentBody.pass(context.request().proxiedRequest(), upstream)
          .onSuccess(sent -> giveUpLater(head, patience))
          .onFailure(cause -> head.tryFail(new ClientBodyException(cause)));
      return head.future()
          .onFailure(cause -> upstream.reset())
          .map(response -> relayed(context, held, response, patience));
    } catch (RuntimeException e) {
      // What the client refuses to send would hold its connection for ever.
      upstream.connection().close();
      return Future.failedFuture(e);
    }
  }

  private static void letGo(Visit visit, HttpClientRequest upstream) {
    if (!visit.response().ended()) {
      upstream.reset();
    }
  }

  /** While the body is on its way, its client is watched, and the fallback need not answer. */
  private static void giveUpLater(Promise<HttpClientResponse> head, Patience patience) {
    if (!head.future().isComplete()) {
      patience.await(() -> head.tryFail(new TimeoutException("no answer in time")));
    }
  }

  private ProxyResponse relayed(
      ProxyContext context,
      FallbackConnection held,
      HttpClientResponse response,
      Patience patience) {
    HttpServerRequest client = context.request().proxiedRequest();
    ProxyResponse relayed = RelayedResponse.of(context.request(), response);
    HopByHop.strip(relayed.headers());
    Via.add(relayed.headers(), client, response.version());
    if (isBodiless(client.method(), response.statusCode())) {
      response.resume();
      return relayed;
    }
    var timed = new TimedBody(Inlet.stoppable(response), held, visit(context), patience);
    return relayed.setBody(
        Body.body(
            BoundedBody.of(sparing(context, response, timed), client),
            RelayedResponse.length(response),
            response.getHeader(HttpHeaders.CONTENT_TYPE)));
  }

  /** Whoever does not read holds a connection only while there are enough. */
  private ReadStream<Buffer> sparing(
      ProxyContext context, HttpClientResponse response, TimedBody body) {
    long length = RelayedResponse.length(response);
    if (length >= 0 && length < CuttableBody.SHORTEST) {
      return body;
    }
    boolean large = length >= SparingBody.SHORTEST;
    return large && context.request().getMethod().equals(HttpMethod.GET)
        ? PartedAnswer.of(response.statusCode(), response.headers(), length)
            .<ReadStream<Buffer>>map(answer -> bitByBit(context, answer, body))
            .orElseGet(() -> cuttable(context, body))
        : cuttable(context, body);
  }

  private SparingBody bitByBit(ProxyContext context, PartedAnswer answer, TimedBody body) {
    MultiMap asked = HttpHeaders.headers().addAll(context.request().headers());
    var bits =
        new FallbackBits(body, answer, asked, () -> connect(context), front.fallbackTimeout());
    Visit visit = visit(context);
    ClientBacklog backlog = AnswerBacklog.of(visit);
    var sparing = new SparingBody(Vertx.currentContext(), bits, answer.length(), backlog);
    visit.onEnd(end -> sparing.close());
    return offered(sparing, visit);
  }

  private CuttableBody cuttable(ProxyContext context, TimedBody body) {
    BackEndException cause = BackEndException.cut(FallbackConnection.NAME);
    return offered(
        new CuttableBody(Vertx.currentContext(), body, () -> body.breakOff(cause)), visit(context));
  }

  private <T extends Sparing> T offered(T body, Visit visit) {
    http.shares().onScarcity(FallbackConnection.NAME, visit.client(), body);
    visit.onEnd(end -> http.shares().forget(FallbackConnection.NAME, body));
    return body;
  }

  private static boolean isBodiless(HttpMethod method, int status) {
    return method.equals(HttpMethod.HEAD) || status == NO_CONTENT || status == NOT_MODIFIED;
  }
}
