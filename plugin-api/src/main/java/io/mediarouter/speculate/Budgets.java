package io.mediarouter.speculate;

import java.util.HashMap;
import java.util.Map;

/**
 * The core-seconds that each predictor may still have spent. Immutable.
 *
 * <p>A budget fills with the predictor's share of what the farm leaves, up to what an hour of that
 * brings: who loses its share loses what it has saved up too. It may be overdrawn by one rendition,
 * so that a long one can be made at all, and then has to fill again.
 *
 * @param coreSeconds by the name of the predictor; absent = empty
 */
public record Budgets(Map<String, Double> coreSeconds) {
  /** All empty. */
  public static final Budgets EMPTY = new Budgets(Map.of());

  private static final double MOST_SECONDS = 3600;

  public Budgets {
    coreSeconds = Map.copyOf(coreSeconds);
  }

  /**
   * These after {@code seconds} in which the farm left {@code cores} for speculation.
   *
   * @param shares each predictor's share of that, 0..1
   */
  public Budgets filled(Map<String, Double> shares, double cores, double seconds) {
    var filled = new HashMap<>(coreSeconds);
    shares.forEach((name, share) -> filled.put(name, filled(of(name), share * cores, seconds)));
    return new Budgets(filled);
  }

  private static double filled(double before, double cores, double seconds) {
    return cores > 0 ? Math.min(cores * MOST_SECONDS, before + cores * seconds) : before;
  }

  /** These after {@code spent} core-seconds were begun to be spent for a predictor. */
  public Budgets paid(String predictor, double spent) {
    var paid = new HashMap<>(coreSeconds);
    paid.merge(predictor, -spent, Double::sum);
    return new Budgets(paid);
  }

  /** What a predictor may still have spent, core-seconds; below 0 if it is overdrawn. */
  public double of(String predictor) {
    return coreSeconds.getOrDefault(predictor, 0.0);
  }
}
