package io.mediarouter.vertx.proxy;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.media.AssetId;
import io.mediarouter.plan.MediaProviderRequest;
import io.mediarouter.request.Problem;
import io.mediarouter.request.ProblemException;
import io.mediarouter.vertx.farm.BackEnd;
import io.mediarouter.vertx.farm.Farm;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.httpproxy.ProxyResponse;

/** The delivery of the untouched original from its origin server. */
final class OriginalDelivery {
  private final Forwarding forwarding;
  private final Farm farm;

  OriginalDelivery(Forwarding forwarding, Farm farm) {
    this.forwarding = forwarding;
    this.farm = farm;
  }

  Future<ProxyResponse> deliver(MediaProviderRequest order, Exchange exchange, AssetEntry entry) {
    BackEnd origin = farm.backEnd(order.candidates().get(0).server().id());
    prepare(exchange);
    return forwarding
        .send(exchange, origin, Farm.sourcePath(origin.server(), entry.asset()))
        .compose(response -> known(response, entry.asset()));
  }

  /** An origin is sent the client's own fields, whatever was tried before, and told who asks. */
  private static void prepare(Exchange exchange) {
    MultiMap headers = exchange.context().request().headers();
    if (exchange.isRepeated()) {
      headers.setAll(exchange.request().headers());
    }
    HopByHop.strip(headers);
    headers.remove(HttpHeaders.EXPECT);
    ForwardedFields.replace(headers, exchange.request());
  }

  private static Future<ProxyResponse> known(ProxyResponse response, AssetId asset) {
    if (response.getStatusCode() != 404) {
      return Future.succeededFuture(response);
    }
    response.release();
    return Future.failedFuture(
        new ProblemException(Problem.of(404, "Unknown asset", "No origin has " + asset + ".")));
  }
}
