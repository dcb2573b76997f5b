package io.mediarouter.select;

import io.mediarouter.estimate.Task;
import io.mediarouter.estimate.TaskForecast;
import io.mediarouter.estimate.TaskLoadEstimator;
import io.mediarouter.farm.ServerLoadMonitor;
import io.mediarouter.farm.ServerView;
import io.mediarouter.farm.Work;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The choice of the server that costs everybody least: the new task, the tasks that are there, and
 * the tasks to come, which pay for a fast core that is taken when they need it. Pure but for the
 * experience, which is an immutable snapshot that a {@link FarmLearner} replaces from time to time.
 *
 * <p>Costs are slowdowns, so that a second of delay weighs more the shorter the task. The price of
 * a server's cores is learned from the traffic: see {@link FarmLearner}.
 *
 * <p>Where news of other proxies' tasks comes late, all proxies see the same server free, and would
 * fill it at once. So tasks that are over sooner than news comes go by lot, more or less: each cost
 * is raised by a chance that grows with what is not seen. With old information, going to the least
 * loaded server does worse than choosing between a few by lot (Mitzenmacher, "How useful is old
 * information?", IEEE TPDS 11(1), 2000).
 */
public final class LeastCostSelector implements ServerSelector {
  /** Most candidates of an answer: as many as failing over could ever try. */
  public static final int MOST_CANDIDATES = 5;

  /** What being late costs: more than anything else does. */
  private static final double LATE = 1e6;

  /**
   * The rank of a server on trial: before any other. What was learned of its pace while it was ill
   * would leave it out of a long list for as long as nobody tries it.
   */
  private static final double TRIAL = -1;

  private final ServerLoadMonitor monitor;
  private final TaskLoadEstimator estimator;
  private final Supplier<FarmExperience> experience;
  private final double highestUtilization;

  /**
   * A selector for servers that never share a core between tasks.
   *
   * @param monitor tells which loads are known, and how high they are
   * @param experience gives what was learned so far; it must not block
   */
  public LeastCostSelector(
      ServerLoadMonitor monitor, TaskLoadEstimator estimator, Supplier<FarmExperience> experience) {
    this(monitor, estimator, experience, 1);
  }

  /**
   * A selector for servers that may be loaded beyond their cores.
   *
   * @param highestUtilization load that no task may raise a server above, relative to its capacity,
   *     above 0; infinite = no limit
   */
  public LeastCostSelector(
      ServerLoadMonitor monitor,
      TaskLoadEstimator estimator,
      Supplier<FarmExperience> experience,
      double highestUtilization) {
    if (!(highestUtilization > 0)) {
      throw new IllegalArgumentException(
          "highestUtilization: " + highestUtilization + " (expected: > 0)");
    }
    this.monitor = monitor;
    this.estimator = estimator;
    this.experience = experience;
    this.highestUtilization = highestUtilization;
  }

  /**
   * {@inheritDoc}
   *
   * <p>At most {@value #MOST_CANDIDATES}; servers that are not available are left out.
   */
  @Override
  public List<Candidate> choose(
      Task task, List<ServerView> candidates, Instant now, RandomGenerator random) {
    return choose(task, null, candidates, now, random);
  }

  /**
   * {@inheritDoc}
   *
   * <p>The least cost among those that are predicted to meet the deadline; where none is, the least
   * cost of all. Those on trial are before both.
   */
  @Override
  public List<Candidate> choose(
      Task task,
      @Nullable Deadline deadline,
      List<ServerView> candidates,
      Instant now,
      RandomGenerator random) {
    if (candidates.isEmpty()) {
      return List.of();
    }
    TaskForecast forecast = estimator.estimate(task);
    var cost = new ChoiceCost(forecast, candidates, experience.get(), now);
    var best = new Shortlist(Math.min(candidates.size(), MOST_CANDIDATES));
    int turn = random.nextInt(candidates.size());
    for (int i = 0; i < candidates.size(); i++) {
      ServerView view = candidates.get((i + turn) % candidates.size());
      if (view.accepts(Work.TRANSCODE) && fits(view, forecast, now)) {
        consider(view, cost, deadline, best, random);
      }
    }
    return best.candidates(forecast);
  }

  private static void consider(
      ServerView view,
      ChoiceCost cost,
      @Nullable Deadline deadline,
      Shortlist best,
      RandomGenerator random) {
    if (view.health().tries(Work.TRANSCODE)) {
      best.add(view.server(), TRIAL, cost.of(view));
      return;
    }
    double score = cost.of(view, 0, best.limit());
    double rank = cost.isDoubtful() ? score + cost.doubt(view) * random.nextExponential() : score;
    best.add(view.server(), cost.isLate(view, deadline) ? LATE + rank : rank, score);
  }

  @Override
  public List<Candidate> rate(
      Task task, List<ServerView> candidates, Instant now, RandomGenerator random) {
    if (candidates.isEmpty()) {
      return List.of();
    }
    TaskForecast forecast = estimator.estimate(task);
    var cost = new ChoiceCost(forecast, candidates, experience.get(), now);
    return candidates.stream()
        .map(view -> new Candidate(view.server(), forecast.on(view.server()), cost.of(view)))
        .toList();
  }

  private boolean fits(ServerView view, TaskForecast forecast, Instant now) {
    return monitor.hasRoom(view, forecast.demandOn(view.server()), highestUtilization, now);
  }
}
