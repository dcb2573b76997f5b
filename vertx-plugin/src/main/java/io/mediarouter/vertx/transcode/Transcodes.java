package io.mediarouter.vertx.transcode;

import io.mediarouter.farm.ActiveTask;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.farm.TaskKind;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.Rendition;
import io.mediarouter.select.Candidate;
import io.mediarouter.state.OwnedTable;
import io.mediarouter.vertx.farm.BackEndException;
import io.mediarouter.vertx.spool.Spool;
import io.mediarouter.vertx.spool.SpoolExhaustedException;
import io.mediarouter.vertx.store.RenditionStore;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientResponse;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The transcodes that this proxy runs: one for each rendition at a time, however many ask for it.
 *
 * <p>Each has a row in the table of active tasks from its assignment to its end, which is also the
 * reservation of its load. Safe for use by many threads.
 */
public final class Transcodes {
  private static final Logger LOG = LoggerFactory.getLogger(Transcodes.class);

  private record Key(AssetId asset, String sourceVersion, Rendition rendition, TaskKind kind) {}

  /**
   * Those that can be joined, unless they say no; one that cannot any more may have a successor.
   */
  private final ConcurrentMap<Key, Transcode> shared = new ConcurrentHashMap<>();

  /** All by their names. */
  private final ConcurrentMap<String, Transcode> running = new ConcurrentHashMap<>();

  private final Vertx vertx;
  private final TranscodingClient client;
  private final RenditionStore store;
  private final OwnedTable<ActiveTask> tasks;
  private final CostRecorder costs;
  private final InstantSource clock;
  private final Supplier<String> names;
  private final TranscodeSettings settings;

  Transcodes(
      Vertx vertx,
      TranscodingClient client,
      RenditionStore store,
      OwnedTable<ActiveTask> tasks,
      CostRecorder costs,
      InstantSource clock,
      Supplier<String> names,
      TranscodeSettings settings) {
    this.vertx = vertx;
    this.client = client;
    this.store = store;
    this.tasks = tasks;
    this.costs = costs;
    this.clock = clock;
    this.names = names;
    this.settings = settings;
  }

  /** All that run now. */
  public Collection<Transcode> all() {
    return List.copyOf(running.values());
  }

  /** Whether somebody could join a transcode into {@code rendition} that runs on demand. */
  public boolean isJoinable(AssetId asset, String sourceVersion, Rendition rendition) {
    Transcode present = shared.get(new Key(asset, sourceVersion, rendition, TaskKind.ON_DEMAND));
    return present != null && present.isJoinable();
  }

  /**
   * The transcode that does {@code order}: the one that runs already, or a new one. The caller has
   * joined it and must {@linkplain Transcode#leave leave} it.
   *
   * @throws SpoolExhaustedException if a new one is needed, and there is no room for its output;
   *     nothing was joined then
   */
  public Transcode join(TranscodeOrder order) {
    var key =
        new Key(order.asset(), order.entry().source().version(), order.rendition(), order.kind());
    Transcode transcode =
        shared.compute(
            key, (k, present) -> present != null && present.join() ? present : create(order));
    if (transcode.begin()) {
      run(key, transcode);
    }
    return transcode;
  }

  private Transcode create(TranscodeOrder order) {
    if (!settings.budget().hasRoom()) {
      throw new SpoolExhaustedException();
    }
    Context context = vertx.getOrCreateContext();
    var output = new Output(new Spool(vertx, settings.spool().get(), settings.budget()));
    String id = names.get();
    var transcode =
        new Transcode(
            order,
            id,
            output,
            context,
            settings.cancelsWhenAlone(order.kind()),
            () -> tellDelivery(id));
    transcode.join();
    running.put(id, transcode);
    return transcode;
  }

  private void tellDelivery(String id) {
    tasks.own(id).ifPresent(task -> tasks.put(id, task.at(task.progress(), true)));
  }

  private void run(Key key, Transcode transcode) {
    long begin = settings.nanoTime().getAsLong();
    attempt(transcode, 0, new ArrayList<>(), null)
        .compose(response -> transcode.completed().map(response))
        .onSuccess(response -> costs.record(transcode, response, settings.secondsSince(begin)))
        .onComplete(ended -> tasks.remove(transcode.id()))
        .compose(response -> store(transcode))
        .onComplete(stored -> finish(key, transcode, stored));
  }

  /** Tries the candidates in order until one has begun to answer. */
  private Future<HttpClientResponse> attempt(
      Transcode transcode, int next, List<String> tried, @Nullable BackEndException last) {
    List<Candidate> candidates = transcode.order().candidates();
    if (transcode.isCancelled()) {
      return Future.failedFuture(new CancellationException("cancelled before it began"));
    }
    if (next == candidates.size()) {
      return Future.failedFuture(new NoServerException(tried, last));
    }
    Candidate candidate = candidates.get(next);
    tried.add(candidate.server().id());
    reserve(transcode, candidate);
    return client
        .start(candidate.server().id(), transcode)
        .transform(answer -> proceed(answer, transcode, next, tried));
  }

  private Future<HttpClientResponse> proceed(
      AsyncResult<HttpClientResponse> answer, Transcode transcode, int next, List<String> tried) {
    if (answer.succeeded()) {
      return transcode
          .receive(answer.result())
          .recover(cause -> client.explained(transcode, cause));
    }
    var failure = BackEndException.of(tried.get(next), answer.cause());
    LOG.debug("Task {} not started: {}", transcode.id(), failure.getMessage());
    return attempt(transcode, next + 1, tried, failure);
  }

  private void reserve(Transcode transcode, Candidate candidate) {
    TranscodeOrder order = transcode.order();
    tasks.put(
        transcode.id(),
        new ActiveTask(
            transcode.id(),
            candidate.server().id(),
            order.kind(),
            order.asset(),
            order.rendition().key(),
            order.priority(),
            candidate.estimate().demandCores(),
            candidate.estimate().workCoreSeconds(),
            clock.instant(),
            0,
            false));
  }

  private Future<StoredRendition> store(Transcode transcode) {
    TranscodeOrder order = transcode.order();
    Output output = transcode.output();
    if (!output.spool().isWhole()) {
      return Future.failedFuture(output.spool().startGone());
    }
    return store.store(
        order.asset(),
        order.entry().source().version(),
        order.rendition(),
        output.digest(),
        output.spool(),
        vertx.getOrCreateContext());
  }

  private void finish(Key key, Transcode transcode, AsyncResult<StoredRendition> stored) {
    shared.remove(key, transcode);
    running.remove(transcode.id());
    if (stored.succeeded()) {
      transcode.succeed(stored.result());
    } else {
      log(key, transcode, stored.cause());
      transcode.fail(stored.cause());
    }
  }

  private static void log(Key key, Transcode transcode, Throwable cause) {
    var level = transcode.isCancelled() ? Level.DEBUG : Level.WARN;
    LOG.atLevel(level)
        .log(
            "{}: {} of {} on {}: {}",
            transcode.isComplete() ? "Made, but not stored" : "Not made",
            key.rendition().key(),
            key.asset(),
            transcode.serverId(),
            cause.toString());
  }

  /** Cancels all that run. */
  public void cancelAll(String why) {
    running.values().forEach(transcode -> transcode.cancel(why));
  }

  /** The transcode of that name, if this proxy runs it. */
  public Optional<Transcode> find(String id) {
    return Optional.ofNullable(running.get(id));
  }
}
