package io.mediarouter.vertx.batch;

import io.mediarouter.farm.FarmView;
import io.mediarouter.select.ServerSelector;
import io.mediarouter.state.SharedState;
import io.mediarouter.vertx.config.BatchConfig;
import io.mediarouter.vertx.source.SourceCatalog;
import io.mediarouter.vertx.transcode.Transcodes;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * All that working off batch jobs is put together from.
 *
 * @param jobs the queue
 * @param config tells how much at a time, and how often
 * @param pace how fast
 * @param view tells what is known of the farm now
 * @param selector tells which servers have room
 * @param gate tells what batch work may have of that
 * @param books learns what became of speculative work
 * @param clock of moments
 * @param random of ties and rests
 */
public record BatchParts(
    Vertx vertx,
    SharedState state,
    BatchJobs jobs,
    Supplier<BatchConfig> config,
    BatchPace pace,
    SourceCatalog catalog,
    Transcodes transcodes,
    Supplier<FarmView> view,
    ServerSelector selector,
    FarmGate gate,
    SpeculationBooks books,
    InstantSource clock,
    Supplier<RandomGenerator> random) {

  /** This proxy's part in working off the jobs, not yet started. */
  public BatchRunner runner() {
    return new BatchRunner(this);
  }

  Placement placement() {
    return new Placement(view, selector, clock, random);
  }
}
