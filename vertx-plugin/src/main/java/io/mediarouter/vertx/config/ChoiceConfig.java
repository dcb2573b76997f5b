package io.mediarouter.vertx.config;

import io.mediarouter.select.ServerChoice;
import io.mediarouter.select.ServerChoosing;

/**
 * How the transcoding servers of tasks are chosen.
 *
 * @param choice by what
 * @param highestUtilization load that no task may raise a server above, relative to its capacity,
 *     above 0; tasks share cores where it is above 1
 */
public record ChoiceConfig(ServerChoice choice, double highestUtilization) {
  public static final ChoiceConfig DEFAULT =
      new ChoiceConfig(ServerChoosing.DEFAULT.choice(), ServerChoosing.DEFAULT_HIGHEST_UTILIZATION);

  public ChoiceConfig {
    Checks.require(
        highestUtilization > 0,
        "highestUtilization",
        Double.toString(highestUtilization),
        "above 0");
  }

  /** What chooses so; its turns begin anew. */
  public ServerChoosing choosing() {
    return new ServerChoosing(choice, highestUtilization);
  }
}
