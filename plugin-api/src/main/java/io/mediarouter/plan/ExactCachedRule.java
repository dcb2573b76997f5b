package io.mediarouter.plan;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.RenditionRequest;
import io.mediarouter.select.Candidate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The rule for delivering the stored rendition that was asked for, or where the request leaves a
 * choice, one that is as good; or that of an earlier version of the source, where the entry still
 * has it: then it may be delivered until the new one is made.
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
    Optional<StoredRendition> same = context.entry().find(rendition);
    RuleResult found = same.isEmpty() ? Refusal.NOT_STORED : deliver(context, same.get());
    return found instanceof Refusal refusal ? examineOthers(rendition, refusal, context) : found;
  }

  private RuleResult examineOthers(Rendition wanted, Refusal refusal, DecisionContext context) {
    RuleResult last = refusal;
    for (StoredRendition each : others(wanted, context).toList()) {
      last = deliver(context, each);
      if (!(last instanceof Refusal)) {
        return last;
      }
    }
    return last;
  }

  private RuleResult deliver(DecisionContext context, StoredRendition stored) {
    List<Candidate> holders = stores.holders(stored, context);
    return holders.isEmpty()
        ? Refusal.NO_COPY_AVAILABLE
        : Orders.stored(option(), context, stored, 0, holders);
  }

  /** All that is stored and could be delivered for {@code wanted}, best first. */
  static Stream<StoredRendition> all(Rendition wanted, DecisionContext context) {
    return Stream.concat(context.entry().find(wanted).stream(), others(wanted, context));
  }

  /** Those of them that are not just {@code wanted}; of no other source while that is there. */
  private static Stream<StoredRendition> others(Rendition wanted, DecisionContext context) {
    AssetEntry entry = context.entry();
    Stream<StoredRendition> asGood = asGood(wanted, context);
    return entry.find(wanted).isPresent()
        ? asGood
        : Stream.concat(asGood, entry.findStale(wanted).stream());
  }

  private static Stream<StoredRendition> asGood(Rendition wanted, DecisionContext context) {
    RenditionRequest asked = context.request().rendition();
    return asked == null ? Stream.empty() : StoredChoice.of(asked, wanted, context.entry());
  }
}
