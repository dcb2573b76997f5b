package io.mediarouter.vertx.speculation;

import io.mediarouter.speculate.Account;

/**
 * The standing of a predictor.
 *
 * @param name which one, such as {@code next-pieces}
 * @param budget the share of what the farm leaves that the configuration gives it at most, 0..1; 0
 *     = it is switched off
 * @param share the share that it has, as far as it pays, 0..budget
 * @param coreSecondsLeft what it may have spent now by this proxy; below 0 = overdrawn; 0 where
 *     another proxy spends it
 * @param results what it has cost and brought in the whole cluster
 * @param netGain core-seconds gained by that, where idle ones have their price; below 0 = lost
 */
public record PredictorStanding(
    String name,
    double budget,
    double share,
    double coreSecondsLeft,
    Account results,
    double netGain) {

  /** Whether it may propose anything. */
  public boolean isOn() {
    return budget > 0;
  }
}
