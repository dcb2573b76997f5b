package io.mediarouter.estimate;

/**
 * A finished task as it is remembered.
 *
 * @param features what it was
 * @param operation what was done
 * @param server where it ran
 * @param logCost log of its core-seconds
 * @param doubt 1 where the server measured the cost, more where it was told from time and load
 * @param number counts the tasks learned, from 0
 */
record FinishedTask(
    CostFeatures features,
    OperationCost operation,
    ServerCost server,
    double logCost,
    double doubt,
    long number) {

  /** What it cost beyond its operation's baseline on the average server, as known today. */
  double residual() {
    return logCost - server.log() - operation.baseline(features);
  }
}
