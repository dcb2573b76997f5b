package io.mediarouter.plan;

import io.mediarouter.estimate.TaskEstimate;
import io.mediarouter.farm.ServerLoadMonitor;
import io.mediarouter.farm.ServerView;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.media.Rendition;
import io.mediarouter.select.Candidate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The rule for delivering the stored rendition, from the least loaded server that holds it. */
final class ExactCachedRule implements PublishingRule {
  /** What one delivery keeps busy; it only has to be above 0, since no server is refused for it. */
  private static final TaskEstimate DELIVERY =
      new TaskEstimate(0.01, 0, TaskEstimate.Basis.CONSERVATIVE);

  private final ServerLoadMonitor monitor;

  ExactCachedRule(ServerLoadMonitor monitor) {
    this.monitor = monitor;
  }

  @Override
  public PublishingOption option() {
    return PublishingOption.EXACT_CACHED;
  }

  @Override
  public Finding examine(Deliberation deliberation) {
    Rendition rendition = deliberation.rendition();
    if (rendition == null) {
      return Refusal.ORIGINAL_ASKED;
    }
    var stored = deliberation.entry().find(rendition);
    return stored.isEmpty() ? Refusal.NOT_STORED : deliver(deliberation, stored.get());
  }

  private Finding deliver(Deliberation deliberation, StoredRendition stored) {
    List<Candidate> candidates = new ArrayList<>(stored.serverIds().size());
    int turn = deliberation.random().nextInt(stored.serverIds().size());
    for (int i = 0; i < stored.serverIds().size(); i++) {
      String id = stored.serverIds().get((i + turn) % stored.serverIds().size());
      deliberation.farm().server(id).ifPresent(view -> addIfUsable(view, deliberation, candidates));
    }
    if (candidates.isEmpty()) {
      return Refusal.NO_COPY_AVAILABLE;
    }
    candidates.sort(Comparator.comparingDouble(Candidate::score));
    return new MediaProviderRequest(
        PublishingOption.EXACT_CACHED,
        stored.rendition(),
        stored,
        candidates,
        deliberation.request().priority());
  }

  private void addIfUsable(ServerView view, Deliberation deliberation, List<Candidate> candidates) {
    if (view.canDeliver() && deliberation.isOpen(view.server().id())) {
      double cores = monitor.loadOf(view, deliberation.now()).cores();
      candidates.add(new Candidate(view.server(), DELIVERY, cores / view.server().capacityCores()));
    }
  }
}
