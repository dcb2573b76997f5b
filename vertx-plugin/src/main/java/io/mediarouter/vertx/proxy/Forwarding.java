package io.mediarouter.vertx.proxy;

import io.mediarouter.farm.Server;
import io.mediarouter.outcome.Ending;
import io.mediarouter.vertx.farm.BackEnd;
import io.mediarouter.vertx.farm.BackEndException;
import io.mediarouter.vertx.farm.LoadReporter;
import io.mediarouter.vertx.farm.OrcaField;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.httpproxy.ProxyRequest;
import io.vertx.httpproxy.ProxyResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The host's own way of proxying, taken to a server of the farm with a deadline and clean fields.
 */
final class Forwarding {
  private static final CharSequence LOAD = FieldNames.of(OrcaField.NAME);

  private final HttpClient http;
  private final LoadReporter loads;
  private final Duration firstByte;

  /**
   * Forwards by this client.
   *
   * @param loads is told what answers say of load
   * @param firstByte longest wait for the head of an answer
   */
  Forwarding(HttpClient http, LoadReporter loads, Duration firstByte) {
    this.http = http;
    this.loads = loads;
    this.firstByte = firstByte;
  }

  /**
   * Sends the request to {@code backEnd} with the fields that it has; answers of 5xx are failures.
   *
   * @param relative path relative to the back end's URL, percent-encoded
   */
  Future<ProxyResponse> send(Exchange exchange, BackEnd backEnd, String relative) {
    ProxyRequest request = exchange.context().request();
    RequestOptions options = backEnd.request(request.getMethod(), relative);
    String id = backEnd.server().id();
    request.setBody(null);
    request.setURI(options.getURI());
    exchange.servedBy(id);
    return http.request(options)
        .compose(upstream -> send(request, upstream))
        .compose(response -> checked(exchange, response, backEnd.server()))
        .recover(cause -> Future.failedFuture(BackEndException.of(id, cause)));
  }

  private Future<ProxyResponse> send(ProxyRequest request, HttpClientRequest upstream) {
    return request
        .send(upstream)
        .timeout(firstByte.toMillis(), TimeUnit.MILLISECONDS)
        .onFailure(cause -> upstream.reset());
  }

  private Future<ProxyResponse> checked(Exchange exchange, ProxyResponse response, Server server) {
    int status = response.getStatusCode();
    exchange.answered(status);
    loads.acceptInBand(server, response.headers().get(LOAD));
    if (status >= 500) {
      response.release();
      return Future.failedFuture(
          new BackEndException(server.id(), Ending.COMPLETE, status, "answered " + status));
    }
    clean(response.headers());
    return Future.succeededFuture(response);
  }

  private static void clean(MultiMap headers) {
    HopByHop.strip(headers);
    headers.remove(LOAD);
  }
}
