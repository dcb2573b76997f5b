package io.mediarouter.vertx.config;

/**
 * How the transcoding servers of tasks are chosen.
 *
 * @param choice by what
 * @param highestUtilization load that no task may raise a server above, relative to its capacity,
 *     above 0; tasks share cores where it is above 1
 */
public record ChoiceConfig(ServerChoice choice, double highestUtilization) {
  public static final double DEFAULT_HIGHEST_UTILIZATION = 1;

  public static final ChoiceConfig DEFAULT =
      new ChoiceConfig(ServerChoice.LEAST_COST, DEFAULT_HIGHEST_UTILIZATION);

  public ChoiceConfig {
    Checks.require(
        highestUtilization > 0,
        "highestUtilization",
        Double.toString(highestUtilization),
        "above 0");
  }
}
