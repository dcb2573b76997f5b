package io.mediarouter.plan;

import io.mediarouter.estimate.TaskEstimate;
import io.mediarouter.farm.ServerLoadMonitor;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.farm.ServerView;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.farm.Work;
import io.mediarouter.select.Candidate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The choice among the servers that hold a stored rendition: the least loaded one that can deliver.
 */
final class StoredRule {
  /** What one delivery keeps busy; it only has to be above 0, since no server is refused for it. */
  static final TaskEstimate DELIVERY = new TaskEstimate(0.01, 0, TaskEstimate.Basis.CONSERVATIVE);

  private final ServerLoadMonitor monitor;

  StoredRule(ServerLoadMonitor monitor) {
    this.monitor = monitor;
  }

  /** The servers that can deliver {@code stored}, best first; empty where none can. */
  List<Candidate> holders(StoredRendition stored, DecisionContext context) {
    List<String> ids = stored.serverIds();
    List<Candidate> candidates = new ArrayList<>(ids.size());
    int turn = ids.size() == 1 ? 0 : context.random().nextInt(ids.size());
    for (int i = 0; i < ids.size(); i++) {
      addIfUsable(ids.get((i + turn) % ids.size()), context, candidates);
    }
    candidates.sort(Comparator.comparingDouble(Candidate::score));
    return candidates;
  }

  private void addIfUsable(String id, DecisionContext context, List<Candidate> candidates) {
    ServerView view = context.farm().server(id).orElse(null);
    if (view != null && delivers(view) && context.isOpen(id)) {
      double cores = monitor.loadOf(view, context.now()).cores();
      double load = cores / view.server().capacityCores();
      candidates.add(
          new Candidate(
              view.server(), DELIVERY, load + Recovery.handicap(view, Work.DELIVERY, context)));
    }
  }

  /** A server may have been moved to another role, and still hold what it stored. */
  private static boolean delivers(ServerView view) {
    return view.server().is(ServerRole.DISTRIBUTION) && view.accepts(Work.DELIVERY);
  }
}
