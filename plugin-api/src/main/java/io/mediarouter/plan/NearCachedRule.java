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
  public RuleResult examine(DecisionContext context) {
    Rendition wanted = context.rendition();
    RenditionRequest asked = context.request().rendition();
    if (wanted == null || asked == null) {
      return Refusal.ORIGINAL_ASKED;
    }
    var acceptance = Acceptance.of(context, asked, wanted);
    return acceptance.isTolerant() ? nearest(acceptance, context) : Refusal.NO_TOLERANCE;
  }

  private RuleResult nearest(Acceptance acceptance, DecisionContext context) {
    List<StoredRendition> near =
        context.entry().renditions().stream()
            .filter(context.entry()::isCurrent)
            .filter(stored -> acceptance.accepts(stored.rendition()))
            .sorted(Comparator.comparingDouble(stored -> distance(acceptance, stored)))
            .toList();
    return near.isEmpty() ? Refusal.NOTHING_NEAR : deliverable(near, acceptance, context);
  }

  private static double distance(Acceptance acceptance, StoredRendition stored) {
    return Distance.between(acceptance.wanted(), stored.rendition());
  }

  private RuleResult deliverable(
      List<StoredRendition> near, Acceptance acceptance, DecisionContext context) {
    for (StoredRendition stored : near) {
      List<Candidate> holders = stores.holders(stored, context);
      if (!holders.isEmpty()) {
        return Orders.stored(option(), context, stored, distance(acceptance, stored), holders);
      }
    }
    return Refusal.NO_COPY_AVAILABLE;
  }
}
