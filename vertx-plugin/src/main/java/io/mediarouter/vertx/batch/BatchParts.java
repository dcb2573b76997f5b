package io.mediarouter.vertx.batch;

import io.mediarouter.farm.FarmView;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.plan.PolicyTable;
import io.mediarouter.schedule.OneDecode;
import io.mediarouter.select.ServerSelector;
import io.mediarouter.state.SharedState;
import io.mediarouter.vertx.config.BatchConfig;
import io.mediarouter.vertx.source.SourceCatalog;
import io.mediarouter.vertx.stream.StoredFilms;
import io.mediarouter.vertx.transcode.Transcodes;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * The parts that batch work is put together from.
 *
 * @param jobs the queue
 * @param config tells how much at a time, and how often
 * @param pace how fast
 * @param policies tell whether originals are delivered and streams copied, as for who waits
 * @param films tells which films are stored in parts
 * @param view tells what is known of the farm now
 * @param selector tells which servers have room
 * @param makesMany tells which servers make several renditions with one decode
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
    Supplier<PolicyTable> policies,
    Transcodes transcodes,
    StoredFilms films,
    Supplier<FarmView> view,
    Supplier<ServerSelector> selector,
    Predicate<String> makesMany,
    FarmGate gate,
    SpeculationBooks books,
    InstantSource clock,
    Supplier<RandomGenerator> random) {

  /** This proxy's part in working off the jobs, not yet started. */
  public BatchRunner runner() {
    return new BatchRunner(this);
  }

  /** The rule by which renditions share a decode on the farm as it is now. */
  OneDecode oneDecode() {
    Set<String> able =
        transcoding().stream().filter(makesMany).collect(Collectors.toUnmodifiableSet());
    return new OneDecode(able.isEmpty() ? 1 : config.get().outputsPerDecode(), able);
  }

  /** The names of the transcoding servers. */
  Set<String> transcoding() {
    return view.get().withRole(ServerRole.TRANSCODING).stream()
        .map(server -> server.server().id())
        .collect(Collectors.toUnmodifiableSet());
  }

  Placement placement() {
    return new Placement(view, selector, clock, random);
  }
}
