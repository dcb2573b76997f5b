package io.mediarouter.estimate;

import io.mediarouter.estimate.TaskEstimate.Basis;
import io.mediarouter.media.HardwareEncoder;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The estimate from the shared history: the closest matches to a task, or the conservative estimate
 * where the closest is too different (see {@link CostModel}). Estimates are made without a lock by
 * any thread while another one learns.
 */
public final class HistoryEstimator implements TaskLoadEstimator {
  private static final double LEAST_DEMAND = 0.05;

  private final CostModel model;
  private final ConservativeEstimator conservative = new ConservativeEstimator();
  private final Set<HardwareEncoder> seen = ConcurrentHashMap.newKeySet();

  /** An estimator that has seen nothing. */
  public HistoryEstimator(HistoryLimits limits) {
    this.model = new CostModel(limits);
  }

  /** Learns a finished task. */
  public void learn(TaskRecord finished) {
    var cost = new MeasuredCost(finished.cpuSeconds(), finished.wallSeconds(), finished.measured());
    model.learn(CostFeatures.of(finished.task()), finished.serverId(), cost);
    HardwareEncoder encoder = finished.task().encoder();
    if (encoder != null) {
      seen.add(encoder);
    }
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
    TaskEstimate average = average(task);
    return seen.isEmpty()
        ? new TaskForecast(average, model.servers())
        : new TaskForecast(average, model.servers(), inHardware(task));
  }

  /** By hardware that was never seen to make the like, a task is taken to cost what cores do. */
  private Map<HardwareEncoder, TaskEstimate> inHardware(Task task) {
    var estimates = new EnumMap<HardwareEncoder, TaskEstimate>(HardwareEncoder.class);
    for (HardwareEncoder encoder : seen) {
      if (encoder.codec() == task.rendition().videoCodec()) {
        TaskEstimate estimate = average(task.by(encoder));
        if (estimate.basis() != Basis.CONSERVATIVE) {
          estimates.put(encoder, estimate);
        }
      }
    }
    return estimates;
  }

  private TaskEstimate average(Task task) {
    CostPrediction prediction = model.predict(CostFeatures.of(task));
    TaskEstimate fallback = conservative.estimate(task).average();
    return prediction.basis() == Basis.CONSERVATIVE ? fallback : estimate(prediction, fallback);
  }

  private static TaskEstimate estimate(CostPrediction prediction, TaskEstimate fallback) {
    double measured = prediction.demandCores();
    double demand =
        Double.isNaN(measured) ? fallback.demandCores() : Math.max(LEAST_DEMAND, measured);
    return new TaskEstimate(demand, prediction.work(), prediction.upperWork(), prediction.basis());
  }
}
