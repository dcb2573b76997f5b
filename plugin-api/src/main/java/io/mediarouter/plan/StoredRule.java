package io.mediarouter.plan;

import io.mediarouter.estimate.TaskEstimate;
import io.mediarouter.farm.ServerLoadMonitor;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.farm.ServerView;
import io.mediarouter.farm.StoredParts;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.farm.Work;
import io.mediarouter.select.Candidate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The choice among the servers that hold a stored rendition: the least loaded one that can deliver.
 */
final class StoredRule {
  /** What one delivery keeps busy; it only has to be above 0, since no server is refused for it. */
  static final TaskEstimate DELIVERY = new TaskEstimate(0.01, 0, TaskEstimate.Basis.CONSERVATIVE);

  /** Core-seconds that reading, moving and storing a byte of a part take. */
  private static final double PER_BYTE = 1e-8;

  /** What putting parts together keeps busy while it goes on. */
  private static final double TOGETHER_CORES = 0.5;

  /** Core-seconds that asking for a part takes. */
  private static final double PER_PART = 5e-4;

  private final ServerLoadMonitor monitor;

  StoredRule(ServerLoadMonitor monitor) {
    this.monitor = monitor;
  }

  /**
   * The servers that can deliver some of {@code parts}, best first; empty where there is a part
   * that none can.
   */
  List<Candidate> holders(StoredParts parts, DecisionContext context) {
    Set<String> ids = new LinkedHashSet<>();
    for (List<String> each : parts.holders()) {
      if (each.stream().noneMatch(id -> isUsable(id, context))) {
        return List.of();
      }
      ids.addAll(each);
    }
    List<Candidate> candidates = new ArrayList<>();
    ids.forEach(id -> addIfUsable(id, price(parts), context, candidates));
    candidates.sort(Comparator.comparingDouble(Candidate::score));
    return candidates;
  }

  /** What putting parts together is predicted to take of this proxy and of who holds them. */
  static TaskEstimate price(StoredParts parts) {
    double work = parts.bytes() * PER_BYTE + parts.count() * PER_PART;
    return new TaskEstimate(TOGETHER_CORES, work, TaskEstimate.Basis.CONSERVATIVE);
  }

  private static boolean isUsable(String id, DecisionContext context) {
    return context.isOpen(id) && context.farm().server(id).filter(StoredRule::delivers).isPresent();
  }

  /** The servers that can deliver {@code stored}, best first; empty where none can. */
  List<Candidate> holders(StoredRendition stored, DecisionContext context) {
    List<String> ids = stored.serverIds();
    List<Candidate> candidates = new ArrayList<>(ids.size());
    int turn = ids.size() == 1 ? 0 : context.random().nextInt(ids.size());
    for (int i = 0; i < ids.size(); i++) {
      addIfUsable(ids.get((i + turn) % ids.size()), DELIVERY, context, candidates);
    }
    candidates.sort(Comparator.comparingDouble(Candidate::score));
    return candidates;
  }

  private void addIfUsable(
      String id, TaskEstimate price, DecisionContext context, List<Candidate> candidates) {
    ServerView view = context.farm().server(id).orElse(null);
    if (view != null && delivers(view) && context.isOpen(id)) {
      double cores = monitor.loadOf(view, context.now()).cores();
      double load = cores / view.server().capacityCores();
      candidates.add(
          new Candidate(
              view.server(), price, load + Recovery.handicap(view, Work.DELIVERY, context)));
    }
  }

  /** A server may have been moved to another role, and still hold what it stored. */
  private static boolean delivers(ServerView view) {
    return view.server().is(ServerRole.DISTRIBUTION) && view.accepts(Work.DELIVERY);
  }
}
