package io.mediarouter.plan;

import io.mediarouter.estimate.EncodingSpeed;
import io.mediarouter.estimate.Task;
import io.mediarouter.farm.Server;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.farm.ServerView;
import io.mediarouter.media.Rendition;
import io.mediarouter.select.Candidate;
import io.mediarouter.select.Preemption;
import io.mediarouter.select.PreemptionRule;
import io.mediarouter.select.ServerSelector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The transcoding servers as a decision sees them: which are open to it, and which have or can make
 * room.
 */
final class Transcoders {
  private final ServerSelector selector;
  private final PreemptionRule preemption;

  Transcoders(ServerSelector selector, PreemptionRule preemption) {
    this.selector = selector;
    this.preemption = preemption;
  }

  /**
   * The servers that may be given the task: open to it, and able to make what was asked for. A
   * cheaper variant of that needs nothing else.
   */
  List<ServerView> available(Deliberation deliberation) {
    List<ServerView> all = deliberation.farm().withRole(ServerRole.TRANSCODING);
    int open = 0;
    for (ServerView view : all) {
      open += isAvailable(view, deliberation) ? 1 : 0;
    }
    return open == all.size() ? all : some(all, open, deliberation);
  }

  /** Copies only where it must: mostly, all servers are available. */
  private static List<ServerView> some(List<ServerView> all, int count, Deliberation deliberation) {
    var some = new ArrayList<ServerView>(count);
    for (ServerView view : all) {
      if (isAvailable(view, deliberation)) {
        some.add(view);
      }
    }
    return some;
  }

  private static boolean isAvailable(ServerView view, Deliberation deliberation) {
    return view.isAvailable() && isOpen(view.server(), deliberation);
  }

  /** Whether a server may still be tried, and can make what was asked for. */
  static boolean isOpen(Server server, Deliberation deliberation) {
    Rendition wanted = deliberation.rendition();
    return deliberation.isOpen(server.id())
        && (wanted == null || server.capabilities().canMake(wanted));
  }

  /** Those of {@code servers} that have room for {@code rendition}, best first. */
  List<Candidate> withRoom(
      Rendition rendition, List<ServerView> servers, Deliberation deliberation) {
    return selector.choose(
        task(rendition, deliberation), servers, deliberation.now(), deliberation.random());
  }

  /** The cheapest way to make room for {@code rendition} on one of {@code servers}. */
  Optional<Preemption> makingRoom(
      Rendition rendition, List<ServerView> servers, Deliberation deliberation) {
    return preemption.find(
        task(rendition, deliberation),
        servers,
        deliberation.request().priority(),
        deliberation.policy().preemptsDelivery(),
        deliberation.now());
  }

  static Task task(Rendition rendition, Deliberation deliberation) {
    var entry = deliberation.entry();
    return new Task(entry.asset(), entry.source(), rendition, EncodingSpeed.FAST);
  }
}
