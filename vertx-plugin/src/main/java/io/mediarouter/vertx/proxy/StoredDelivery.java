package io.mediarouter.vertx.proxy;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.outcome.Ending;
import io.mediarouter.plan.MediaProviderRequest;
import io.mediarouter.state.CacheIndex;
import io.mediarouter.vertx.farm.BackEnd;
import io.mediarouter.vertx.farm.BackEndException;
import io.mediarouter.vertx.farm.Farm;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.ProxyResponse;
import java.util.Objects;

/**
 * The delivery of a stored rendition from a distribution server, ranges and conditions included.
 */
final class StoredDelivery {
  private final Forwarding forwarding;
  private final Farm farm;
  private final CacheIndex index;

  StoredDelivery(Forwarding forwarding, Farm farm, CacheIndex index) {
    this.forwarding = forwarding;
    this.farm = farm;
    this.index = index;
  }

  Future<ProxyResponse> deliver(MediaProviderRequest order, Exchange exchange, AssetEntry entry) {
    StoredRendition stored = Objects.requireNonNull(order.stored(), "stored");
    return deliver(stored, order.candidates().get(0).server().id(), exchange, entry);
  }

  /** Delivers what lies on that server. */
  Future<ProxyResponse> deliver(
      StoredRendition stored, String serverId, Exchange exchange, AssetEntry entry) {
    MultiMap conditions = exchange.request().headers();
    if (Preconditions.isFailed(conditions, stored)) {
      return Future.succeededFuture(withoutBody(exchange, stored, 412));
    }
    if (Preconditions.isNotModified(conditions, stored)) {
      return Future.succeededFuture(withoutBody(exchange, stored, 304));
    }
    return fetch(stored, farm.backEnd(serverId), exchange, entry);
  }

  private static ProxyResponse withoutBody(Exchange exchange, StoredRendition stored, int status) {
    ProxyResponse response = exchange.context().request().response().setStatusCode(status);
    exchange.answered(200);
    describe(response, stored);
    return response;
  }

  private Future<ProxyResponse> fetch(
      StoredRendition stored, BackEnd server, Exchange exchange, AssetEntry entry) {
    sendOnlyTheRange(exchange, stored);
    return forwarding
        .send(exchange, server, stored.path())
        .compose(response -> use(response, stored, server.server().id(), entry));
  }

  /** Who asks, and with which credentials, is no business of a server that only stores. */
  private static void sendOnlyTheRange(Exchange exchange, StoredRendition stored) {
    String range = Preconditions.range(exchange.request().headers(), stored);
    MultiMap headers = exchange.context().request().headers().clear();
    if (range != null) {
      headers.set(Preconditions.RANGE, range);
    }
  }

  private Future<ProxyResponse> use(
      ProxyResponse response, StoredRendition stored, String serverId, AssetEntry entry) {
    int status = response.getStatusCode();
    if (status == 200 || status == 206 || status == 416) {
      return Future.succeededFuture(described(response, stored, status));
    }
    response.release();
    if (status == 404 || status == 410) {
      index.removeCopy(entry.asset(), stored.rendition(), serverId);
    }
    return Future.failedFuture(
        new BackEndException(serverId, Ending.COMPLETE, status, "answered " + status));
  }

  /**
   * The host reads and writes a server's date anew, at some cost; without one it sets the present,
   * which is true of an answer whose validators are ours.
   */
  private static ProxyResponse described(
      ProxyResponse response, StoredRendition stored, int status) {
    describe(response, stored);
    response.headers().remove(HttpHeaders.DATE);
    Body body = response.getBody();
    if (status != 416 && body != null) {
      String type = stored.rendition().format().contentType();
      response.setBody(Body.body(body.stream(), body.length(), type));
    }
    return response;
  }

  private static void describe(ProxyResponse response, StoredRendition stored) {
    response.putHeader(HttpHeaders.ETAG, stored.etag());
    response.putHeader(HttpHeaders.LAST_MODIFIED, Preconditions.lastModifiedField(stored));
    response.putHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
  }
}
