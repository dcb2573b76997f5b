package io.mediarouter.vertx.proxy;

import io.mediarouter.farm.Server;
import io.mediarouter.farm.Work;
import io.mediarouter.outcome.Ending;
import io.mediarouter.outcome.Outcomes;
import io.mediarouter.vertx.call.Call;
import io.mediarouter.vertx.call.Calls;
import io.mediarouter.vertx.farm.Answer;
import io.mediarouter.vertx.farm.BackEnd;
import io.mediarouter.vertx.farm.BackEndException;
import io.mediarouter.vertx.farm.LoadReporter;
import io.mediarouter.vertx.farm.OrcaField;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.ProxyRequest;
import io.vertx.httpproxy.ProxyResponse;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The host's own way of proxying, taken to a server of the farm with a deadline and clean fields.
 */
final class Forwarding {
  private static final CharSequence LOAD = FieldNames.of(OrcaField.NAME);

  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

  private final BackEnds backEnds;
  private final LoadReporter loads;

  /**
   * Forwards on this way.
   *
   * @param loads is told what answers say of load
   */
  Forwarding(BackEnds backEnds, LoadReporter loads) {
    this.backEnds = backEnds;
    this.loads = loads;
  }

  /**
   * Sends the request to {@code server} with the fields that it has; answers that say that the
   * server has failed are failures.
   *
   * @param relative path relative to the back end's URL, percent-encoded
   */
  Future<Forwarded> send(Exchange exchange, BackEnd server, String relative, Work work) {
    String id = server.server().id();
    return backEnds
        .calls()
        .begin(id, work)
        .map(call -> send(exchange, server, relative, call))
        .orElseGet(() -> Future.failedFuture(Calls.refused(id)));
  }

  private Future<Forwarded> send(Exchange exchange, BackEnd server, String relative, Call call) {
    ProxyRequest request = exchange.context().request();
    RequestOptions options = server.request(request.getMethod(), relative);
    String id = call.serverId();
    exchange.servedBy(id);
    exchange.onBreak(() -> call.end(Ending.CLIENT_LEFT, 0));
    return backEnds
        .connect(exchange, call, options)
        .compose(upstream -> send(exchange, upstream, call))
        .compose(forwarded -> checked(exchange, forwarded, server.server()))
        .onFailure(cause -> failed(exchange, call, cause))
        .recover(cause -> Future.failedFuture(BackEndException.of(id, cause)));
  }

  private Future<Forwarded> send(Exchange exchange, HttpClientRequest upstream, Call call) {
    upstream.exceptionHandler(expected -> {});
    exchange.onBreak(upstream::reset);
    fill(upstream.headers(), exchange.context().request().headers());
    return Answer.readable(upstream.send().map(HttpClientResponse::pause))
        .timeout(backEnds.timeouts().get().firstByte().toMillis(), TimeUnit.MILLISECONDS)
        .onSuccess(response -> call.begun())
        .onFailure(cause -> upstream.reset())
        .map(response -> new Forwarded(relayed(exchange, response), response, call));
  }

  /** No body goes with a request for media. */
  private static void fill(MultiMap sent, MultiMap headers) {
    sent.addAll(headers).remove(HttpHeaders.CONTENT_LENGTH).remove(HttpHeaders.TRANSFER_ENCODING);
    sent.remove(HttpHeaders.HOST);
  }

  /** The host's own way would look for meaning in fields that are none of its business. */
  private static ProxyResponse relayed(Exchange exchange, HttpClientResponse response) {
    ProxyResponse relayed = exchange.context().request().response();
    relayed.setStatusCode(response.statusCode()).setStatusMessage(response.statusMessage());
    relayed.headers().addAll(response.headers());
    String type = response.getHeader(HttpHeaders.CONTENT_TYPE);
    return relayed.setBody(Body.body(response, length(response), type));
  }

  private static long length(HttpClientResponse response) {
    String length = response.getHeader(HttpHeaders.CONTENT_LENGTH);
    return length != null && LENGTH.matcher(length).matches() ? Long.parseLong(length) : -1;
  }

  private static void failed(Exchange exchange, Call call, Throwable cause) {
    if (exchange.isAbandoned()) {
      call.end(Ending.CLIENT_LEFT, 0);
    } else {
      call.fail(cause);
    }
  }

  private Future<Forwarded> checked(Exchange exchange, Forwarded forwarded, Server server) {
    ProxyResponse response = forwarded.response();
    int status = response.getStatusCode();
    exchange.answered(status);
    loads.acceptInBand(server, response.headers().get(LOAD));
    if (Outcomes.isFailure(status)) {
      Answer.discard(forwarded.answer());
      return Future.failedFuture(
          new BackEndException(server.id(), Ending.COMPLETE, status, "answered " + status));
    }
    clean(response.headers());
    return Future.succeededFuture(forwarded);
  }

  private static void clean(MultiMap headers) {
    HopByHop.strip(headers);
    headers.remove(LOAD);
  }

  /**
   * Gives the answer a body that is watched, and goes on from other copies where there are some.
   *
   * @param copies what else there is of it; null = nothing
   * @param type its media type; null = as its server says
   */
  ProxyResponse deliver(
      Exchange exchange, Forwarded forwarded, @Nullable Copies copies, @Nullable String type) {
    ProxyResponse response = forwarded.response();
    Body body = response.getBody();
    var first =
        new Part(body.stream(), forwarded.upstream(), forwarded.call(), response.getStatusCode());
    var stream =
        new ResumingBody(
            backEnds.context(),
            exchange,
            first,
            copies == null ? null : resumption(exchange, response, copies),
            backEnds.timeouts().get().idle());
    String mediaType = type == null ? body.mediaType() : type;
    return response.setBody(Body.body(stream.begin(), body.length(), mediaType));
  }

  private @Nullable Resumption resumption(
      Exchange exchange, ProxyResponse response, Copies copies) {
    if (exchange.request().method().equals(HttpMethod.HEAD)) {
      return null;
    }
    String range = response.headers().get(HttpHeaders.CONTENT_RANGE);
    return Span.of(response.getStatusCode(), range, response.getBody().length())
        .map(span -> new Resumption(backEnds, exchange, copies, span))
        .orElse(null);
  }
}
