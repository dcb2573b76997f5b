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
  public Finding examine(Deliberation deliberation) {
    Rendition wanted = deliberation.rendition();
    RenditionRequest asked = deliberation.request().rendition();
    if (wanted == null || asked == null) {
      return Refusal.ORIGINAL_ASKED;
    }
    if (!varied && deliberation.joinable()) {
      return Orders.transcode(option, deliberation, wanted, List.of(), List.of());
    }
    List<ServerView> servers = transcoders.available(deliberation);
    if (servers.isEmpty()) {
      return Refusal.NO_TRANSCODING_SERVER;
    }
    return varied
        ? variant(Acceptance.of(deliberation, asked, wanted), servers, deliberation)
        : place(wanted, servers, deliberation);
  }

  private Finding variant(
      Acceptance acceptance, List<ServerView> servers, Deliberation deliberation) {
    if (!acceptance.isTolerant()) {
      return Refusal.NO_TOLERANCE;
    }
    Finding last = Refusal.NO_VARIANT;
    for (Rendition rendition : Variants.cheaper(acceptance)) {
      last = place(rendition, servers, deliberation);
      if (last instanceof MediaProviderRequest) {
        return last;
      }
    }
    return last;
  }

  private Finding place(Rendition rendition, List<ServerView> servers, Deliberation deliberation) {
    if (prioritised) {
      return makeRoom(rendition, servers, deliberation);
    }
    List<Candidate> candidates = transcoders.withRoom(rendition, servers, deliberation);
    if (candidates.isEmpty()) {
      return Refusal.NO_CAPACITY;
    }
    return isInShare(candidates.get(0), deliberation)
        ? Orders.transcode(option, deliberation, rendition, candidates, List.of())
        : Refusal.SHARE_USED;
  }

  private Finding makeRoom(
      Rendition rendition, List<ServerView> servers, Deliberation deliberation) {
    var preemption = transcoders.makingRoom(rendition, servers, deliberation);
    if (preemption.isEmpty()) {
      return Refusal.NOTHING_TO_PREEMPT;
    }
    if (!isInShare(preemption.get().candidate(), deliberation)) {
      return Refusal.SHARE_USED;
    }
    return Orders.transcode(
        option,
        deliberation,
        rendition,
        List.of(preemption.get().candidate()),
        preemption.get().victims());
  }

  private static boolean isInShare(Candidate candidate, Deliberation deliberation) {
    double demand = candidate.estimate().demandCores();
    double cores =
        deliberation
            .farm()
            .server(candidate.server().id())
            .map(view -> view.coresTaken(demand))
            .orElse(demand);
    return deliberation.share().allows(cores);
  }
}
