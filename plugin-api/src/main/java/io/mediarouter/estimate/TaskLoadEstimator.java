package io.mediarouter.estimate;

import io.mediarouter.farm.Server;

/**
 * A predictor of a task's load on a server. Implementations are pure functions of what they have
 * learned.
 */
public interface TaskLoadEstimator {
  /** The load that {@code task} would add to {@code server}. */
  TaskEstimate estimate(Task task, Server server);
}
