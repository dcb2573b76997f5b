package io.mediarouter.plan;

import io.mediarouter.estimate.Task;
import io.mediarouter.farm.Server;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.farm.ServerView;
import io.mediarouter.farm.Work;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.Format;
import io.mediarouter.media.Rendition;
import io.mediarouter.select.Candidate;
import io.mediarouter.select.Preemption;
import io.mediarouter.select.PreemptionRule;
import io.mediarouter.select.ServerSelector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The transcoding servers as a decision sees them: which are open to it, and which have or can make
 * room.
 */
final class Transcoders {
  private static final BiPredicate<ServerView, DecisionContext> IS_AVAILABLE =
      (view, context) -> view.accepts(Work.TRANSCODE) && isOpen(view.server(), context);
  private static final BiPredicate<ServerView, DecisionContext> IS_UP_TO =
      (view, context) -> view.health().tries(Work.TRANSCODE) || Recovery.isUpTo(view, context);

  private static final BiPredicate<ServerView, DecisionContext> HAS_SESSION =
      (view, context) -> view.hasSession();

  private static final BiPredicate<ServerView, DecisionContext> COPIES =
      (view, context) -> copies(view.server(), context.rendition());

  private static final BiPredicate<ServerView, DecisionContext> MAKES_SEGMENTS =
      (view, context) -> view.server().capabilities().makesSegments();

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
  List<ServerView> available(DecisionContext context) {
    List<ServerView> open =
        those(context.farm().withRole(ServerRole.TRANSCODING), context, IS_AVAILABLE);
    List<ServerView> recovered = those(open, context, IS_UP_TO);
    return withSegments(recovered.isEmpty() ? open : recovered, context);
  }

  /** Segments are made by who makes them by themselves, if anybody does. */
  private static List<ServerView> withSegments(List<ServerView> all, DecisionContext context) {
    Rendition wanted = context.rendition();
    if (wanted == null || wanted.format() != Format.M4S) {
      return all;
    }
    List<ServerView> some = those(all, context, MAKES_SEGMENTS);
    return some.isEmpty() ? all : some;
  }

  /** Those of the {@linkplain #available available} ones that can copy streams. */
  List<ServerView> availableToCopy(DecisionContext context) {
    return those(available(context), context, COPIES);
  }

  /** Whether a server can copy streams into {@code wanted}. */
  static boolean copies(Server server, @Nullable Rendition wanted) {
    return wanted == null ? server.capabilities().copies() : server.capabilities().canCopy(wanted);
  }

  /** Copies only where it must: mostly, all servers are available. */
  private static List<ServerView> those(
      List<ServerView> all,
      DecisionContext context,
      BiPredicate<ServerView, DecisionContext> condition) {
    for (int i = 0; i < all.size(); i++) {
      if (!condition.test(all.get(i), context)) {
        return rest(all, i, context, condition);
      }
    }
    return all;
  }

  private static List<ServerView> rest(
      List<ServerView> all,
      int first,
      DecisionContext context,
      BiPredicate<ServerView, DecisionContext> condition) {
    var some = new ArrayList<ServerView>(all.subList(0, first));
    for (int i = first + 1; i < all.size(); i++) {
      if (condition.test(all.get(i), context)) {
        some.add(all.get(i));
      }
    }
    return some;
  }

  /** Whether a server may still be tried, and can make what was asked for. */
  static boolean isOpen(Server server, DecisionContext context) {
    Rendition wanted = context.rendition();
    return context.isOpen(server.id()) && (wanted == null || server.capabilities().canMake(wanted));
  }

  /** Those of {@code servers} that have room for {@code rendition}, best first. */
  List<Candidate> withRoom(Rendition rendition, List<ServerView> servers, DecisionContext context) {
    return withRoom(rendition, EncodingSpeed.FAST, servers, context);
  }

  /** Those of {@code servers} that have room to make {@code rendition} so, best first. */
  List<Candidate> withRoom(
      Rendition rendition, EncodingSpeed speed, List<ServerView> servers, DecisionContext context) {
    List<Candidate> chosen =
        selector.choose(
            task(rendition, speed, context),
            context.deadline(rendition),
            those(servers, context, HAS_SESSION),
            context.now(),
            context.random());
    return Recovery.trialsFirst(ColdStart.of(chosen, rendition, context), servers, Work.TRANSCODE);
  }

  /** The cheapest way to make room for {@code rendition} on one of {@code servers}. */
  Optional<Preemption> makingRoom(
      Rendition rendition, List<ServerView> servers, DecisionContext context) {
    return preemption.find(
        task(rendition, context),
        servers,
        context.request().priority(),
        context.policy().preemptsDelivery(),
        context.now());
  }

  static Task task(Rendition rendition, DecisionContext context) {
    return task(rendition, EncodingSpeed.FAST, context);
  }

  static Task task(Rendition rendition, EncodingSpeed speed, DecisionContext context) {
    var entry = context.entry();
    return new Task(entry.asset(), entry.source(), rendition, speed);
  }
}
