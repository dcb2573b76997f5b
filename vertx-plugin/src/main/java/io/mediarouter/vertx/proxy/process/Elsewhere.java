package io.mediarouter.vertx.proxy.process;

import io.mediarouter.media.RenditionQuery;
import io.mediarouter.plan.Decision;
import io.mediarouter.plan.Planner;
import io.mediarouter.plan.PublishingOption;
import io.mediarouter.request.ClientAbilities;
import io.mediarouter.request.MediaRequest;
import io.mediarouter.request.Tolerance;
import io.mediarouter.vertx.transcode.TranscodeOrder;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * The finder of another server for a segment that is made too slowly where it is made.
 *
 * @param contexts tell what a decision depends on
 */
public record Elsewhere(DecisionContexts contexts, Planner planner)
    implements BiFunction<TranscodeOrder, String, Optional<TranscodeOrder>> {

  /** The same order for who has room; empty where nobody but {@code server} has. */
  @Override
  public Optional<TranscodeOrder> apply(TranscodeOrder order, String server) {
    Decision decision =
        planner.decide(
            contexts.of(request(order), order.entry(), Set.of(server), Duration.ZERO).apart());
    return decision.option() == PublishingOption.ON_DEMAND_EXACT
            && !decision.order().candidates().isEmpty()
        ? Optional.of(order.by(decision.order().candidates()))
        : Optional.empty();
  }

  private static MediaRequest request(TranscodeOrder order) {
    return new MediaRequest(
        order.asset(),
        RenditionQuery.request(order.rendition()),
        null,
        Tolerance.EXACT,
        ClientAbilities.of(""),
        order.priority(),
        null,
        order.client());
  }
}
