package io.mediarouter.plan;

import io.mediarouter.estimate.Task;
import io.mediarouter.farm.Server;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.farm.ServerView;
import io.mediarouter.farm.Work;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.Rendition;
import io.mediarouter.select.Candidate;
import io.mediarouter.select.Preemption;
import io.mediarouter.select.PreemptionRule;
import io.mediarouter.select.ServerSelector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * The transcoding servers as a decision sees them: which are open to it, and which have or can make
 * room.
 */
final class Transcoders {
  private static final BiPredicate<ServerView, Deliberation> IS_AVAILABLE =
      (view, deliberation) -> view.accepts(Work.TRANSCODE) && isOpen(view.server(), deliberation);
  private static final BiPredicate<ServerView, Deliberation> IS_UP_TO =
      (view, deliberation) ->
          view.health().tries(Work.TRANSCODE) || Recovery.isUpTo(view, deliberation);

  private static final BiPredicate<ServerView, Deliberation> HAS_SESSION =
      (view, deliberation) -> view.hasSession();

  private static final BiPredicate<ServerView, Deliberation> COPIES =
      (view, deliberation) -> view.server().capabilities().copies();

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
    List<ServerView> open =
        those(deliberation.farm().withRole(ServerRole.TRANSCODING), deliberation, IS_AVAILABLE);
    List<ServerView> recovered = those(open, deliberation, IS_UP_TO);
    return recovered.isEmpty() ? open : recovered;
  }

  /** Those of the {@linkplain #available available} ones that can copy streams. */
  List<ServerView> availableToCopy(Deliberation deliberation) {
    return those(available(deliberation), deliberation, COPIES);
  }

  /** Copies only where it must: mostly, all servers are available. */
  private static List<ServerView> those(
      List<ServerView> all,
      Deliberation deliberation,
      BiPredicate<ServerView, Deliberation> condition) {
    for (int i = 0; i < all.size(); i++) {
      if (!condition.test(all.get(i), deliberation)) {
        return rest(all, i, deliberation, condition);
      }
    }
    return all;
  }

  private static List<ServerView> rest(
      List<ServerView> all,
      int first,
      Deliberation deliberation,
      BiPredicate<ServerView, Deliberation> condition) {
    var some = new ArrayList<ServerView>(all.subList(0, first));
    for (int i = first + 1; i < all.size(); i++) {
      if (condition.test(all.get(i), deliberation)) {
        some.add(all.get(i));
      }
    }
    return some;
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
    return withRoom(rendition, EncodingSpeed.FAST, servers, deliberation);
  }

  /** Those of {@code servers} that have room to make {@code rendition} so, best first. */
  List<Candidate> withRoom(
      Rendition rendition,
      EncodingSpeed speed,
      List<ServerView> servers,
      Deliberation deliberation) {
    List<Candidate> chosen =
        selector.choose(
            task(rendition, speed, deliberation),
            those(servers, deliberation, HAS_SESSION),
            deliberation.now(),
            deliberation.random());
    return Recovery.trialsFirst(chosen, servers, Work.TRANSCODE);
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
    return task(rendition, EncodingSpeed.FAST, deliberation);
  }

  static Task task(Rendition rendition, EncodingSpeed speed, Deliberation deliberation) {
    var entry = deliberation.entry();
    return new Task(entry.asset(), entry.source(), rendition, speed);
  }
}
