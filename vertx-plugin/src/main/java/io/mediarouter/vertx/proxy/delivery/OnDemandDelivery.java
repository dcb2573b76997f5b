package io.mediarouter.vertx.proxy.delivery;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.farm.TaskKind;
import io.mediarouter.media.Format;
import io.mediarouter.media.Rendition;
import io.mediarouter.outcome.Ending;
import io.mediarouter.plan.MediaProviderRequest;
import io.mediarouter.plan.PublishingOption;
import io.mediarouter.vertx.admission.Preemptor;
import io.mediarouter.vertx.admission.Unbegun;
import io.mediarouter.vertx.flow.AnswerBacklog;
import io.mediarouter.vertx.flow.BoundedBody;
import io.mediarouter.vertx.proxy.exchange.ClientLeftException;
import io.mediarouter.vertx.proxy.exchange.Exchange;
import io.mediarouter.vertx.proxy.fields.Preconditions;
import io.mediarouter.vertx.proxy.fields.RangeField;
import io.mediarouter.vertx.proxy.forward.BackEnds;
import io.mediarouter.vertx.proxy.forward.GuardedBody;
import io.mediarouter.vertx.spool.SpoolReader;
import io.mediarouter.vertx.stream.SegmentRuns;
import io.mediarouter.vertx.transcode.FilmParts;
import io.mediarouter.vertx.transcode.Transcode;
import io.mediarouter.vertx.transcode.TranscodeOrder;
import io.mediarouter.vertx.transcode.Transcodes;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.ProxyResponse;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The delivery of a rendition while it is made. */
public final class OnDemandDelivery {
  private final Transcodes transcodes;
  private final SegmentRuns runs;
  private final Preemptor preemptor;
  private final Unbegun unbegun;
  private final StoredDelivery stored;
  private final Vertx vertx;
  private final BackEnds backEnds;

  public OnDemandDelivery(
      Transcodes transcodes,
      SegmentRuns runs,
      Preemptor preemptor,
      Unbegun unbegun,
      StoredDelivery stored,
      Vertx vertx,
      BackEnds backEnds) {
    this.transcodes = transcodes;
    this.runs = runs;
    this.preemptor = preemptor;
    this.unbegun = unbegun;
    this.stored = stored;
    this.vertx = vertx;
    this.backEnds = backEnds;
  }

  /**
   * Delivers it.
   *
   * @param client for whom
   */
  public Future<ProxyResponse> deliver(
      MediaProviderRequest order, String client, Exchange exchange, AssetEntry entry) {
    Rendition rendition = Objects.requireNonNull(order.rendition(), "rendition");
    if (Preconditions.isFailed(exchange.request().headers())) {
      return Future.succeededFuture(exchange.context().request().response().setStatusCode(412));
    }
    if (exchange.request().method().equals(HttpMethod.HEAD)) {
      return Future.succeededFuture(head(exchange, rendition));
    }
    var wanted =
        new TranscodeOrder(
                entry, rendition, TaskKind.ON_DEMAND, order.priority(), order.candidates())
            .forRequest(exchange.trace().id(), client);
    var way = order.option() == PublishingOption.REMUX ? wanted.byCopying() : wanted;
    String reason = "for a request of urgency " + order.priority().urgency();
    return exchange
        .here(preemptor.preempt(order.victims(), reason))
        .compose(v -> join(way, order, exchange))
        .recover(cause -> whenSettled(cause, exchange));
  }

  /** Who gives way finds the farm as it is with those for whom he does. */
  private <T> Future<T> whenSettled(Throwable cause, Exchange exchange) {
    return cause instanceof CancellationException
        ? exchange.here(preemptor.settled()).compose(v -> Future.failedFuture(cause))
        : Future.failedFuture(cause);
  }

  private Future<ProxyResponse> join(
      TranscodeOrder wanted, MediaProviderRequest order, Exchange exchange) {
    if (exchange.isOver()) {
      return Future.failedFuture(new ClientLeftException());
    }
    FilmParts film = film(order, exchange);
    Transcode transcode = join(wanted, film);
    preemptor.madeRoom(order.victims(), transcode.taskId());
    if (!isDone(wanted, transcode)) {
      exchange.provenance().join();
    }
    exchange.onFinish(() -> transcode.tried().forEach(exchange.trace()::tried));
    exchange.onFinish(() -> leave(transcode, wanted, exchange));
    return isWithoutChunks(exchange) || film != null && isForAPart(exchange)
        ? whenStored(transcode, exchange, wanted)
        : whileMade(transcode, exchange, wanted);
  }

  /**
   * Whether a piece between two ends is asked for, which some players begin with and take nothing
   * else for. Who asks for all from some place on is served with all that there is.
   */
  private static boolean isForAPiece(Exchange exchange) {
    String range = RangeField.canonical(exchange.request().getHeader(Preconditions.RANGE));
    return range != null && !range.endsWith("-") && !range.contains("-,");
  }

  private static @Nullable FilmParts film(MediaProviderRequest order, Exchange exchange) {
    return order.option() == PublishingOption.FROM_SEGMENTS ? exchange.film() : null;
  }

  private Transcode join(TranscodeOrder wanted, @Nullable FilmParts film) {
    if (film != null) {
      return transcodes.join(wanted, film);
    }
    return isSegment(wanted.rendition()) ? runs.join(wanted) : transcodes.join(wanted);
  }

  /** Putting a film together does not take long: whoever wants a part of it is given that. */
  private static boolean isForAPart(Exchange exchange) {
    return exchange.request().headers().contains(Preconditions.RANGE);
  }

  /** Nobody is sent a part of what a player takes as a whole. */
  private static boolean isSegment(Rendition rendition) {
    return rendition.format() == Format.M4S;
  }

  private static void leave(Transcode transcode, TranscodeOrder order, Exchange exchange) {
    if (exchange.ending() == Ending.CLIENT_LEFT) {
      transcode.leave(order.wanted());
    } else {
      transcode.leaveUnserved(order.wanted());
    }
  }

  /** Another request's order may be equal to this one, and still be another one. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isDone(TranscodeOrder order, Transcode transcode) {
    return transcode.order() == order;
  }

  private static ProxyResponse head(Exchange exchange, Rendition rendition) {
    return exchange
        .context()
        .request()
        .response()
        .setStatusCode(200)
        .putHeader(HttpHeaders.CONTENT_TYPE, rendition.format().contentType());
  }

  /** An HTTP/1.0 client can be sent only what has a known length. */
  private static boolean isWithoutChunks(Exchange exchange) {
    return exchange.request().version() == HttpVersion.HTTP_1_0;
  }

  private Future<ProxyResponse> whenStored(
      Transcode transcode, Exchange exchange, TranscodeOrder wanted) {
    return until(transcode.done(), wanted, exchange)
        .compose(v -> deliverStored(transcode.done().result(), exchange, wanted.entry()));
  }

  /** Until then it may be refused for a more urgent request. */
  private Future<Void> until(Future<?> begun, TranscodeOrder wanted, Exchange exchange) {
    return exchange.here(unbegun.whilst(wanted.priority(), wanted.client(), begun));
  }

  private Future<ProxyResponse> deliverStored(
      StoredRendition made, Exchange exchange, AssetEntry entry) {
    exchange.provenance().stored();
    return stored.deliver(made, made.serverIds().get(0), exchange, entry);
  }

  /** Its reader is there from the start, so that nothing is dropped that this client needs. */
  private Future<ProxyResponse> whileMade(
      Transcode transcode, Exchange exchange, TranscodeOrder wanted) {
    return transcode
        .read(vertx.getOrCreateContext())
        .compose(reader -> whileMade(transcode, reader, exchange, wanted));
  }

  private Future<ProxyResponse> whileMade(
      Transcode transcode, SpoolReader reader, Exchange exchange, TranscodeOrder wanted) {
    exchange.onFinish(reader::close);
    Duration patience = Duration.ofNanos(patienceNanos(exchange, wanted));
    return isForAPiece(exchange)
            && !isSegment(wanted.rendition())
            && transcode.isExpectedWithin(patience)
        ? piece(transcode, reader, exchange, wanted)
        : whole(transcode, reader, exchange, wanted);
  }

  /** Pieces are told of what is stored; where that is not there in time, all of it is sent. */
  private Future<ProxyResponse> piece(
      Transcode transcode, SpoolReader reader, Exchange exchange, TranscodeOrder wanted) {
    return until(transcode.done(), wanted, exchange)
        .timeout(patienceNanos(exchange, wanted), TimeUnit.NANOSECONDS)
        .transform(
            stored -> {
              if (stored.failed()
                  && (transcode.isComplete() || stored.cause() instanceof TimeoutException)) {
                return whole(transcode, reader, exchange, wanted);
              }
              reader.close();
              return stored.failed()
                  ? Future.failedFuture(stored.cause())
                  : deliverStored(transcode.done().result(), exchange, wanted.entry());
            });
  }

  private Future<ProxyResponse> whole(
      Transcode transcode, SpoolReader reader, Exchange exchange, TranscodeOrder wanted) {
    Rendition rendition = wanted.rendition();
    return until(isSegment(rendition) ? transcode.whole() : transcode.started(), wanted, exchange)
        .timeout(patienceNanos(exchange, wanted), TimeUnit.NANOSECONDS)
        .onFailure(cause -> reader.close())
        .map(v -> stream(transcode, reader, exchange, rendition));
  }

  /** Long enough for other servers to be tried, and for the only one in any case. */
  private long patienceNanos(Exchange exchange, TranscodeOrder wanted) {
    long left = backEnds.retries().deadlineNanos() - exchange.busyNanos();
    return Math.max(left, wanted.longestPatience(backEnds.timeouts().get().firstByte()).toNanos());
  }

  private static ProxyResponse stream(
      Transcode transcode, SpoolReader reader, Exchange exchange, Rendition rendition) {
    exchange.servedBy(transcode.serverId());
    if (transcode.isFromPeer()) {
      exchange.provenance().joinAtPeer();
    }
    transcode.deliver();
    if (transcode.done().succeeded()) {
      exchange.provenance().stored();
    }
    var body =
        new BoundedBody(
            GuardedBody.breakingOff(reader, exchange::breakOff),
            AnswerBacklog.of(exchange.request()));
    long length = isSegment(rendition) ? transcode.bytes() : -1;
    return exchange
        .context()
        .request()
        .response()
        .setStatusCode(200)
        .putHeader(HttpHeaders.ACCEPT_RANGES, "none")
        .setBody(Body.body(body, length, rendition.format().contentType()));
  }
}
