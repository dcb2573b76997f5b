package io.mediarouter.vertx.proxy.process;

import io.mediarouter.estimate.Task;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.Rendition;
import io.mediarouter.plan.Decision;
import io.mediarouter.plan.DecisionContext;
import io.mediarouter.plan.MediaProviderRequest;
import io.mediarouter.plan.Planner;
import io.mediarouter.plan.PublishingOption;
import io.mediarouter.request.MediaRequest;
import io.mediarouter.select.FarmLearner;
import io.mediarouter.vertx.proxy.exchange.Exchange;
import io.mediarouter.vertx.transcode.FilmParts;

/**
 * The bridge to the pure planner: has it decide on what is known, and tells what was decided.
 *
 * @param learner is told of each choice of a transcoding server
 */
public record Decider(DecisionContexts contexts, Planner planner, FarmLearner learner) {

  /**
   * Decides how to serve a request now.
   *
   * @throws io.mediarouter.media.InvalidParameterException if the source cannot take this form
   */
  Decision decide(MediaRequest request, AssetEntry entry, Exchange exchange) {
    DecisionContext context = context(request, entry, exchange);
    Decision decision = planner.decide(context);
    learn(decision, context);
    return decision;
  }

  private DecisionContext context(MediaRequest request, AssetEntry entry, Exchange exchange) {
    FilmParts film = exchange.film();
    var context =
        contexts
            .of(
                request,
                exchange.form().of(request, entry),
                entry,
                exchange.excluded(),
                exchange.waited())
            .with(film == null ? null : film.summary());
    return exchange.encodesAll()
        ? context.under(context.policy().without(PublishingOption.REMUX))
        : context;
  }

  /** Decides how to serve a request for which nothing must be transcoded. */
  Decision decideWithoutTranscoding(MediaRequest request, AssetEntry entry, Exchange exchange) {
    DecisionContext context = context(request, entry, exchange);
    return planner.decide(context.under(context.policy().withoutTranscoding()));
  }

  private static EncodingSpeed speed(MediaProviderRequest order) {
    return order.option() == PublishingOption.REMUX ? EncodingSpeed.COPY : EncodingSpeed.FAST;
  }

  private void learn(Decision decision, DecisionContext context) {
    var order = decision.order();
    Rendition rendition = order.rendition();
    boolean placed = order.option().isTranscoding() && !order.candidates().isEmpty();
    if (rendition != null && placed && order.victims().isEmpty()) {
      AssetEntry entry = context.entry();
      learner.decided(
          new Task(entry.asset(), entry.source(), rendition, speed(order)),
          context.deadline(rendition),
          context.farm().withRole(ServerRole.TRANSCODING),
          order.candidates().get(0),
          context.now());
    }
  }
}
