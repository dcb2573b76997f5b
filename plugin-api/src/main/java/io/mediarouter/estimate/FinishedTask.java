package io.mediarouter.estimate;

/**
 * A finished task as it is remembered. Its level is written by one thread at a time, all of it read
 * by any.
 */
final class FinishedTask {
  private final CostFeatures features;
  private final OperationCost operation;
  private final ServerCost server;
  private final double logCost;
  private final double doubt;
  private final long number;
  private volatile double level;

  /**
   * A task that has just finished.
   *
   * @param features what it was
   * @param operation what was done
   * @param server where it ran
   * @param logCost log of its core-seconds
   * @param doubt 1 where the server measured the cost, more where it was told from time and load
   * @param number counts the tasks learned, from 0
   */
  FinishedTask(
      CostFeatures features,
      OperationCost operation,
      ServerCost server,
      double logCost,
      double doubt,
      long number) {
    this.features = features;
    this.operation = operation;
    this.server = server;
    this.logCost = logCost;
    this.doubt = doubt;
    this.number = number;
  }

  CostFeatures features() {
    return features;
  }

  OperationCost operation() {
    return operation;
  }

  ServerCost server() {
    return server;
  }

  double doubt() {
    return doubt;
  }

  long number() {
    return number;
  }

  /** Adds to the level that costs had when it ran, log units. */
  void lift(double step) {
    double next = level + step;
    level = next;
  }

  /**
   * What it cost beyond its operation's baseline on the average server, both as known today, had
   * costs never changed.
   */
  double residual() {
    return logCost - level - server.effect() - operation.baseline(features);
  }
}
