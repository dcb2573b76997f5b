package io.mediarouter.harness.bench;

import io.mediarouter.estimate.HistoryEstimator;
import io.mediarouter.estimate.HistoryLimits;
import io.mediarouter.estimate.TaskLoadEstimator;
import io.mediarouter.farm.FarmView;
import io.mediarouter.farm.ServerLoadMonitor;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.plan.Decision;
import io.mediarouter.plan.PublishingPlanner;
import io.mediarouter.select.Candidate;
import io.mediarouter.select.FarmLearner;
import io.mediarouter.select.LeastCostSelector;
import io.mediarouter.select.PreemptionRule;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one decision costs, with five active tasks per server, 50 stored renditions of the asset and
 * 10,000 finished tasks in the history. With {@code -prof gc}, {@code gc.alloc.rate.norm} is what
 * it allocates.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DecisionBenchmark {
  @Param({"20", "50", "100", "200"})
  int servers;

  private final RandomGenerator random = new SplittableRandom(1);
  private final DecisionSamples samples = new DecisionSamples();
  private FarmView farm = new FarmView(List.of());
  private TaskLoadEstimator estimator = samples::flatForecast;
  private FarmLearner learner = new FarmLearner(estimator);
  private LeastCostSelector selector = selector(estimator);
  private PublishingPlanner planner = planner();

  /** Builds the farm, learns the history, and decides a while so that there is experience. */
  @Setup
  public void build() {
    farm = samples.farm(servers);
    var history = new HistoryEstimator(HistoryLimits.DEFAULT);
    samples.finishedTasks(10_000, servers).forEach(history::learn);
    estimator = history;
    learner = new FarmLearner(estimator);
    samples
        .tasks(farm)
        .forEach((task, server) -> learner.started(task, server, false, samples.now()));
    selector = selector(estimator);
    planner = planner();
    for (int i = 0; i < 1000; i++) {
      learn();
    }
  }

  private LeastCostSelector selector(TaskLoadEstimator estimates) {
    var monitor = new ServerLoadMonitor(ServerLoadMonitor.DEFAULT_STALE_AFTER);
    return new LeastCostSelector(monitor, estimates, learner, Double.POSITIVE_INFINITY);
  }

  private PublishingPlanner planner() {
    var monitor = new ServerLoadMonitor(ServerLoadMonitor.DEFAULT_STALE_AFTER);
    return new PublishingPlanner(monitor, selector, new PreemptionRule(monitor, estimator));
  }

  /** The choice of a server alone. */
  @Benchmark
  public List<Candidate> choose() {
    return selector.choose(
        samples.nextTask(), farm.withRole(ServerRole.TRANSCODING), samples.now(), random);
  }

  /** A whole decision for a rendition that has to be made. */
  @Benchmark
  public Decision decideTranscode() {
    return planner.decide(samples.transcode(farm, random));
  }

  /** A whole decision for a rendition that is stored. */
  @Benchmark
  public Decision decideCached() {
    return planner.decide(samples.cached(farm, random));
  }

  /** What is learned from a decision, after it. */
  @Benchmark
  public FarmLearner learn() {
    var views = farm.withRole(ServerRole.TRANSCODING);
    var task = samples.nextTask();
    var best =
        new Candidate(
            views.get(0).server(), estimator.estimate(task).on(views.get(0).server()), 1.5);
    learner.decided(task, views, best, samples.now());
    return learner;
  }
}
