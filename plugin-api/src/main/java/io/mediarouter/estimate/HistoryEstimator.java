package io.mediarouter.estimate;

import io.mediarouter.estimate.TaskEstimate.Basis;

/**
 * The estimate from the shared history: the closest matches to a task, or the conservative estimate
 * where the closest is too different (see {@link CostModel}). Estimates are made without a lock by
 * any thread while another one learns.
 */
public final class HistoryEstimator implements TaskLoadEstimator {
  private static final double LEAST_DEMAND = 0.05;

  private final CostModel model;
  private final ConservativeEstimator conservative = new ConservativeEstimator();

  /** An estimator that has seen nothing. */
  public HistoryEstimator(HistoryLimits limits) {
    this.model = new CostModel(limits);
  }

  /** Learns a finished task. */
  public void learn(TaskRecord finished) {
    var cost = new MeasuredCost(finished.cpuSeconds(), finished.wallSeconds(), finished.measured());
    model.learn(CostFeatures.of(finished.task()), finished.serverId(), cost);
  }

  /** How good the estimates were so far. */
  public Calibration calibration() {
    return model.calibration();
  }

  /** What servers differ by, as learned. */
  public ServerCosts servers() {
    return model.servers();
  }

  @Override
  public TaskForecast estimate(Task task) {
    CostPrediction prediction = model.predict(CostFeatures.of(task));
    TaskEstimate fallback = conservative.estimate(task).average();
    TaskEstimate estimate =
        prediction.basis() == Basis.CONSERVATIVE ? fallback : estimate(prediction, fallback);
    return new TaskForecast(estimate, model.servers());
  }

  private static TaskEstimate estimate(CostPrediction prediction, TaskEstimate fallback) {
    double measured = prediction.demandCores();
    double demand =
        Double.isNaN(measured) ? fallback.demandCores() : Math.max(LEAST_DEMAND, measured);
    return new TaskEstimate(demand, prediction.work(), prediction.upperWork(), prediction.basis());
  }
}
