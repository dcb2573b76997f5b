package io.mediarouter.estimate;

/**
 * The cost model's prediction for a task on the farm's average server.
 *
 * @param logWork log of its core-seconds: as often more as less
 * @param variance of that log, noise of the task itself included
 * @param upperLogWork log of the core-seconds that nine of ten such tasks do not exceed
 * @param demandCores cores it keeps busy; NaN where nothing was measured
 * @param difference from the closest match, in weighted log units: 0 for a source that was seen
 *     under such an operation, infinite where there is no match
 * @param basis {@link TaskEstimate.Basis#CONSERVATIVE} where the difference is too large; the logs
 *     are then the formula's, corrected by all that was learned
 */
public record CostPrediction(
    double logWork,
    double variance,
    double upperLogWork,
    double demandCores,
    double difference,
    TaskEstimate.Basis basis) {

  /** Core-seconds: as often more as less. */
  public double work() {
    return Math.exp(logWork);
  }

  /** Core-seconds that nine of ten such tasks do not exceed. */
  public double upperWork() {
    return Math.exp(upperLogWork);
  }
}
