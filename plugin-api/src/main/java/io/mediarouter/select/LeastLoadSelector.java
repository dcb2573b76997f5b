package io.mediarouter.select;

import io.mediarouter.estimate.Task;
import io.mediarouter.estimate.TaskEstimate;
import io.mediarouter.estimate.TaskForecast;
import io.mediarouter.estimate.TaskLoadEstimator;
import io.mediarouter.farm.Server;
import io.mediarouter.farm.ServerLoad;
import io.mediarouter.farm.ServerLoadMonitor;
import io.mediarouter.farm.ServerView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/** The choice of the server that would be least utilized with the task. Immutable and pure. */
public final class LeastLoadSelector implements ServerSelector {
  private final ServerLoadMonitor monitor;
  private final TaskLoadEstimator estimator;

  /** A selector that knows loads by {@code monitor} and tasks by {@code estimator}. */
  public LeastLoadSelector(ServerLoadMonitor monitor, TaskLoadEstimator estimator) {
    this.monitor = monitor;
    this.estimator = estimator;
  }

  @Override
  public List<Candidate> choose(
      Task task, List<ServerView> candidates, Instant now, RandomGenerator random) {
    var fitting = new ArrayList<Candidate>(candidates.size());
    int turn = candidates.isEmpty() ? 0 : random.nextInt(candidates.size());
    TaskForecast forecast = estimator.estimate(task);
    for (int i = 0; i < candidates.size(); i++) {
      addIfFits(forecast, candidates.get((i + turn) % candidates.size()), now, fitting);
    }
    fitting.sort(Comparator.comparingDouble(Candidate::score));
    return fitting;
  }

  private void addIfFits(
      TaskForecast forecast, ServerView view, Instant now, List<Candidate> fitting) {
    Server server = view.server();
    TaskEstimate estimate = forecast.on(server);
    ServerLoad load = monitor.loadOf(view, now);
    if (load.freeCores(server) >= estimate.demandCores()) {
      fitting.add(candidate(server, estimate, load));
    }
  }

  private static Candidate candidate(Server server, TaskEstimate estimate, ServerLoad load) {
    double utilization = (load.cores() + estimate.demandCores()) / server.capacityCores();
    return new Candidate(server, estimate, utilization);
  }

  @Override
  public List<Candidate> rate(
      Task task, List<ServerView> candidates, Instant now, RandomGenerator random) {
    TaskForecast forecast = estimator.estimate(task);
    return candidates.stream()
        .map(
            view -> candidate(view.server(), forecast.on(view.server()), monitor.loadOf(view, now)))
        .toList();
  }
}
