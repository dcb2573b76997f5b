package io.mediarouter.plan;

import io.mediarouter.estimate.EncodingSpeed;
import io.mediarouter.estimate.Task;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.farm.ServerView;
import io.mediarouter.media.Rendition;
import io.mediarouter.select.Candidate;
import io.mediarouter.select.ServerSelector;
import java.util.ArrayList;
import java.util.List;

/**
 * The rule for transcoding into what was asked for, where a server has room or it is being done.
 */
final class OnDemandExactRule implements PublishingRule {
  private final ServerSelector selector;

  OnDemandExactRule(ServerSelector selector) {
    this.selector = selector;
  }

  @Override
  public PublishingOption option() {
    return PublishingOption.ON_DEMAND_EXACT;
  }

  @Override
  public Finding examine(Deliberation deliberation) {
    Rendition rendition = deliberation.rendition();
    if (rendition == null) {
      return Refusal.ORIGINAL_ASKED;
    }
    if (deliberation.joinable()) {
      return order(deliberation, rendition, List.of());
    }
    List<ServerView> servers = availableServers(deliberation);
    return servers.isEmpty()
        ? Refusal.NO_TRANSCODING_SERVER
        : place(deliberation, rendition, servers);
  }

  private static List<ServerView> availableServers(Deliberation deliberation) {
    var available = new ArrayList<ServerView>();
    for (ServerView view : deliberation.farm().withRole(ServerRole.TRANSCODING)) {
      if (view.isAvailable() && deliberation.isOpen(view.server().id())) {
        available.add(view);
      }
    }
    return available;
  }

  private Finding place(Deliberation deliberation, Rendition rendition, List<ServerView> servers) {
    AssetEntry entry = deliberation.entry();
    var task = new Task(entry.asset(), entry.source(), rendition, EncodingSpeed.FAST);
    List<Candidate> candidates =
        selector.choose(task, servers, deliberation.now(), deliberation.random());
    return candidates.isEmpty() ? Refusal.NO_CAPACITY : order(deliberation, rendition, candidates);
  }

  private static MediaProviderRequest order(
      Deliberation deliberation, Rendition rendition, List<Candidate> candidates) {
    return new MediaProviderRequest(
        PublishingOption.ON_DEMAND_EXACT,
        rendition,
        null,
        candidates,
        deliberation.request().priority());
  }
}
