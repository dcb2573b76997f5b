package io.mediarouter.vertx.proxy;

import io.mediarouter.estimate.EncodingSpeed;
import io.mediarouter.estimate.Task;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.FarmView;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.RenditionResolver;
import io.mediarouter.plan.Decision;
import io.mediarouter.plan.Deliberation;
import io.mediarouter.plan.PolicyTable;
import io.mediarouter.plan.PublishingPlanner;
import io.mediarouter.request.MediaRequest;
import io.mediarouter.select.FarmLearner;
import io.mediarouter.vertx.transcode.Transcodes;
import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The bridge to the pure planner: gathers what a decision depends on, and tells what was decided.
 *
 * @param learner is told of each choice of a transcoding server
 * @param farm tells what is known of the servers now
 */
record Decider(
    PublishingPlanner planner,
    PolicyTable policies,
    FarmLearner learner,
    Supplier<FarmView> farm,
    Transcodes transcodes,
    InstantSource clock,
    Supplier<RandomGenerator> random) {

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
    var wanted = request.rendition();
    Rendition rendition = wanted == null ? null : RenditionResolver.resolve(wanted, entry.source());
    return new Deliberation(
        request,
        policies.policyOf(request),
        rendition,
        entry,
        farm.get(),
        isJoinable(entry, rendition),
        exchange.excluded(),
        exchange.waited(),
        clock.instant(),
        random.get());
  }

  private boolean isJoinable(AssetEntry entry, @Nullable Rendition rendition) {
    return rendition != null
        && transcodes.isJoinable(entry.asset(), entry.source().version(), rendition);
  }

  private void learn(Decision decision, Deliberation deliberation) {
    var order = decision.order();
    Rendition rendition = order.rendition();
    boolean placed = order.stored() == null && !order.candidates().isEmpty();
    if (rendition != null && placed && order.victims().isEmpty()) {
      AssetEntry entry = deliberation.entry();
      learner.decided(
          new Task(entry.asset(), entry.source(), rendition, EncodingSpeed.FAST),
          deliberation.farm().withRole(ServerRole.TRANSCODING),
          order.candidates().get(0),
          deliberation.now());
    }
  }
}
