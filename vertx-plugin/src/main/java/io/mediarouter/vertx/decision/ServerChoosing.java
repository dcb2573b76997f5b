package io.mediarouter.vertx.decision;

import io.mediarouter.estimate.TaskLoadEstimator;
import io.mediarouter.farm.ServerLoadMonitor;
import io.mediarouter.select.FarmExperience;
import io.mediarouter.select.LeastConnectionsSelector;
import io.mediarouter.select.LeastCostSelector;
import io.mediarouter.select.RoundRobinSelector;
import io.mediarouter.select.ServerSelector;
import io.mediarouter.vertx.config.ChoiceConfig;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * How this proxy chooses servers: as configured, with one count of turns for all of its selectors.
 * Safe for use by many threads.
 */
public final class ServerChoosing {
  private final AtomicInteger turns = new AtomicInteger();
  private final ChoiceConfig config;

  /** The way of {@code config}. */
  public ServerChoosing(ChoiceConfig config) {
    this.config = config;
  }

  ServerSelector selector(
      ServerLoadMonitor monitor, TaskLoadEstimator estimator, Supplier<FarmExperience> experience) {
    return switch (config.choice()) {
      case LEAST_COST ->
          new LeastCostSelector(monitor, estimator, experience, config.highestUtilization());
      case ROUND_ROBIN -> new RoundRobinSelector(estimator, turns::getAndIncrement);
      case LEAST_CONNECTIONS -> new LeastConnectionsSelector(estimator);
    };
  }
}
