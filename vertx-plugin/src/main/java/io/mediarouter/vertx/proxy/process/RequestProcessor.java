package io.mediarouter.vertx.proxy.process;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.Format;
import io.mediarouter.media.InvalidParameterException;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.RenditionRequest;
import io.mediarouter.media.RenditionResolver;
import io.mediarouter.media.Storyboard;
import io.mediarouter.outcome.Ending;
import io.mediarouter.plan.Decision;
import io.mediarouter.plan.MediaProviderRequest;
import io.mediarouter.plan.PublishingOption;
import io.mediarouter.plan.Refusal;
import io.mediarouter.request.MediaRequest;
import io.mediarouter.request.Problem;
import io.mediarouter.request.ProblemException;
import io.mediarouter.vertx.admission.AdmissionQueue;
import io.mediarouter.vertx.batch.BackgroundOrders;
import io.mediarouter.vertx.call.Endings;
import io.mediarouter.vertx.call.Retries;
import io.mediarouter.vertx.config.CachingConfig;
import io.mediarouter.vertx.flight.FlightEndedException;
import io.mediarouter.vertx.health.Quarantine;
import io.mediarouter.vertx.proxy.delivery.Deliveries;
import io.mediarouter.vertx.proxy.exchange.Audience;
import io.mediarouter.vertx.proxy.exchange.ClientLeftException;
import io.mediarouter.vertx.proxy.exchange.Exchange;
import io.mediarouter.vertx.proxy.exchange.ProblemResponse;
import io.mediarouter.vertx.proxy.exchange.TextAnswer;
import io.vertx.core.Future;
import io.vertx.httpproxy.ProxyResponse;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The executor of media requests: has each decided, waits for capacity where that is worth it,
 * follows the decision, and has it decided anew, without the servers that failed, while nothing was
 * sent to the client.
 */
public final class RequestProcessor {
  private final Decider decider;
  private final DecisionContexts contexts;
  private final AdmissionQueue queue;
  private final Deliveries deliveries;
  private final Retries retries;
  private final Failover failover;
  private final Quarantine quarantine;
  private final Later later;
  private final AnswerNotes notes;

  public RequestProcessor(
      Decider decider,
      DecisionContexts contexts,
      AdmissionQueue queue,
      Deliveries deliveries,
      Retries retries,
      Quarantine quarantine,
      BackgroundOrders backgroundOrders,
      Audience audience,
      String prefix,
      CachingConfig caching) {
    this.decider = decider;
    this.contexts = contexts;
    this.queue = queue;
    this.deliveries = deliveries;
    this.retries = retries;
    this.failover = new Failover(retries);
    this.quarantine = quarantine;
    this.later = new Later(backgroundOrders, prefix);
    this.notes = new AnswerNotes(backgroundOrders, quarantine, audience, prefix, caching);
  }

  /** Learns that a player is being told what the stream of an asset consists of. */
  public void begun(AssetId asset) {
    notes.audience().begun(asset);
  }

  /** Serves a request; fails with what {@link ProblemResponse#of} can tell the client. */
  public Future<ProxyResponse> serve(MediaRequest request, Exchange exchange) {
    if (Later.isState(request)) {
      return later.state(request, exchange);
    }
    return serve(request, contexts.entry(request, exchange.trace()::tried), exchange);
  }

  /** The same where it is known what is stored that matters. */
  public Future<ProxyResponse> serve(
      MediaRequest request, Future<AssetEntry> known, Exchange exchange) {
    retries.request();
    return exchange.then(known, entry -> attempt(request, entry, exchange));
  }

  private Future<ProxyResponse> attempt(MediaRequest request, AssetEntry entry, Exchange exchange) {
    if (exchange.isOver()) {
      return Future.failedFuture(new ClientLeftException());
    }
    try {
      String times = times(request, entry);
      if (times != null) {
        return Future.succeededFuture(TextAnswer.of(times, Format.VTT.contentType(), exchange));
      }
      if (contexts.mayBeFilm(request) && !exchange.knowsFilm()) {
        return exchange.then(
            contexts.film(exchange.form().of(request, entry), entry),
            film -> attempt(request, entry, exchange.withFilm(film)));
      }
      Decision decision = decide(request, entry, exchange);
      if (later.isWanted(decision.order(), request, exchange.request())) {
        return later.order(entry, exact(request, entry), request, exchange);
      }
      return decision.worthWaiting().isZero()
          ? take(decision, request, entry, exchange)
          : waitFor(decision, request, entry, exchange);
    } catch (InvalidParameterException | ProblemException e) {
      return Future.failedFuture(e);
    }
  }

  private static Rendition exact(MediaRequest request, AssetEntry entry) {
    return RenditionResolver.resolve(
        Objects.requireNonNull(request.rendition(), "rendition"), entry.source());
  }

  /** What is told without any server; null where one is needed. */
  private @Nullable String times(MediaRequest request, AssetEntry entry) {
    RenditionRequest asked = request.rendition();
    if (asked == null || !Storyboard.isTimes(asked)) {
      return null;
    }
    Rendition sheet = Storyboard.sheet(asked, entry.source());
    return Storyboard.times(sheet, entry.source(), notes.address(entry.asset(), sheet));
  }

  /**
   * What no server could make, or we have no room for, is not tried again; whatever else serves the
   * request is. What a server has refused is refused: something else would hide that.
   */
  private Decision decide(MediaRequest request, AssetEntry entry, Exchange exchange) {
    Decision decision = decider.decide(request, entry, exchange);
    if (FailedCopy.isKnown(decision.order(), entry, quarantine)) {
      exchange.encodeAll();
      decision = decider.decide(request, entry, exchange);
    }
    ProblemException held = held(decision.order(), entry, exchange).orElse(null);
    if (held == null) {
      return decision;
    }
    if (held.problem().status() < 500) {
      exchange.decided(decision);
      throw held;
    }
    Decision other = decider.decideWithoutTranscoding(request, entry, exchange);
    if (other.option() == PublishingOption.REJECT) {
      exchange.decided(other);
      throw held;
    }
    return other;
  }

  private Optional<ProblemException> held(
      MediaProviderRequest order, AssetEntry entry, Exchange exchange) {
    Rendition rendition = order.rendition();
    if (exchange.lacksRoom() && order.option().isTranscoding()) {
      return Optional.of(new ProblemException(noRoom()));
    }
    return rendition != null && order.option().isTranscoding()
        ? quarantine.find(entry.asset(), entry.source().version(), rendition.key())
        : Optional.empty();
  }

  private Future<ProxyResponse> waitFor(
      Decision decision, MediaRequest request, AssetEntry entry, Exchange exchange) {
    return exchange
        .waiting(queue.await(request, due(decision, request, exchange), decision.worthWaiting()))
        .compose(
            turn ->
                turn ? look(request, entry, exchange) : take(decision, request, entry, exchange));
  }

  /** A segment is needed when its player has nothing more to play, however long it may wait. */
  private static Duration due(Decision decision, MediaRequest request, Exchange exchange) {
    if (!request.wantsSegment()) {
      return decision.worthWaiting();
    }
    Duration patience = Objects.requireNonNullElse(request.patience(), Duration.ZERO);
    return patience.minusNanos(exchange.ageNanos());
  }

  /** Until it is decided, those who come just now leave it its room. */
  private Future<ProxyResponse> look(MediaRequest request, AssetEntry entry, Exchange exchange) {
    try {
      return attempt(request, entry, exchange);
    } finally {
      queue.looked(request);
    }
  }

  private Future<ProxyResponse> take(
      Decision decision, MediaRequest request, AssetEntry entry, Exchange exchange) {
    exchange.decided(decision);
    exchange.provenance().stale(AnswerNotes.isStale(decision.order(), entry));
    return follow(decision, request, exchange, entry)
        .transform(
            (response, cause) ->
                response == null
                    ? attemptAgain(cause, request, entry, exchange)
                    : noted(response, decision, request, entry));
  }

  private Future<ProxyResponse> noted(
      ProxyResponse response, Decision decision, MediaRequest request, AssetEntry entry) {
    notes.add(response, decision.order(), request, entry);
    return Future.succeededFuture(response);
  }

  private Future<ProxyResponse> follow(
      Decision decision, MediaRequest request, Exchange exchange, AssetEntry entry) {
    MediaProviderRequest order = decision.order();
    return switch (order.option()) {
      case EXACT_CACHED, NEAR_CACHED -> deliveries.stored().deliver(order, exchange, entry);
      case DIRECT ->
          deliveries.original().deliver(order, request, exchange, notes.typeOf(request, entry));
      case PASS_THROUGH -> deliveries.original().deliver(order, request, exchange, null);
      case REJECT -> Future.failedFuture(new ProblemException(rejection(decision)));
      case FROM_SEGMENTS,
          REMUX,
          ON_DEMAND_EXACT,
          ON_DEMAND_EXACT_PRIORITISED,
          ON_DEMAND_VARIED,
          ON_DEMAND_VARIED_PRIORITISED ->
          deliveries.onDemand().deliver(order, request.client(), exchange, entry);
    };
  }

  private static Problem rejection(Decision decision) {
    String reasons =
        decision.considered().stream()
            .map(consideration -> consideration.refusal())
            .filter(Objects::nonNull)
            .map(Refusal::reason)
            .distinct()
            .collect(Collectors.joining("; "));
    return Problem.of(503, "No way to serve this now", reasons + ".");
  }

  private Future<ProxyResponse> attemptAgain(
      Throwable cause, MediaRequest request, AssetEntry entry, Exchange exchange) {
    Throwable end = failover.endOf(cause, exchange);
    if (end != null) {
      return Future.failedFuture(end);
    }
    exchange.repeat();
    return attempt(cause, request, entry, exchange)
        .recover(later -> Future.failedFuture(isTold(cause, later) ? cause : later));
  }

  /** Where another proxy's making came to its end, what is stored may have changed with it. */
  private Future<ProxyResponse> attempt(
      Throwable cause, MediaRequest request, AssetEntry entry, Exchange exchange) {
    return cause instanceof FlightEndedException
        ? exchange.then(
            contexts.entry(request, exchange.trace()::tried),
            now -> attempt(request, now, exchange))
        : attempt(request, entry, exchange);
  }

  /** Where nothing else was possible, a server that cannot be understood is what is wrong. */
  private static boolean isTold(Throwable cause, Throwable later) {
    return Endings.of(cause) == Ending.UNREADABLE && ProblemResponse.of(later).status() == 503;
  }

  private static Problem noRoom() {
    return Problem.of(
        503, "No room", "This proxy has no room now for the output of another transcode.");
  }
}
