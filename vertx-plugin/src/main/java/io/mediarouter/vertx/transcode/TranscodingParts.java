package io.mediarouter.vertx.transcode;

import io.mediarouter.select.FarmLearner;
import io.mediarouter.state.SharedState;
import io.mediarouter.vertx.call.Calls;
import io.mediarouter.vertx.call.Connections;
import io.mediarouter.vertx.call.Retries;
import io.mediarouter.vertx.config.TimeoutConfig;
import io.mediarouter.vertx.farm.Farm;
import io.mediarouter.vertx.health.Quarantine;
import io.mediarouter.vertx.load.LoadReporter;
import io.mediarouter.vertx.source.SourcePlaces;
import io.mediarouter.vertx.spool.SpoolBudget;
import io.mediarouter.vertx.spool.SpoolLimits;
import io.mediarouter.vertx.store.RenditionStore;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The parts that the running of transcodes is put together from.
 *
 * @param http the client for all back ends
 * @param loads is told what responses say of load
 * @param store takes what is complete
 * @param learner is told how tasks ended
 * @param spool tells how much of one output is kept, and where
 * @param budget the room that all outputs share
 * @param finishAlone tells whether an on-demand transcode goes on when nobody waits for it any more
 * @param calls lets calls to servers through
 * @param retries allows for attempts on further servers
 * @param quarantine notes what no server can make
 * @param sources tells where sources lie
 * @param flights tells what other proxies make
 * @param timeouts tells the longest waits
 * @param clock of moments
 * @param nanoTime of durations, nanoseconds
 * @param names gives each task a name that is unique in the cluster
 */
public record TranscodingParts(
    Vertx vertx,
    Connections http,
    Farm farm,
    SharedState state,
    LoadReporter loads,
    RenditionStore store,
    FarmLearner learner,
    Supplier<SpoolLimits> spool,
    SpoolBudget budget,
    BooleanSupplier finishAlone,
    Calls calls,
    Retries retries,
    Quarantine quarantine,
    SourcePlaces sources,
    Flights flights,
    Supplier<TimeoutConfig> timeouts,
    InstantSource clock,
    LongSupplier nanoTime,
    Supplier<String> names) {

  /** The transcodes that these parts run. */
  public Transcodes transcodes() {
    var pieceServers = new PieceServers(farm, nanoTime);
    var client = new TranscodingClient(http, farm, loads, sources, timeouts, pieceServers);
    return new Transcodes(
        vertx,
        attempts(client),
        decodes(client),
        new FilmMaker(
            new PartReader(http, farm, calls, state.cacheIndex(), () -> timeouts.get().idle())),
        flights,
        store,
        state.tasks(),
        new CostRecorder(state.history(), farm, loads, learner, clock),
        pieceServers,
        names,
        new TranscodeSettings(spool, budget, finishAlone, nanoTime));
  }

  private Decodes decodes(TranscodingClient client) {
    return new Decodes(vertx, client, calls, retries, quarantine, state.tasks(), clock, timeouts);
  }

  private Attempts attempts(TranscodingClient client) {
    return new Attempts(vertx, client, calls, retries, quarantine, state.tasks(), clock, timeouts);
  }

  /** The poller that keeps the progress of {@code transcodes} current. */
  public ProgressPoller progress(Transcodes transcodes) {
    return new ProgressPoller(vertx, http, farm, state.tasks(), transcodes);
  }
}
