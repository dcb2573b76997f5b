package io.mediarouter.vertx.transcode;

import io.mediarouter.farm.ActiveTask;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.farm.TaskKind;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.Rendition;
import io.mediarouter.state.OwnedTable;
import io.mediarouter.vertx.spool.Spool;
import io.mediarouter.vertx.spool.SpoolExhaustedException;
import io.mediarouter.vertx.store.RenditionStore;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
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

  private record Key(
      AssetId asset,
      String sourceVersion,
      Rendition rendition,
      TaskKind kind,
      EncodingSpeed speed) {
    static Key of(TranscodeOrder order) {
      return new Key(
          order.asset(), order.sourceVersion(), order.rendition(), order.kind(), order.speed());
    }
  }

  /**
   * Those that can be joined, unless they say no; one that cannot any more may have a successor.
   */
  private final ConcurrentMap<Key, Transcode> shared = new ConcurrentHashMap<>();

  /** All by their names. */
  private final ConcurrentMap<String, Transcode> running = new ConcurrentHashMap<>();

  private final Vertx vertx;
  private final Attempts attempts;
  private final RenditionStore store;
  private final OwnedTable<ActiveTask> tasks;
  private final CostRecorder costs;
  private final Supplier<String> names;
  private final TranscodeSettings settings;

  Transcodes(
      Vertx vertx,
      Attempts attempts,
      RenditionStore store,
      OwnedTable<ActiveTask> tasks,
      CostRecorder costs,
      Supplier<String> names,
      TranscodeSettings settings) {
    this.vertx = vertx;
    this.attempts = attempts;
    this.store = store;
    this.tasks = tasks;
    this.costs = costs;
    this.names = names;
    this.settings = settings;
  }

  /** All that run now. */
  public Collection<Transcode> all() {
    return List.copyOf(running.values());
  }

  /** Whether somebody could join a transcode into {@code rendition} that runs on demand. */
  public boolean isJoinable(AssetId asset, String sourceVersion, Rendition rendition) {
    var key = new Key(asset, sourceVersion, rendition, TaskKind.ON_DEMAND, EncodingSpeed.FAST);
    Transcode present = shared.get(key);
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
    var key = Key.of(order);
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
    attempts
        .make(transcode)
        .compose(response -> transcode.completed().map(response))
        .onSuccess(response -> costs.record(transcode, response, settings.secondsSince(begin)))
        .onComplete(ended -> tasks.remove(transcode.id()))
        .compose(response -> store(transcode))
        .onComplete(stored -> finish(key, transcode, stored));
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
        order.speed(),
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
