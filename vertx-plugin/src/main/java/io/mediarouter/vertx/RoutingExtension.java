package io.mediarouter.vertx;

import io.mediarouter.estimate.TaskLoadEstimator;
import io.mediarouter.plan.Planner;
import io.mediarouter.request.MediaClassifier;
import io.mediarouter.select.ServerSelector;

/**
 * The parts of media routing that a host has of its own. Each method is given the product's part,
 * and returns what is used instead: a part of its own, one that asks the product's for what it does
 * not decide itself, or, by default, just that. Handed to {@link MediaRoutingBuilder#extension}, or
 * found by {@link java.util.ServiceLoader}, these first; where there are several, each is given
 * what the one before it returned.
 *
 * <p>A part that depends on the configuration is asked for again when that has changed. All parts
 * are used by many threads, and none may block.
 */
public interface RoutingExtension {
  /** What reads requests. */
  default MediaClassifier classifier(MediaClassifier product) {
    return product;
  }

  /** What predicts the load of tasks. */
  default TaskLoadEstimator estimator(TaskLoadEstimator product) {
    return product;
  }

  /** What chooses among servers that have room, for requests and for batch work. */
  default ServerSelector selector(ServerSelector product) {
    return product;
  }

  /** What decides how a request is served. Explanations tell what the product's would decide. */
  default Planner planner(Planner product) {
    return product;
  }
}
