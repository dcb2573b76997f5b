package io.mediarouter.plan;

import io.mediarouter.farm.ActiveTask;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.media.Rendition;
import io.mediarouter.select.Candidate;
import java.util.List;

/** The writer of media provider requests for a decision. */
final class Orders {
  private Orders() {}

  static MediaProviderRequest stored(
      PublishingOption option,
      DecisionContext context,
      StoredRendition stored,
      double distance,
      List<Candidate> candidates) {
    return new MediaProviderRequest(
        option,
        stored.rendition(),
        stored,
        candidates,
        List.of(),
        distance,
        context.request().priority());
  }

  static MediaProviderRequest transcode(
      PublishingOption option,
      DecisionContext context,
      Rendition rendition,
      List<Candidate> candidates,
      List<ActiveTask> victims) {
    Rendition wanted = context.rendition();
    double distance = wanted == null ? 0 : Distance.between(wanted, rendition);
    return new MediaProviderRequest(
        option, rendition, null, candidates, victims, distance, context.request().priority());
  }

  static MediaProviderRequest original(
      PublishingOption option, DecisionContext context, List<Candidate> candidates) {
    return without(option, context, candidates);
  }

  static MediaProviderRequest rejection(DecisionContext context) {
    return without(PublishingOption.REJECT, context, List.of());
  }

  private static MediaProviderRequest without(
      PublishingOption option, DecisionContext context, List<Candidate> candidates) {
    return new MediaProviderRequest(
        option, null, null, candidates, List.of(), 0, context.request().priority());
  }
}
