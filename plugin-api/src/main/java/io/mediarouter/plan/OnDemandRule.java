package io.mediarouter.plan;

import io.mediarouter.farm.ServerView;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.RenditionRequest;
import io.mediarouter.select.Candidate;
import java.util.List;

/**
 * The rule for transcoding: into just what was asked for or into a cheaper variant, where there is
 * room or where room can be made.
 */
final class OnDemandRule implements PublishingRule {
  private final PublishingOption option;
  private final boolean varied;
  private final boolean prioritised;
  private final Transcoders transcoders;

  private OnDemandRule(
      PublishingOption option, boolean varied, boolean prioritised, Transcoders transcoders) {
    this.option = option;
    this.varied = varied;
    this.prioritised = prioritised;
    this.transcoders = transcoders;
  }

  static OnDemandRule exact(Transcoders transcoders) {
    return new OnDemandRule(PublishingOption.ON_DEMAND_EXACT, false, false, transcoders);
  }

  static OnDemandRule exactPrioritised(Transcoders transcoders) {
    return new OnDemandRule(PublishingOption.ON_DEMAND_EXACT_PRIORITISED, false, true, transcoders);
  }

  static OnDemandRule varied(Transcoders transcoders) {
    return new OnDemandRule(PublishingOption.ON_DEMAND_VARIED, true, false, transcoders);
  }

  static OnDemandRule variedPrioritised(Transcoders transcoders) {
    return new OnDemandRule(PublishingOption.ON_DEMAND_VARIED_PRIORITISED, true, true, transcoders);
  }

  @Override
  public PublishingOption option() {
    return option;
  }

  @Override
  public RuleResult examine(DecisionContext context) {
    Rendition wanted = context.rendition();
    RenditionRequest asked = context.request().rendition();
    if (wanted == null || asked == null) {
      return Refusal.ORIGINAL_ASKED;
    }
    if (!varied && context.joinable()) {
      return Orders.transcode(option, context, wanted, List.of(), List.of());
    }
    List<ServerView> servers = transcoders.available(context);
    if (servers.isEmpty()) {
      return Refusal.NO_TRANSCODING_SERVER;
    }
    return varied
        ? variant(Acceptance.of(context, asked, wanted), servers, context)
        : place(wanted.cutExactly(), servers, context);
  }

  private RuleResult variant(
      Acceptance acceptance, List<ServerView> servers, DecisionContext context) {
    if (!acceptance.isTolerant()) {
      return Refusal.NO_TOLERANCE;
    }
    RuleResult last = Refusal.NO_VARIANT;
    for (Rendition rendition : Variants.cheaper(acceptance)) {
      last = place(rendition, servers, context);
      if (last instanceof MediaProviderRequest) {
        return last;
      }
    }
    return last;
  }

  private RuleResult place(Rendition rendition, List<ServerView> servers, DecisionContext context) {
    if (prioritised) {
      return makeRoom(rendition, servers, context);
    }
    List<Candidate> candidates = transcoders.withRoom(rendition, servers, context);
    if (candidates.isEmpty()) {
      return Refusal.NO_CAPACITY;
    }
    return isInShare(candidates.get(0), context)
        ? Orders.transcode(option, context, rendition, candidates, List.of())
        : Refusal.SHARE_USED;
  }

  private RuleResult makeRoom(
      Rendition rendition, List<ServerView> servers, DecisionContext context) {
    var preemption = transcoders.makingRoom(rendition, servers, context);
    if (preemption.isEmpty()) {
      return Refusal.NOTHING_TO_PREEMPT;
    }
    if (!isInShare(preemption.get().candidate(), context)) {
      return Refusal.SHARE_USED;
    }
    return Orders.transcode(
        option,
        context,
        rendition,
        List.of(preemption.get().candidate()),
        preemption.get().victims());
  }

  private static boolean isInShare(Candidate candidate, DecisionContext context) {
    double demand = candidate.estimate().demandCores();
    double cores =
        context
            .farm()
            .server(candidate.server().id())
            .map(view -> view.coresTaken(demand))
            .orElse(demand);
    return context.share().allows(cores);
  }
}
