package io.mediarouter.vertx.proxy;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.FarmView;
import io.mediarouter.media.InvalidParameterException;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.RenditionResolver;
import io.mediarouter.plan.Consideration;
import io.mediarouter.plan.Decision;
import io.mediarouter.plan.Deliberation;
import io.mediarouter.plan.MediaProviderRequest;
import io.mediarouter.plan.PolicyTable;
import io.mediarouter.plan.PublishingPlanner;
import io.mediarouter.plan.Refusal;
import io.mediarouter.request.MediaRequest;
import io.mediarouter.request.Problem;
import io.mediarouter.request.ProblemException;
import io.mediarouter.vertx.farm.BackEndException;
import io.mediarouter.vertx.source.SourceCatalog;
import io.mediarouter.vertx.transcode.NoServerException;
import io.mediarouter.vertx.transcode.Transcodes;
import io.vertx.core.Future;
import io.vertx.httpproxy.ProxyResponse;
import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The executor of media requests: has each decided, follows the decision, and has it decided anew,
 * without the servers that failed, while nothing was sent to the client.
 */
final class RequestProcessor {
  private static final int MOST_ATTEMPTS = 5;

  private final SourceCatalog catalog;
  private final Supplier<FarmView> farm;
  private final PublishingPlanner planner;
  private final PolicyTable policies;
  private final Transcodes transcodes;
  private final Deliveries deliveries;
  private final InstantSource clock;
  private final Supplier<RandomGenerator> random;

  RequestProcessor(
      SourceCatalog catalog,
      Supplier<FarmView> farm,
      PublishingPlanner planner,
      PolicyTable policies,
      Transcodes transcodes,
      Deliveries deliveries,
      InstantSource clock,
      Supplier<RandomGenerator> random) {
    this.catalog = catalog;
    this.farm = farm;
    this.planner = planner;
    this.policies = policies;
    this.transcodes = transcodes;
    this.deliveries = deliveries;
    this.clock = clock;
    this.random = random;
  }

  /** Serves a request; fails with what {@link ProblemResponse#of} can tell the client. */
  Future<ProxyResponse> serve(MediaRequest request, Exchange exchange) {
    return entry(request).compose(entry -> attempt(request, entry, exchange));
  }

  /** The original is delivered as it is, so nobody needs to know what is in it. */
  private Future<AssetEntry> entry(MediaRequest request) {
    return request.wantsOriginal()
        ? Future.succeededFuture(AssetEntry.unprobed(request.asset()))
        : catalog.find(request.asset());
  }

  private Future<ProxyResponse> attempt(MediaRequest request, AssetEntry entry, Exchange exchange) {
    if (exchange.isOver()) {
      return Future.failedFuture(new ClientLeftException());
    }
    Decision decision;
    try {
      decision = decide(request, entry, exchange);
    } catch (InvalidParameterException e) {
      return Future.failedFuture(e);
    }
    exchange.decided(decision);
    return follow(decision, exchange, entry)
        .recover(cause -> attemptAgain(cause, request, entry, exchange));
  }

  private Decision decide(MediaRequest request, AssetEntry entry, Exchange exchange) {
    var wanted = request.rendition();
    Rendition rendition = wanted == null ? null : RenditionResolver.resolve(wanted, entry.source());
    return planner.decide(
        new Deliberation(
            request,
            policies.policyOf(request),
            rendition,
            entry,
            farm.get(),
            isJoinable(entry, rendition),
            exchange.excluded(),
            exchange.waited(),
            clock.instant(),
            random.get()));
  }

  private boolean isJoinable(AssetEntry entry, @Nullable Rendition rendition) {
    return rendition != null
        && transcodes.isJoinable(entry.asset(), entry.source().version(), rendition);
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
            .filter(consideration -> consideration.refusal() != null)
            .map(RequestProcessor::reason)
            .distinct()
            .collect(Collectors.joining("; "));
    return Problem.of(503, "No way to serve this now", reasons + ".");
  }

  private static String reason(Consideration consideration) {
    Refusal refusal = consideration.refusal();
    return refusal == null ? "" : refusal.reason();
  }

  private Future<ProxyResponse> attemptAgain(
      Throwable cause, MediaRequest request, AssetEntry entry, Exchange exchange) {
    if (exchange.attempt() == MOST_ATTEMPTS) {
      return Future.failedFuture(cause);
    }
    if (cause instanceof BackEndException failed) {
      exchange.exclude(failed.serverId());
    } else if (cause instanceof NoServerException none) {
      none.tried().forEach(exchange::exclude);
    } else {
      return Future.failedFuture(cause);
    }
    return attempt(request, entry, exchange);
  }
}
