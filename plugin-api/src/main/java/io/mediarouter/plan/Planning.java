package io.mediarouter.plan;

import io.mediarouter.estimate.TaskLoadEstimator;
import io.mediarouter.farm.ServerLoadMonitor;
import io.mediarouter.select.FarmExperience;
import io.mediarouter.select.PreemptionRule;
import io.mediarouter.select.ServerChoosing;
import io.mediarouter.select.ServerSelector;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The one place that puts a planner together: for requests as they come, for their explanation, and
 * for those of a log.
 *
 * @param monitor tells the load of servers
 * @param estimator predicts tasks
 * @param experience gives what was learned of the servers; must not block
 * @param choosing how servers are chosen
 * @param refinement has the last word on what chooses them
 */
public record Planning(
    ServerLoadMonitor monitor,
    TaskLoadEstimator estimator,
    Supplier<FarmExperience> experience,
    ServerChoosing choosing,
    UnaryOperator<ServerSelector> refinement) {

  /** A planning that chooses servers just as {@code choosing} says. */
  public Planning(
      ServerLoadMonitor monitor,
      TaskLoadEstimator estimator,
      Supplier<FarmExperience> experience,
      ServerChoosing choosing) {
    this(monitor, estimator, experience, choosing, UnaryOperator.identity());
  }

  /** A planning that chooses servers as where nothing else is configured. */
  public Planning(
      ServerLoadMonitor monitor, TaskLoadEstimator estimator, Supplier<FarmExperience> experience) {
    this(monitor, estimator, experience, ServerChoosing.DEFAULT);
  }

  /** The chooser of servers that have room. */
  public ServerSelector selector() {
    return refinement.apply(choosing.selector(monitor, estimator, experience));
  }

  /** The rule that finds room that can be made. */
  public PreemptionRule preemption() {
    return new PreemptionRule(monitor, estimator, choosing.highestUtilization());
  }

  /** The planner of these. */
  public PublishingPlanner planner() {
    return new PublishingPlanner(monitor, selector(), preemption());
  }

  /** The explainer of that planner. */
  public Explainer explainer() {
    return new Explainer(monitor, estimator, selector(), preemption());
  }

  /**
   * The same as at a moment, for one decision.
   *
   * @param predicted what was predicted
   * @param learned what was learned
   * @param turn whose turn it was, where servers are chosen in turn
   */
  public Planning at(TaskLoadEstimator predicted, FarmExperience learned, int turn) {
    return new Planning(monitor, predicted, () -> learned, choosing.atTurn(turn), refinement);
  }
}
