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
  static Finding deliver(PublishingOption option, Deliberation deliberation) {
    List<Candidate> candidates = origins(deliberation);
    return candidates.isEmpty()
        ? Refusal.NO_ORIGIN
        : Orders.original(option, deliberation, candidates);
  }

  private static List<Candidate> origins(Deliberation deliberation) {
    var candidates = new ArrayList<Candidate>();
    for (ServerView view : deliberation.farm().withRole(ServerRole.ORIGIN)) {
      Server server = view.server();
      if (view.accepts(Work.ORIGINAL)
          && deliberation.isOpen(server.id())
          && holds(server, deliberation.entry().asset())) {
        double score =
            Recovery.handicap(view, Work.ORIGINAL, deliberation) - server.assetPath().length();
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
