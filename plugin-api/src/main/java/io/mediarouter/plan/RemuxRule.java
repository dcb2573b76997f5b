package io.mediarouter.plan;

import io.mediarouter.farm.ServerView;
import io.mediarouter.media.Copied;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.Rendition;
import io.mediarouter.select.Candidate;
import java.util.List;

/**
 * The rule for copying the source's streams that are as they were asked for into another container,
 * where a server can and has room for that, which is little.
 */
final class RemuxRule implements PublishingRule {
  private final Transcoders transcoders;

  RemuxRule(Transcoders transcoders) {
    this.transcoders = transcoders;
  }

  @Override
  public PublishingOption option() {
    return PublishingOption.REMUX;
  }

  @Override
  public RuleResult examine(DecisionContext context) {
    Rendition wanted = context.rendition();
    if (wanted == null) {
      return Refusal.ORIGINAL_ASKED;
    }
    if (!Copied.of(wanted, context.entry().source()).isAny()) {
      return Refusal.NOTHING_TO_COPY;
    }
    List<ServerView> servers = transcoders.availableToCopy(context);
    return servers.isEmpty() ? Refusal.NO_COPYING_SERVER : place(wanted, servers, context);
  }

  private RuleResult place(Rendition wanted, List<ServerView> servers, DecisionContext context) {
    List<Candidate> candidates =
        context.joinable()
            ? List.of()
            : transcoders.withRoom(wanted, EncodingSpeed.COPY, servers, context);
    return candidates.isEmpty() && !context.joinable()
        ? Refusal.NO_CAPACITY
        : Orders.transcode(option(), context, wanted, candidates, List.of());
  }
}
