package io.mediarouter.plan;

import io.mediarouter.farm.ActiveTask;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.media.Rendition;
import io.mediarouter.select.Candidate;
import java.util.List;

/** The writer of media provider requests for a deliberation. */
final class Orders {
  private Orders() {}

  static MediaProviderRequest stored(
      PublishingOption option,
      Deliberation deliberation,
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
        deliberation.request().priority());
  }

  static MediaProviderRequest transcode(
      PublishingOption option,
      Deliberation deliberation,
      Rendition rendition,
      List<Candidate> candidates,
      List<ActiveTask> victims) {
    Rendition wanted = deliberation.rendition();
    double distance = wanted == null ? 0 : Distance.between(wanted, rendition);
    return new MediaProviderRequest(
        option, rendition, null, candidates, victims, distance, deliberation.request().priority());
  }

  static MediaProviderRequest original(
      PublishingOption option, Deliberation deliberation, List<Candidate> candidates) {
    return without(option, deliberation, candidates);
  }

  static MediaProviderRequest rejection(Deliberation deliberation) {
    return without(PublishingOption.REJECT, deliberation, List.of());
  }

  private static MediaProviderRequest without(
      PublishingOption option, Deliberation deliberation, List<Candidate> candidates) {
    return new MediaProviderRequest(
        option, null, null, candidates, List.of(), 0, deliberation.request().priority());
  }
}
