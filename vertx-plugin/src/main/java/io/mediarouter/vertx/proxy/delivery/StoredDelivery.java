package io.mediarouter.vertx.proxy.delivery;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.FarmView;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.farm.Work;
import io.mediarouter.media.AssetId;
import io.mediarouter.outcome.Ending;
import io.mediarouter.plan.MediaProviderRequest;
import io.mediarouter.state.CacheIndex;
import io.mediarouter.stream.SegmentIndex;
import io.mediarouter.vertx.call.Answer;
import io.mediarouter.vertx.call.BackEndException;
import io.mediarouter.vertx.call.ErrorDetail;
import io.mediarouter.vertx.farm.BackEnd;
import io.mediarouter.vertx.farm.Farm;
import io.mediarouter.vertx.flow.BoundedBody;
import io.mediarouter.vertx.flow.TappedBody;
import io.mediarouter.vertx.hot.HotFiles;
import io.mediarouter.vertx.proxy.exchange.Exchange;
import io.mediarouter.vertx.proxy.fields.Preconditions;
import io.mediarouter.vertx.proxy.forward.Forwarded;
import io.mediarouter.vertx.proxy.forward.Forwarding;
import io.mediarouter.vertx.proxy.forward.Target;
import io.mediarouter.vertx.store.Uses;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.ProxyResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The delivery of a stored rendition from a distribution server, ranges and conditions included.
 */
public final class StoredDelivery {
  private static final Logger LOG = LoggerFactory.getLogger(StoredDelivery.class);

  private static final String FROM_START = "bytes=0-";

  private final Forwarding forwarding;
  private final Farm farm;
  private final Supplier<FarmView> view;
  private final CacheIndex index;
  private final Uses uses;
  private final HotFiles hot;
  private final HotDelivery memory;
  private final StoredFields fields;

  public StoredDelivery(
      Forwarding forwarding,
      Farm farm,
      Supplier<FarmView> view,
      CacheIndex index,
      Uses uses,
      HotFiles hot,
      StoredFields fields) {
    this.forwarding = forwarding;
    this.farm = farm;
    this.view = view;
    this.index = index;
    this.uses = uses;
    this.hot = hot;
    this.fields = fields;
    this.memory = new HotDelivery(hot);
  }

  public Future<ProxyResponse> deliver(
      MediaProviderRequest order, Exchange exchange, AssetEntry entry) {
    StoredRendition stored = Objects.requireNonNull(order.stored(), "stored");
    return deliver(stored, order.candidates().get(0).server().id(), exchange, entry);
  }

  /** Delivers what lies on that server. */
  public Future<ProxyResponse> deliver(
      StoredRendition stored, String serverId, Exchange exchange, AssetEntry entry) {
    MultiMap conditions = exchange.request().headers();
    exchange.provenance().cachedAs(fields.details(stored, entry));
    if (Preconditions.isFailed(conditions, stored)) {
      return Future.succeededFuture(withoutBody(exchange, stored, entry, 412));
    }
    if (Preconditions.isNotModified(conditions, stored)) {
      return Future.succeededFuture(withoutBody(exchange, stored, entry, 304));
    }
    boolean isHead = exchange.request().method().equals(HttpMethod.HEAD);
    String range = isHead ? null : Preconditions.range(conditions, stored);
    boolean fromStart = range == null || range.startsWith(FROM_START);
    exchange.onFinish(uses.begin(noted(entry, stored), stored, fromStart));
    ProxyResponse known = memory.answer(stored, range, exchange);
    if (known != null) {
      fields.describe(known, stored, entry);
      return Future.succeededFuture(known);
    }
    return fetch(stored, farm.backEnd(serverId), range, exchange, entry);
  }

  private ProxyResponse withoutBody(
      Exchange exchange, StoredRendition stored, AssetEntry entry, int status) {
    ProxyResponse response = exchange.context().request().response().setStatusCode(status);
    fields.describe(response, stored, entry);
    return response;
  }

  private Future<ProxyResponse> fetch(
      StoredRendition stored,
      BackEnd server,
      @Nullable String range,
      Exchange exchange,
      AssetEntry entry) {
    sendOnlyTheRange(exchange, range);
    return forwarding
        .send(
            exchange,
            targets(stored, server, exchange),
            Work.DELIVERY,
            each -> isCopy(each, stored))
        .compose(forwarded -> use(exchange, forwarded, stored, entry));
  }

  private List<Target> targets(StoredRendition stored, BackEnd first, Exchange exchange) {
    Target best = target(first, stored, exchange);
    if (stored.serverIds().size() == 1 && stored.serverIds().contains(best.id())) {
      return List.of(best);
    }
    List<Target> all = new ArrayList<>(List.of(best));
    for (BackEnd holder : new StoredCopies(stored, farm, view).holders()) {
      String id = holder.server().id();
      if (!id.equals(first.server().id()) && !exchange.excluded().contains(id)) {
        all.add(target(holder, stored, exchange));
      }
    }
    return all;
  }

  private static Target target(BackEnd holder, StoredRendition stored, Exchange exchange) {
    return new Target(holder, holder.request(exchange.request().method(), stored.path()));
  }

  /** Who asks, and with which credentials, is no business of a server that only stores. */
  private static void sendOnlyTheRange(Exchange exchange, @Nullable String range) {
    MultiMap headers = exchange.context().request().headers().clear();
    if (range != null) {
      headers.set(Preconditions.RANGE, range);
    }
  }

  private Future<ProxyResponse> use(
      Exchange exchange, Forwarded forwarded, StoredRendition stored, AssetEntry entry) {
    int status = forwarded.status();
    if (isCopy(forwarded, stored)) {
      return Future.succeededFuture(described(exchange, forwarded, stored, entry));
    }
    if (status == 200 || status == 404 || status == 410) {
      return missing(forwarded, noted(entry, stored), stored);
    }
    return ErrorDetail.of(forwarded.answer())
        .compose(
            said ->
                refused(forwarded, BackEndException.answered(serverOf(forwarded), status, said)));
  }

  private <T> Future<T> missing(Forwarded forwarded, AssetId asset, StoredRendition stored) {
    Answer.discard(forwarded.answer());
    forwarded.call().lost();
    forget(asset, stored, serverOf(forwarded));
    int status = forwarded.status();
    String words = "answered " + status;
    return refused(
        forwarded, new BackEndException(serverOf(forwarded), Ending.COMPLETE, status, words));
  }

  private static String serverOf(Forwarded forwarded) {
    return forwarded.call().serverId();
  }

  private static <T> Future<T> refused(Forwarded forwarded, BackEndException failure) {
    forwarded.call().fail(failure);
    return Future.failedFuture(failure);
  }

  /** What is not forgotten now is found missing by the next who is sent there. */
  private void forget(AssetId asset, StoredRendition stored, String serverId) {
    index
        .removeCopy(asset, stored, serverId)
        .whenComplete(
            (done, cause) -> {
              if (cause != null) {
                LOG.warn(
                    "{} is not on {} any more, but stays in the index: {}",
                    stored.path(),
                    serverId,
                    cause.toString());
              }
            });
  }

  private static AssetId noted(AssetEntry entry, StoredRendition stored) {
    return SegmentIndex.assetOf(entry.asset(), stored.rendition());
  }

  private static boolean isCopy(Forwarded forwarded, StoredRendition stored) {
    int status = forwarded.status();
    return status == 206 || status == 416 || (status == 200 && isWhole(forwarded, stored));
  }

  /** A file of another length was cut off when it was written, or is another one. */
  private static boolean isWhole(Forwarded forwarded, StoredRendition stored) {
    long length = forwarded.response().getBody().length();
    return length < 0 || length == stored.bytes();
  }

  private ProxyResponse described(
      Exchange exchange, Forwarded forwarded, StoredRendition stored, AssetEntry entry) {
    int status = forwarded.status();
    ProxyResponse response = forwarded.response();
    fields.describe(response, stored, entry);
    if (status == 416) {
      return forwarding.deliver(exchange, forwarded, null, null);
    }
    boolean several = isOfSeveralParts(response.getBody().mediaType());
    String type = several ? null : stored.rendition().format().contentType();
    var copies = new StoredCopies(stored, farm, view);
    forwarding.deliver(exchange, forwarded, copies, type);
    return status == 200 && exchange.request().method().equals(HttpMethod.GET)
        ? remembered(response, stored, exchange)
        : response;
  }

  /** What separates the parts stands there. */
  private static boolean isOfSeveralParts(@Nullable String type) {
    return type != null && type.startsWith("multipart/byteranges");
  }

  private ProxyResponse remembered(
      ProxyResponse response, StoredRendition stored, Exchange exchange) {
    Body body = response.getBody();
    if (!(body.stream() instanceof BoundedBody bounded)) {
      return response;
    }
    HotFiles.Gathering gathering = hot.gather(stored);
    if (gathering == null) {
      return response;
    }
    exchange.onFinish(gathering::close);
    var tapped = new TappedBody(bounded.stream(), gathering::take, gathering::end);
    var still = new BoundedBody(tapped, bounded.backlog());
    return response.setBody(Body.body(still, body.length(), body.mediaType()));
  }
}
