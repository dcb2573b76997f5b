package io.mediarouter.plan;

import io.mediarouter.request.MediaRequest;
import io.mediarouter.request.Priority;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The order in which those who wait have their turns: the more urgent first; among equally urgent
 * ones, the client for whom the least work is under way, counting what is before it in this line as
 * well (weighted fair queueing by predicted core-seconds). Pure.
 *
 * @param use what runs for whom
 */
public record FairTurns(ClientUse use) {
  private static final double LEAST_WORK = 0.1;

  private record Ranked<T>(T waiting, Priority priority, double rank) {}

  /**
   * The first few in fair order.
   *
   * @param waiting all that wait, in the order that is right for those of one client
   * @param most how many of them
   */
  public <T> List<T> first(Collection<T> waiting, Function<T, MediaRequest> requestOf, int most) {
    double typical = typicalWork();
    Map<String, Integer> before = new HashMap<>();
    List<Ranked<T>> ranked = new ArrayList<>(waiting.size());
    for (T each : waiting) {
      MediaRequest request = requestOf.apply(each);
      int own = before.merge(request.client(), 1, Integer::sum) - 1;
      double work = use.work().getOrDefault(request.client(), 0.0);
      ranked.add(new Ranked<>(each, request.priority(), work + own * typical));
    }
    ranked.sort(Comparator.comparing(Ranked<T>::priority).thenComparingDouble(Ranked<T>::rank));
    return ranked.stream().limit(most).map(Ranked::waiting).toList();
  }

  /** What each that waits is taken to be: nobody has looked at what it will cost. */
  private double typicalWork() {
    return Math.max(
        LEAST_WORK,
        use.work().values().stream().mapToDouble(Double::doubleValue).average().orElse(1));
  }
}
