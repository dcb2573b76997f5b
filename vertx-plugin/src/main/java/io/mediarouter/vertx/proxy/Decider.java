package io.mediarouter.vertx.proxy;

import io.mediarouter.estimate.Task;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.Rendition;
import io.mediarouter.plan.Decision;
import io.mediarouter.plan.Deliberation;
import io.mediarouter.plan.MediaProviderRequest;
import io.mediarouter.plan.Planner;
import io.mediarouter.plan.PublishingOption;
import io.mediarouter.request.MediaRequest;
import io.mediarouter.select.FarmLearner;

/**
 * The bridge to the pure planner: has it decide on what is known, and tells what was decided.
 *
 * @param learner is told of each choice of a transcoding server
 */
record Decider(Deliberations deliberations, Planner planner, FarmLearner learner) {

  /**
   * Decides how to serve a request now.
   *
   * @throws io.mediarouter.media.InvalidParameterException if the source cannot take this form
   */
  Decision decide(MediaRequest request, AssetEntry entry, Exchange exchange) {
    Deliberation deliberation = deliberation(request, entry, exchange);
    Decision decision = planner.decide(deliberation);
    learn(decision, deliberation);
    return decision;
  }

  private Deliberation deliberation(MediaRequest request, AssetEntry entry, Exchange exchange) {
    var deliberation = deliberations.of(request, entry, exchange.excluded(), exchange.waited());
    return exchange.encodesAll()
        ? deliberation.under(deliberation.policy().without(PublishingOption.REMUX))
        : deliberation;
  }

  /** Decides how to serve a request for which nothing must be transcoded. */
  Decision decideWithoutTranscoding(MediaRequest request, AssetEntry entry, Exchange exchange) {
    Deliberation deliberation = deliberation(request, entry, exchange);
    return planner.decide(deliberation.under(deliberation.policy().withoutTranscoding()));
  }

  private static EncodingSpeed speed(MediaProviderRequest order) {
    return order.option() == PublishingOption.REMUX ? EncodingSpeed.COPY : EncodingSpeed.FAST;
  }

  private void learn(Decision decision, Deliberation deliberation) {
    var order = decision.order();
    Rendition rendition = order.rendition();
    boolean placed = order.stored() == null && !order.candidates().isEmpty();
    if (rendition != null && placed && order.victims().isEmpty()) {
      AssetEntry entry = deliberation.entry();
      learner.decided(
          new Task(entry.asset(), entry.source(), rendition, speed(order)),
          deliberation.farm().withRole(ServerRole.TRANSCODING),
          order.candidates().get(0),
          deliberation.now());
    }
  }
}
