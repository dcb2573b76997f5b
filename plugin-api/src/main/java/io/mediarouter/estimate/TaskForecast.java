package io.mediarouter.estimate;

import io.mediarouter.farm.Server;
import io.mediarouter.media.HardwareEncoder;
import java.util.Map;

/**
 * The predicted load of one task, on whichever server it runs: what the task is like is worked out
 * once, and each server only multiplies.
 *
 * @param average the load on the farm's average server, whose cores encode
 * @param costs what servers differ by
 * @param hardware the load on the average server that encodes in such hardware, as far as that is
 *     known; only encoders that could make it
 */
public record TaskForecast(
    TaskEstimate average, ServerCosts costs, Map<HardwareEncoder, TaskEstimate> hardware) {
  public TaskForecast {
    hardware = Map.copyOf(hardware);
  }

  /** A forecast for servers whose cores encode. */
  public TaskForecast(TaskEstimate average, ServerCosts costs) {
    this(average, costs, Map.of());
  }

  /** A forecast that is the same on every server. */
  public static TaskForecast everywhere(TaskEstimate estimate) {
    return new TaskForecast(estimate, ServerCosts.EQUAL);
  }

  /** The load on {@code server}; allocates, unlike its parts below. */
  public TaskEstimate on(Server server) {
    double factor = costs.factorOf(server.id());
    TaskEstimate usual = usualOn(server);
    return new TaskEstimate(
        demandOn(server),
        usual.workCoreSeconds() * factor,
        usual.upperWorkCoreSeconds() * factor,
        usual.basis());
  }

  /** {@link TaskEstimate#workCoreSeconds()} on {@code server}. */
  public double workOn(Server server) {
    return usualOn(server).workCoreSeconds() * costs.factorOf(server.id());
  }

  /** {@link TaskEstimate#upperWorkCoreSeconds()} on {@code server}. */
  public double upperWorkOn(Server server) {
    return usualOn(server).upperWorkCoreSeconds() * costs.factorOf(server.id());
  }

  /** {@link TaskEstimate#demandCores()} on {@code server}: never more cores than it has. */
  public double demandOn(Server server) {
    return Math.min(usualOn(server).demandCores(), server.capacityCores());
  }

  /** Asked for each server of a decision, and mostly there is no hardware. */
  private TaskEstimate usualOn(Server server) {
    if (hardware.isEmpty() || server.capabilities().hardware().isEmpty()) {
      return average;
    }
    for (HardwareEncoder encoder : server.capabilities().hardware()) {
      TaskEstimate estimate = hardware.get(encoder);
      if (estimate != null) {
        return estimate;
      }
    }
    return average;
  }
}
