package io.mediarouter.select;

import io.mediarouter.estimate.Task;
import io.mediarouter.estimate.TaskForecast;
import io.mediarouter.estimate.TaskLoadEstimator;
import io.mediarouter.farm.ServerView;
import io.mediarouter.farm.Work;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;

/**
 * The choice of the conventional balancer: one server after the other, whatever they do and
 * whatever the task is. Estimates are told, not used. Pure but for the count of turns.
 */
final class RoundRobinSelector implements ServerSelector {
  private final TaskLoadEstimator estimator;
  private final IntSupplier turns;

  /**
   * A selector that tells the estimates of {@code estimator}.
   *
   * @param turns gives another number each time, one more than before
   */
  public RoundRobinSelector(TaskLoadEstimator estimator, IntSupplier turns) {
    this.estimator = estimator;
    this.turns = turns;
  }

  /**
   * {@inheritDoc}
   *
   * <p>All that are available, since room is not looked at; the score is the place in line.
   */
  @Override
  public List<Candidate> choose(
      Task task, List<ServerView> candidates, Instant now, RandomGenerator random) {
    List<ServerView> available =
        candidates.stream().filter(view -> view.accepts(Work.TRANSCODE)).toList();
    if (available.isEmpty()) {
      return List.of();
    }
    TaskForecast forecast = estimator.estimate(task);
    int first = Math.floorMod(turns.getAsInt(), available.size());
    var inTurn = new ArrayList<Candidate>(available.size());
    for (int i = 0; i < available.size(); i++) {
      var server = available.get((first + i) % available.size()).server();
      inTurn.add(new Candidate(server, forecast.on(server), i));
    }
    return inTurn;
  }
}
