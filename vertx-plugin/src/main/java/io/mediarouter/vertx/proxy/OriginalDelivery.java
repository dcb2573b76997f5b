package io.mediarouter.vertx.proxy;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.FarmView;
import io.mediarouter.farm.Server;
import io.mediarouter.farm.Work;
import io.mediarouter.media.AssetId;
import io.mediarouter.outcome.Ending;
import io.mediarouter.plan.MediaProviderRequest;
import io.mediarouter.request.Problem;
import io.mediarouter.request.ProblemException;
import io.mediarouter.vertx.farm.Answer;
import io.mediarouter.vertx.farm.BackEnd;
import io.mediarouter.vertx.farm.Farm;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.httpproxy.ProxyResponse;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The delivery of the untouched original from its origin server. */
final class OriginalDelivery {
  private final Forwarding forwarding;
  private final Farm farm;
  private final Supplier<FarmView> view;

  OriginalDelivery(Forwarding forwarding, Farm farm, Supplier<FarmView> view) {
    this.forwarding = forwarding;
    this.farm = farm;
    this.view = view;
  }

  Future<ProxyResponse> deliver(MediaProviderRequest order, Exchange exchange, AssetEntry entry) {
    prepare(exchange);
    List<Target> origins =
        order.candidates().stream().map(each -> target(each.server(), entry.asset())).toList();
    return forwarding
        .send(exchange, origins, Work.ORIGINAL, forwarded -> forwarded.status() != 404)
        .compose(forwarded -> known(exchange, forwarded, entry.asset()));
  }

  private Target target(Server origin, AssetId asset) {
    BackEnd server = farm.backEnd(origin.id());
    return new Target(server, Farm.sourcePath(server.server(), asset));
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

  private Future<ProxyResponse> known(Exchange exchange, Forwarded forwarded, AssetId asset) {
    if (forwarded.response().getStatusCode() != 404) {
      Copies copies = copies(exchange, forwarded, asset).orElse(null);
      return Future.succeededFuture(forwarding.deliver(exchange, forwarded, copies, null));
    }
    forwarded.call().end(Ending.COMPLETE, 404);
    Answer.discard(forwarded.answer());
    return Future.failedFuture(
        new ProblemException(Problem.of(404, "Unknown asset", "No origin has " + asset + ".")));
  }

  /** The rest is asked for in the client's own words, as the beginning was. */
  private Optional<Copies> copies(Exchange exchange, Forwarded forwarded, AssetId asset) {
    MultiMap fields = MultiMap.caseInsensitiveMultiMap();
    fields.setAll(exchange.context().request().headers());
    return Validator.of(forwarded.response().headers())
        .map(validator -> new OriginalCopies(asset, farm, view, validator, fields));
  }
}
