package io.mediarouter.vertx.speculation;

import io.mediarouter.estimate.TaskLoadEstimator;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.Rendition;
import io.mediarouter.select.Candidate;
import io.mediarouter.state.SharedState;
import io.mediarouter.vertx.batch.BatchJobs;
import io.mediarouter.vertx.batch.FarmGate;
import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.mediarouter.vertx.stream.StreamCatalog;
import io.mediarouter.vertx.transcode.Transcodes;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * The parts that speculation is put together from.
 *
 * @param config tells what is made ahead, now
 * @param noted tells what is noted of an asset's stream under another asset of the index
 * @param streams tells what there is of each asset as a stream
 * @param transcodes makes what nobody waits for
 * @param room tells which servers may make that now, best first
 * @param gate tells what batch work may have of the farm
 * @param displacement tells what has to go for what is stored
 * @param names gives each job a name that is unique in the cluster
 */
public record SpeculationParts(
    Vertx vertx,
    SharedState state,
    BatchJobs jobs,
    Supplier<MediaRoutingConfig> config,
    BiFunction<AssetEntry, AssetId, Future<AssetEntry>> noted,
    StreamCatalog streams,
    Supplier<Transcodes> transcodes,
    BiFunction<AssetEntry, Rendition, List<Candidate>> room,
    FarmGate gate,
    TaskLoadEstimator estimator,
    Displacement displacement,
    InstantSource clock,
    Supplier<String> names) {}
