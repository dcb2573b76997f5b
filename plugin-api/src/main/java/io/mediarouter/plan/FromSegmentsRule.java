package io.mediarouter.plan;

import io.mediarouter.farm.StoredParts;
import io.mediarouter.media.Rendition;
import io.mediarouter.select.Candidate;
import java.util.List;

/**
 * The rule for putting a whole rendition together from the segments of a stream, where all of them
 * are stored: that takes no transcoding server.
 */
final class FromSegmentsRule implements PublishingRule {
  private final StoredRule stores;

  FromSegmentsRule(StoredRule stores) {
    this.stores = stores;
  }

  @Override
  public PublishingOption option() {
    return PublishingOption.FROM_SEGMENTS;
  }

  @Override
  public RuleResult examine(DecisionContext context) {
    Rendition wanted = context.rendition();
    if (wanted == null) {
      return Refusal.ORIGINAL_ASKED;
    }
    StoredParts parts = context.parts();
    if (parts == null) {
      return Refusal.SEGMENTS_MISSING;
    }
    List<Candidate> holders = stores.holders(parts, context);
    return holders.isEmpty()
        ? Refusal.NO_COPY_AVAILABLE
        : Orders.transcode(option(), context, wanted, holders, List.of());
  }
}
