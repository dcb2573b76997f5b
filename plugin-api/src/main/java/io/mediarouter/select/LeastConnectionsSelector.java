package io.mediarouter.select;

import io.mediarouter.estimate.Task;
import io.mediarouter.estimate.TaskForecast;
import io.mediarouter.estimate.TaskLoadEstimator;
import io.mediarouter.farm.ServerView;
import io.mediarouter.farm.Work;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The choice of the conventional balancer that counts: the server with the fewest tasks, whatever
 * the tasks are; equals are drawn by lot. Estimates are told, not used. Immutable and pure.
 */
final class LeastConnectionsSelector implements ServerSelector {
  private final TaskLoadEstimator estimator;

  /** A selector that tells the estimates of {@code estimator}. */
  public LeastConnectionsSelector(TaskLoadEstimator estimator) {
    this.estimator = estimator;
  }

  /**
   * {@inheritDoc}
   *
   * <p>All that are available, since room is not looked at; the score is the number of tasks.
   */
  @Override
  public List<Candidate> choose(
      Task task, List<ServerView> candidates, Instant now, RandomGenerator random) {
    var byCount = new ArrayList<Candidate>(candidates.size());
    int turn = candidates.isEmpty() ? 0 : random.nextInt(candidates.size());
    TaskForecast forecast = estimator.estimate(task);
    for (int i = 0; i < candidates.size(); i++) {
      ServerView view = candidates.get((i + turn) % candidates.size());
      if (view.accepts(Work.TRANSCODE)) {
        var server = view.server();
        byCount.add(new Candidate(server, forecast.on(server), view.tasks().size()));
      }
    }
    byCount.sort(Comparator.comparingDouble(Candidate::score));
    return byCount;
  }
}
