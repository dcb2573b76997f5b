package io.mediarouter.plan;

import io.mediarouter.farm.StoredRendition;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.RenditionRequest;
import io.mediarouter.select.Candidate;
import java.util.Comparator;
import java.util.List;

/** The rule for delivering the nearest stored rendition inside the request's tolerances. */
final class NearCachedRule implements PublishingRule {
  private final StoredRule stores;

  NearCachedRule(StoredRule stores) {
    this.stores = stores;
  }

  @Override
  public PublishingOption option() {
    return PublishingOption.NEAR_CACHED;
  }

  @Override
  public Finding examine(Deliberation deliberation) {
    Rendition wanted = deliberation.rendition();
    RenditionRequest asked = deliberation.request().rendition();
    if (wanted == null || asked == null) {
      return Refusal.ORIGINAL_ASKED;
    }
    var acceptance = Acceptance.of(deliberation, asked, wanted);
    return acceptance.isTolerant() ? nearest(acceptance, deliberation) : Refusal.NO_TOLERANCE;
  }

  private Finding nearest(Acceptance acceptance, Deliberation deliberation) {
    List<StoredRendition> near =
        deliberation.entry().renditions().stream()
            .filter(deliberation.entry()::isCurrent)
            .filter(stored -> acceptance.accepts(stored.rendition()))
            .sorted(Comparator.comparingDouble(stored -> distance(acceptance, stored)))
            .toList();
    return near.isEmpty() ? Refusal.NOTHING_NEAR : deliverable(near, acceptance, deliberation);
  }

  private static double distance(Acceptance acceptance, StoredRendition stored) {
    return Distance.between(acceptance.wanted(), stored.rendition());
  }

  private Finding deliverable(
      List<StoredRendition> near, Acceptance acceptance, Deliberation deliberation) {
    for (StoredRendition stored : near) {
      List<Candidate> holders = stores.holders(stored, deliberation);
      if (!holders.isEmpty()) {
        return Orders.stored(option(), deliberation, stored, distance(acceptance, stored), holders);
      }
    }
    return Refusal.NO_COPY_AVAILABLE;
  }
}
