package io.mediarouter.vertx.speculation;

import io.mediarouter.estimate.TaskLoadEstimator;
import io.mediarouter.state.SharedState;
import io.mediarouter.vertx.batch.BatchJobs;
import io.mediarouter.vertx.batch.FarmGate;
import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * All that speculation is put together from.
 *
 * @param config tells what is made ahead, now
 * @param gate tells what batch work may have of the farm
 * @param displacement tells what has to go for what is stored
 * @param names gives each job a name that is unique in the cluster
 */
public record SpeculationParts(
    Vertx vertx,
    SharedState state,
    BatchJobs jobs,
    Supplier<MediaRoutingConfig> config,
    FarmGate gate,
    TaskLoadEstimator estimator,
    Displacement displacement,
    InstantSource clock,
    Supplier<String> names) {}
