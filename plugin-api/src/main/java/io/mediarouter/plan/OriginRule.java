package io.mediarouter.plan;

import io.mediarouter.farm.Server;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.farm.ServerView;
import io.mediarouter.farm.Work;
import io.mediarouter.media.AssetId;
import io.mediarouter.select.Candidate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The choice among the origins of an asset: the one with the longest matching path. */
final class OriginRule {
  private OriginRule() {}

  /** The order to deliver the source itself by {@code option}; a refusal where no origin can. */
  static RuleResult deliver(PublishingOption option, DecisionContext context) {
    List<Candidate> candidates = origins(context);
    return candidates.isEmpty() ? Refusal.NO_ORIGIN : Orders.original(option, context, candidates);
  }

  private static List<Candidate> origins(DecisionContext context) {
    var candidates = new ArrayList<Candidate>();
    for (ServerView view : context.farm().withRole(ServerRole.ORIGIN)) {
      Server server = view.server();
      if (view.accepts(Work.ORIGINAL)
          && context.isOpen(server.id())
          && holds(server, context.entry().asset())) {
        double score =
            Recovery.handicap(view, Work.ORIGINAL, context) - server.assetPath().length();
        candidates.add(new Candidate(server, StoredRule.DELIVERY, score));
      }
    }
    candidates.sort(Comparator.comparingDouble(Candidate::score));
    return candidates;
  }

  static boolean holds(Server origin, AssetId asset) {
    return asset.path().startsWith(origin.assetPath());
  }
}
