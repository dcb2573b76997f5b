package io.mediarouter.harness.simulator.day;

import io.mediarouter.media.RenditionResolver;
import io.mediarouter.speculate.Target;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The times at which each rendition will be asked for. */
final class Future {
  private final Map<Target, TreeSet<Double>> uses = new HashMap<>();

  Future(List<Ask> asks) {
    var targets = new HashMap<Object, Target>();
    for (Ask ask : asks) {
      Target target =
          targets.computeIfAbsent(
              List.of(ask.piece(), ask.rendition()),
              key ->
                  new Target(
                      ask.piece().asset(),
                      RenditionResolver.resolve(ask.rendition(), ask.piece().source())));
      uses.computeIfAbsent(target, key -> new TreeSet<>()).add(ask.at());
    }
  }

  /** Seconds since the beginning; infinite = never. */
  double nextUse(Target target, double now) {
    TreeSet<Double> times = uses.get(target);
    Double next = times == null ? null : times.higher(now);
    return next == null ? Double.POSITIVE_INFINITY : next;
  }
}
