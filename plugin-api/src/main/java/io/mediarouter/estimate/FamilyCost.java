package io.mediarouter.estimate;

/**
 * The model of what a family of operations costs: a formula corrected by regression, and the
 * sources that are examples of what is left over. Written by one thread at a time, read by any.
 */
final class FamilyCost {
  private static final double SOURCE_VARIANCE = 0.12;

  private final DemandMean demand = new DemandMean();
  private final CostLevel level = new CostLevel();
  private volatile CostRegression regression = new CostRegression();
  private volatile Examples examples = Examples.NONE;
  private int remembered;

  double baseline(CostFeatures features) {
    return features.formula() + regression.correction(features);
  }

  double baselineVariance(CostFeatures features) {
    return regression.variance(features);
  }

  Examples examples() {
    return examples;
  }

  /** How its costs have changed. */
  CostLevel level() {
    return level;
  }

  DemandMean demand() {
    return demand;
  }

  /**
   * Learns a cost on the average server. A source that comes again says little new about others, so
   * that it counts ever less.
   */
  void learn(CostFeatures features, double logCost, int seenBefore) {
    double correction = logCost - features.formula();
    regression = regression.learned(features, correction, SOURCE_VARIANCE * (1 + seenBefore));
  }

  void addExample(CostFeatures features, double residual) {
    examples = examples.with(features, residual);
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
