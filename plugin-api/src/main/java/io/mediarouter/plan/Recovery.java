package io.mediarouter.plan;

import io.mediarouter.farm.ServerView;
import io.mediarouter.farm.Work;
import io.mediarouter.select.Candidate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The order that servers' recovery brings into a choice: those on trial come first, or what was
 * learned of them while they were ill would keep everybody from trying them, and their trial has
 * room for a few only; those that have just recovered come last, but are never left out.
 */
final class Recovery {
  /** Beyond any load and any length of a path. */
  private static final double LAST = 1e6;

  private Recovery() {}

  /** What a server's score is worsened by for this request, lower scores being better. */
  static double handicap(ServerView view, Work work, DecisionContext context) {
    if (view.health().tries(work)) {
      return -LAST;
    }
    return isUpTo(view, context) ? 0 : LAST;
  }

  /** {@code candidates} for such work among {@code servers}, with those on trial before others. */
  static List<Candidate> trialsFirst(
      List<Candidate> candidates, List<ServerView> servers, Work work) {
    if (!isAnyTried(servers, work)) {
      return candidates;
    }
    var order = new ArrayList<Candidate>(candidates);
    order.sort(Comparator.comparing(each -> !isTried(each, servers, work)));
    return order;
  }

  /** Asked for each decision, so without a stream. */
  private static boolean isAnyTried(List<ServerView> servers, Work work) {
    for (int i = 0; i < servers.size(); i++) {
      if (servers.get(i).health().tries(work)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isTried(Candidate candidate, List<ServerView> servers, Work work) {
    return servers.stream()
        .anyMatch(view -> view.server().equals(candidate.server()) && view.health().tries(work));
  }

  static boolean isUpTo(ServerView view, DecisionContext context) {
    return view.health().isUpTo(context.now(), context.random());
  }
}
