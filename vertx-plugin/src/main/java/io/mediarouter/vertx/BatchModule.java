package io.mediarouter.vertx;

import io.mediarouter.Assembly;
import io.mediarouter.estimate.TaskLoadEstimator;
import io.mediarouter.plan.Planning;
import io.mediarouter.state.SharedState;
import io.mediarouter.vertx.admin.jobs.JobCallbacks;
import io.mediarouter.vertx.admin.jobs.JobEvents;
import io.mediarouter.vertx.batch.BackgroundOrders;
import io.mediarouter.vertx.batch.BatchJobs;
import io.mediarouter.vertx.batch.BatchPace;
import io.mediarouter.vertx.batch.BatchParts;
import io.mediarouter.vertx.batch.BatchRunner;
import io.mediarouter.vertx.batch.FarmGate;
import io.mediarouter.vertx.batch.SpareRoom;
import io.mediarouter.vertx.config.LiveConfig;
import io.mediarouter.vertx.metrics.BatchMeters;
import io.mediarouter.vertx.source.SourceCatalog;
import io.mediarouter.vertx.speculation.Displacement;
import io.mediarouter.vertx.speculation.SpeculationParts;
import io.mediarouter.vertx.speculation.Speculator;
import io.mediarouter.vertx.stream.StoredFilms;
import io.mediarouter.vertx.stream.StreamCatalog;
import io.mediarouter.vertx.transcode.Transcodes;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/** Batch and speculative work: its jobs, what it may have of the farm, and who does it. */
@Assembly
final class BatchModule {
  private static final Duration CALLBACK_PAUSE = Duration.ofSeconds(1);

  private final Basis basis;
  private final BatchJobs jobs;
  private final FarmGate gate;
  private final Speculator speculator;
  private final JobEvents events;
  private final BatchRunner runner;

  /** A module that has not begun to work. */
  BatchModule(
      Basis basis,
      FarmModule servers,
      TaskLoadEstimator estimator,
      Displacement displacement,
      SourceCatalog catalog,
      Transcodes transcodes,
      Supplier<Planning> planning) {
    this.basis = basis;
    Vertx vertx = basis.vertx();
    SharedState state = basis.state();
    InstantSource clock = basis.clock();
    LiveConfig config = basis.config();
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
                vertx,
                state,
                jobs,
                config,
                catalog::part,
                new StreamCatalog(config::get),
                () -> transcodes,
                new SpareRoom(
                        gate,
                        servers.monitor()::view,
                        () -> planning.get().selector(),
                        clock,
                        ThreadLocalRandom::current)
                    ::of,
                gate,
                estimator,
                displacement,
                clock,
                Basis::newName));
    events = new JobEvents(vertx, jobs, clock);
    runner =
        new BatchParts(
                vertx,
                state,
                jobs,
                () -> config.get().batch(),
                BatchPace.DEFAULT,
                catalog,
                () -> config.get().policies().table(),
                transcodes,
                new StoredFilms(new StreamCatalog(config::get), catalog::part),
                servers.monitor()::view,
                () -> planning.get().selector(),
                id -> servers.farm().many(id).isPresent(),
                gate,
                speculator.books(),
                clock,
                ThreadLocalRandom::current)
            .runner();
  }

  BatchMeters meters() {
    return new BatchMeters(jobs, gate, speculator, basis.nanoTime());
  }

  BackgroundOrders backgroundOrders() {
    return new BackgroundOrders(jobs, basis.clock(), Basis::newName);
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

  void start() {
    runner.start();
    speculator.start();
  }

  /** Makes nothing more ahead of demand. */
  void stop() {
    speculator.stop();
  }

  /** Gives back what runs. */
  Future<Void> close() {
    return runner.close();
  }
}
