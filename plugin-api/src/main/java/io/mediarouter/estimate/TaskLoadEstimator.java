package io.mediarouter.estimate;

import io.mediarouter.farm.Server;

/**
 * A predictor of a task's load. Implementations are functions of what they have learned, do not
 * block, and are safe for use by many threads.
 */
public interface TaskLoadEstimator {
  /** The load that {@code task} would be; ask once per decision, then once per server. */
  TaskForecast estimate(Task task);

  /** The load that {@code task} would add to {@code server}. */
  default TaskEstimate estimate(Task task, Server server) {
    return estimate(task).on(server);
  }
}
