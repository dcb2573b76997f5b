package io.mediarouter.estimate;

import io.mediarouter.farm.Server;

/**
 * The predicted load of one task, on whichever server it runs: what the task is like is worked out
 * once, and each server only multiplies.
 *
 * @param average the load on the farm's average server
 * @param costs what servers differ by
 */
public record TaskForecast(TaskEstimate average, ServerCosts costs) {

  /** A forecast that is the same on every server. */
  public static TaskForecast everywhere(TaskEstimate estimate) {
    return new TaskForecast(estimate, ServerCosts.EQUAL);
  }

  /** The load on {@code server}; allocates, unlike its parts below. */
  public TaskEstimate on(Server server) {
    double factor = costs.factorOf(server.id());
    return new TaskEstimate(
        demandOn(server),
        average.workCoreSeconds() * factor,
        average.upperWorkCoreSeconds() * factor,
        average.basis());
  }

  /** {@link TaskEstimate#workCoreSeconds()} on {@code server}. */
  public double workOn(Server server) {
    return average.workCoreSeconds() * costs.factorOf(server.id());
  }

  /** {@link TaskEstimate#upperWorkCoreSeconds()} on {@code server}. */
  public double upperWorkOn(Server server) {
    return average.upperWorkCoreSeconds() * costs.factorOf(server.id());
  }

  /** {@link TaskEstimate#demandCores()} on {@code server}: never more cores than it has. */
  public double demandOn(Server server) {
    return Math.min(average.demandCores(), server.capacityCores());
  }
}
