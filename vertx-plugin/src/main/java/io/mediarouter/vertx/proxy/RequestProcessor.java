package io.mediarouter.vertx.proxy;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.media.InvalidParameterException;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.RenditionQuery;
import io.mediarouter.media.RenditionResolver;
import io.mediarouter.plan.Decision;
import io.mediarouter.plan.MediaProviderRequest;
import io.mediarouter.plan.Refusal;
import io.mediarouter.request.MediaRequest;
import io.mediarouter.request.Problem;
import io.mediarouter.request.ProblemException;
import io.mediarouter.vertx.admission.AdmissionQueue;
import io.mediarouter.vertx.batch.ExactLater;
import io.mediarouter.vertx.farm.BackEndException;
import io.mediarouter.vertx.farm.EncodedPath;
import io.mediarouter.vertx.transcode.NoServerException;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.httpproxy.ProxyResponse;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;

/**
 * The executor of media requests: has each decided, waits for capacity where that is worth it,
 * follows the decision, and has it decided anew, without the servers that failed, while nothing was
 * sent to the client.
 */
final class RequestProcessor {
  private static final int MOST_ATTEMPTS = 5;

  private final Decider decider;
  private final Deliberations deliberations;
  private final AdmissionQueue queue;
  private final Deliveries deliveries;
  private final ExactLater exactLater;
  private final String prefix;

  RequestProcessor(
      Decider decider,
      Deliberations deliberations,
      AdmissionQueue queue,
      Deliveries deliveries,
      ExactLater exactLater,
      String prefix) {
    this.decider = decider;
    this.deliberations = deliberations;
    this.queue = queue;
    this.deliveries = deliveries;
    this.exactLater = exactLater;
    this.prefix = prefix;
  }

  /** Serves a request; fails with what {@link ProblemResponse#of} can tell the client. */
  Future<ProxyResponse> serve(MediaRequest request, Exchange exchange) {
    return exchange
        .here(deliberations.entry(request))
        .compose(entry -> attempt(request, entry, exchange));
  }

  private Future<ProxyResponse> attempt(MediaRequest request, AssetEntry entry, Exchange exchange) {
    if (exchange.isOver()) {
      return Future.failedFuture(new ClientLeftException());
    }
    try {
      Decision decision = decider.decide(request, entry, exchange);
      return decision.worthWaiting().isZero()
          ? take(decision, request, entry, exchange)
          : waitFor(decision, request, entry, exchange);
    } catch (InvalidParameterException e) {
      return Future.failedFuture(e);
    }
  }

  private Future<ProxyResponse> waitFor(
      Decision decision, MediaRequest request, AssetEntry entry, Exchange exchange) {
    return exchange
        .waiting(queue.await(request, decision.worthWaiting()))
        .compose(
            turn ->
                turn
                    ? attempt(request, entry, exchange)
                    : take(decision, request, entry, exchange));
  }

  private Future<ProxyResponse> take(
      Decision decision, MediaRequest request, AssetEntry entry, Exchange exchange) {
    exchange.decided(decision);
    return follow(decision, exchange, entry)
        .onSuccess(response -> tellDifference(response, decision.order(), request, entry))
        .recover(cause -> attemptAgain(cause, request, entry, exchange));
  }

  private Future<ProxyResponse> follow(Decision decision, Exchange exchange, AssetEntry entry) {
    MediaProviderRequest order = decision.order();
    return switch (order.option()) {
      case EXACT_CACHED, NEAR_CACHED -> deliveries.stored().deliver(order, exchange, entry);
      case PASS_THROUGH -> deliveries.original().deliver(order, exchange, entry);
      case REJECT -> Future.failedFuture(new ProblemException(rejection(decision)));
      default -> deliveries.onDemand().deliver(order, exchange, entry);
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

  /**
   * An answer that is not just what was asked for says what it is, and the exact one is made later.
   */
  private void tellDifference(
      ProxyResponse response, MediaProviderRequest order, MediaRequest request, AssetEntry entry) {
    Rendition delivered = order.rendition();
    var asked = request.rendition();
    if (delivered != null && asked != null && order.distance() > 0) {
      String path = prefix + "/" + EncodedPath.of(entry.asset().path());
      response.putHeader(HttpHeaders.CONTENT_LOCATION, path + "?" + RenditionQuery.of(delivered));
      exactLater.order(entry.asset(), RenditionResolver.resolve(asked, entry.source()));
    }
  }

  private Future<ProxyResponse> attemptAgain(
      Throwable cause, MediaRequest request, AssetEntry entry, Exchange exchange) {
    if (exchange.attempt() == MOST_ATTEMPTS || !mayBeServedElsewhere(cause, exchange)) {
      return Future.failedFuture(cause);
    }
    return attempt(request, entry, exchange);
  }

  private static boolean mayBeServedElsewhere(Throwable cause, Exchange exchange) {
    if (cause instanceof BackEndException failed) {
      exchange.exclude(failed.serverId());
      return true;
    }
    if (cause instanceof NoServerException none) {
      none.tried().forEach(exchange::exclude);
      return true;
    }
    if (cause instanceof CancellationException) {
      exchange.preempted();
      return true;
    }
    return false;
  }
}
