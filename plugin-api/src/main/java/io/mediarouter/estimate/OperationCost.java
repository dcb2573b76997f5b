package io.mediarouter.estimate;

import io.mediarouter.estimate.TaskEstimate.Basis;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The model of what one operation costs: its family's regression and its own deviation from it,
 * shrunk. Written by one thread at a time, read by any.
 */
final class OperationCost {
  private static final double PRIOR_VARIANCE = 0.05;
  private static final double SOURCE_VARIANCE = 0.15;
  private static final double LEAST_GAIN = 1e-3;

  private final FamilyCost family;
  private final Map<Basis, UpperQuantile> quantiles = new ConcurrentHashMap<>();
  private final DemandMean demand = new DemandMean();
  private final CostLevel level = new CostLevel();
  private double variance = PRIOR_VARIANCE;
  private volatile double deviation;
  private int remembered;

  OperationCost(FamilyCost family) {
    this.family = family;
  }

  FamilyCost family() {
    return family;
  }

  /** Log of the core-seconds of an ordinary source on the average server. */
  double baseline(CostFeatures features) {
    return family.baseline(features) + deviation;
  }

  /** How far its tasks exceed predictions; null where none was seen. */
  @Nullable UpperQuantile quantile(Basis basis) {
    return quantiles.get(basis);
  }

  /** Learns how far a task exceeded its prediction; few of them are as all operations' are. */
  void exceeded(Basis basis, double deviations, UpperQuantile whole) {
    quantiles
        .computeIfAbsent(basis, name -> new UpperQuantile(whole.deviations()))
        .learn(deviations);
  }

  void learn(double residual) {
    double gain = Math.max(LEAST_GAIN, variance / (variance + SOURCE_VARIANCE));
    double next = deviation + gain * residual;
    deviation = next;
    variance *= 1 - gain;
  }

  /** How its costs have changed. */
  CostLevel level() {
    return level;
  }

  DemandMean demand() {
    return demand;
  }

  /** Cores that tasks keep busy, shrunk to the family's; NaN where nothing was measured. */
  double demandCores() {
    return demand.shrunkTo(family.demand());
  }

  void remember() {
    remembered++;
  }

  /** Whether nothing of it is left. */
  boolean forget() {
    remembered--;
    return remembered == 0;
  }
}
