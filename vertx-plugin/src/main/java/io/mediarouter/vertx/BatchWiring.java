package io.mediarouter.vertx;

import io.mediarouter.Assembly;
import io.mediarouter.estimate.TaskLoadEstimator;
import io.mediarouter.plan.Planning;
import io.mediarouter.state.SharedState;
import io.mediarouter.vertx.admin.JobCallbacks;
import io.mediarouter.vertx.admin.JobEvents;
import io.mediarouter.vertx.batch.BackgroundOrders;
import io.mediarouter.vertx.batch.BatchJobs;
import io.mediarouter.vertx.batch.BatchPace;
import io.mediarouter.vertx.batch.BatchParts;
import io.mediarouter.vertx.batch.FarmGate;
import io.mediarouter.vertx.config.LiveConfig;
import io.mediarouter.vertx.metrics.BatchMeters;
import io.mediarouter.vertx.source.SourceCatalog;
import io.mediarouter.vertx.speculation.SpeculationParts;
import io.mediarouter.vertx.speculation.Speculator;
import io.mediarouter.vertx.transcode.Transcodes;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** How batch and speculative work is put together. */
@Assembly
final class BatchWiring {
  private static final Duration CALLBACK_PAUSE = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final LiveConfig config;
  private final SharedState state;
  private final FarmWiring servers;
  private final Supplier<Planning> planning;
  private final InstantSource clock;
  private final BatchJobs jobs;
  private final FarmGate gate;
  private final Speculator speculator;
  private final JobEvents events;

  BatchWiring(
      Vertx vertx,
      LiveConfig config,
      SharedState state,
      FarmWiring servers,
      TaskLoadEstimator estimator,
      Supplier<Planning> planning,
      InstantSource clock) {
    this.vertx = vertx;
    this.config = config;
    this.state = state;
    this.servers = servers;
    this.planning = planning;
    this.clock = clock;
    var callbacks = new JobCallbacks(vertx, servers.http(), clock, CALLBACK_PAUSE);
    jobs = new BatchJobs(vertx, state.jobs(), clock, callbacks::tell);
    gate =
        new FarmGate(
            () -> config.get().batch().gate(),
            servers.monitor()::view,
            () -> planning.get().monitor(),
            clock);
    speculator =
        new Speculator(
            new SpeculationParts(
                vertx, state, jobs, config, gate, estimator, clock, Wiring::newName));
    events = new JobEvents(vertx, jobs, clock);
  }

  BatchParts parts(SourceCatalog catalog, Transcodes transcodes) {
    return new BatchParts(
        vertx,
        state,
        jobs,
        () -> config.get().batch(),
        BatchPace.DEFAULT,
        catalog,
        () -> config.get().policies().table(),
        transcodes,
        servers.monitor()::view,
        () -> planning.get().selector(),
        id -> servers.farm().many(id).isPresent(),
        gate,
        speculator.books(),
        clock,
        ThreadLocalRandom::current);
  }

  BatchMeters meters(LongSupplier nanoTime) {
    return new BatchMeters(jobs, gate, speculator, nanoTime);
  }

  BackgroundOrders backgroundOrders() {
    return new BackgroundOrders(jobs, clock, Wiring::newName);
  }

  BatchJobs jobs() {
    return jobs;
  }

  Speculator speculator() {
    return speculator;
  }

  JobEvents events() {
    return events;
  }
}
