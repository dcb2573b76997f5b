package io.mediarouter.plan;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.media.Rendition;
import io.mediarouter.select.Candidate;
import java.util.List;

/**
 * The rule for delivering the stored rendition that was asked for; or that of an earlier version of
 * the source, where the entry still has it: then it may be delivered until the new one is made.
 */
final class ExactCachedRule implements PublishingRule {
  private final StoredRule stores;

  ExactCachedRule(StoredRule stores) {
    this.stores = stores;
  }

  @Override
  public PublishingOption option() {
    return PublishingOption.EXACT_CACHED;
  }

  @Override
  public RuleResult examine(DecisionContext context) {
    Rendition rendition = context.rendition();
    if (rendition == null) {
      return Refusal.ORIGINAL_ASKED;
    }
    AssetEntry entry = context.entry();
    var stored = entry.find(rendition).or(() -> entry.findStale(rendition));
    return stored.isEmpty() ? Refusal.NOT_STORED : deliver(context, stored.get());
  }

  private RuleResult deliver(DecisionContext context, StoredRendition stored) {
    List<Candidate> holders = stores.holders(stored, context);
    return holders.isEmpty()
        ? Refusal.NO_COPY_AVAILABLE
        : Orders.stored(option(), context, stored, 0, holders);
  }
}
