package io.mediarouter.plan;

import io.mediarouter.farm.LookOrder;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.farm.ServerView;
import io.mediarouter.farm.Work;
import io.mediarouter.media.Format;
import io.mediarouter.media.Rendition;
import io.mediarouter.select.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rule that the first segment of a stream is made by the server that has told what is in its
 * source, unless another one is sooner all the same: that one would look at the source once more
 * before it begins.
 */
final class ColdStart {
  /** What such a look takes at the least, seconds. */
  private static final double LOOK_SECONDS = 0.06;

  private ColdStart() {}

  /** The candidates in the order of when they would have made it. */
  static List<Candidate> of(List<Candidate> chosen, Rendition made, DecisionContext context) {
    if (chosen.size() < 2 || !isFirst(made, context)) {
      return chosen;
    }
    return looked(context)
        .flatMap(id -> chosen.stream().filter(each -> each.server().id().equals(id)).findFirst())
        .filter(known -> secondsLater(known, chosen.get(0)) < LOOK_SECONDS)
        .map(known -> inFront(known, chosen))
        .orElse(chosen);
  }

  /** Who watches already may have had it made elsewhere, where the source is known by now. */
  private static boolean isFirst(Rendition made, DecisionContext context) {
    return made.format() == Format.M4S
        && context.request().patience() == null
        && context.entry().renditions().isEmpty();
  }

  private static Optional<String> looked(DecisionContext context) {
    return context.farm().withRole(ServerRole.TRANSCODING).stream()
        .filter(view -> view.accepts(Work.PROBE))
        .map(ServerView::server)
        .map(server -> server.id())
        .min(LookOrder.of(context.request().asset()));
  }

  /** Scores are in times of what the task takes on the best idle server. */
  private static double secondsLater(Candidate one, Candidate other) {
    double seconds = other.estimate().workCoreSeconds() / other.estimate().demandCores();
    return (one.score() - other.score()) * seconds;
  }

  private static List<Candidate> inFront(Candidate first, List<Candidate> chosen) {
    var all = new ArrayList<Candidate>(chosen);
    all.remove(first);
    all.add(0, first);
    return all;
  }
}
