package io.mediarouter.harness.simulator.policy;

import io.mediarouter.estimate.Task;
import io.mediarouter.estimate.TaskEstimate;
import io.mediarouter.estimate.TaskForecast;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.FarmView;
import io.mediarouter.farm.ServerLoadMonitor;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.harness.simulator.virtual.Policy;
import io.mediarouter.harness.simulator.virtual.ServerSpec;
import io.mediarouter.harness.simulator.virtual.Sight;
import io.mediarouter.harness.simulator.virtual.VirtualTask;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.plan.DecisionContext;
import io.mediarouter.plan.Planning;
import io.mediarouter.plan.PublishingPlanner;
import io.mediarouter.select.Candidate;
import io.mediarouter.select.FarmLearner;
import io.mediarouter.select.ServerChoice;
import io.mediarouter.select.ServerChoosing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Media Router itself: the planner, monitor, selector and learner of the product, given the views
 * that a proxy has. Its estimator knows each server's speed as announced, and each task's size as
 * well as the scenario lets it.
 */
final class MediaRouter implements Policy {
  /** Nine of ten are not further above a median, in standard deviations. */
  private static final double UPPER_DEVIATIONS = 1.2816;

  private final int proxy;
  private final boolean punctual;
  private final RandomGenerator random;
  private final RouterViews views;
  private final FarmLearner learner = new FarmLearner(this::forecast);
  private final PublishingPlanner planner;

  /** How far predictions are known to be off. */
  private double sigma;

  /** How many cores the task wants that is being looked at. */
  private double cores = 1;

  /**
   * One proxy.
   *
   * @param punctual whether it is told of deadlines
   */
  MediaRouter(
      List<ServerSpec> servers, int proxy, double limit, boolean punctual, RandomGenerator random) {
    this.punctual = punctual;
    this.proxy = proxy;
    this.random = random;
    views = new RouterViews(servers, proxy);
    var monitor = new ServerLoadMonitor(ServerLoadMonitor.DEFAULT_STALE_AFTER);
    var choosing = new ServerChoosing(ServerChoice.LEAST_COST, limit);
    planner = new Planning(monitor, this::forecast, learner, choosing).planner();
  }

  private TaskForecast forecast(Task task) {
    double work = cores * VirtualMedia.predictedSize(task.source());
    double upper = work * Math.exp(UPPER_DEVIATIONS * sigma);
    var estimate = new TaskEstimate(cores, work, upper, TaskEstimate.Basis.HISTORY);
    return new TaskForecast(estimate, views::slowness);
  }

  @Override
  public int choose(VirtualTask task, Sight sight, double now) {
    sigma = task.sigma();
    cores = task.cores();
    Instant instant = RouterViews.instant(now);
    FarmView farm = views.farm(sight, now);
    AssetEntry entry = VirtualMedia.entry(task.predictedSize());
    DecisionContext context = contextOf(task, entry, farm, now);
    List<Candidate> candidates = planner.decide(context).order().candidates();
    if (candidates.isEmpty()) {
      return NO_ROOM;
    }
    Candidate best = candidates.get(0);
    var asked = new Task(entry.asset(), entry.source(), VirtualMedia.RENDITION, EncodingSpeed.FAST);
    learner.decided(
        asked,
        context.deadline(VirtualMedia.RENDITION),
        farm.withRole(ServerRole.TRANSCODING),
        best,
        instant);
    return views.number(best.server().id());
  }

  private DecisionContext contextOf(VirtualTask task, AssetEntry entry, FarmView farm, double now) {
    double allowance = punctual ? task.allowance() : Double.POSITIVE_INFINITY;
    return new DecisionContext(
        VirtualMedia.request(allowance),
        VirtualMedia.POLICY,
        VirtualMedia.RENDITION,
        entry,
        farm,
        false,
        Set.of(),
        Duration.ofNanos(Math.round((now - task.arrivedAt()) * 1e9)),
        RouterViews.instant(now),
        random);
  }

  @Override
  public void started(VirtualTask task, double now) {
    boolean own = task.proxy() == proxy;
    learner.started(views.started(task), views.serverOf(task), own, RouterViews.instant(now));
  }

  @Override
  public void finished(VirtualTask task, double now) {
    views.finished(task, now);
    learner.ended(Integer.toString(task.number()), true, RouterViews.instant(now));
  }

  @Override
  public void tick(Sight sight, double now) {
    views.report(sight, now).forEach(learner::reported);
  }
}
