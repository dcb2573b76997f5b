package io.mediarouter.vertx.transcode;

import io.mediarouter.farm.ActiveTask;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.farm.TaskKind;
import io.mediarouter.media.Format;
import io.mediarouter.request.ProblemException;
import io.mediarouter.state.OwnedTable;
import io.mediarouter.vertx.call.BackEndException;
import io.mediarouter.vertx.call.Endings;
import io.mediarouter.vertx.flight.FlightEndedException;
import io.mediarouter.vertx.flight.Wanted;
import io.mediarouter.vertx.spool.FinishedOutput;
import io.mediarouter.vertx.spool.Spool;
import io.mediarouter.vertx.spool.SpoolExhaustedException;
import io.mediarouter.vertx.store.RenditionStore;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The register of the transcodes in this proxy's hands, from their beginning until their outputs
 * are stored. Safe for use by many threads.
 */
final class TranscodeRegister {
  private static final Logger LOG = LoggerFactory.getLogger(TranscodeRegister.class);

  /**
   * Those that can be joined, unless they say no; one that cannot any more may have a successor.
   */
  private final ConcurrentMap<TranscodeKey, Transcode> shared = new ConcurrentHashMap<>();

  /** All by their names. */
  private final ConcurrentMap<String, Transcode> running = new ConcurrentHashMap<>();

  private final Shortfalls shortfalls = new Shortfalls();
  private final Unstored unstored;
  private final Vertx vertx;
  private final Flights flights;
  private final RenditionStore store;
  private final OwnedTable<ActiveTask> tasks;
  private final Supplier<String> names;
  private final TranscodeSettings settings;

  TranscodeRegister(
      Vertx vertx,
      Flights flights,
      RenditionStore store,
      OwnedTable<ActiveTask> tasks,
      Supplier<String> names,
      TranscodeSettings settings) {
    this.vertx = vertx;
    this.unstored = new Unstored(vertx, settings.budget());
    this.flights = flights;
    this.store = store;
    this.tasks = tasks;
    this.names = names;
    this.settings = settings;
  }

  /** A name that is unique in the cluster. */
  String newName() {
    return names.get();
  }

  Collection<Transcode> all() {
    return List.copyOf(running.values());
  }

  /** The one of that name, if others may take its output from here. */
  Optional<Transcode> find(String id) {
    return Optional.ofNullable(running.get(id)).or(() -> unstored.find(id));
  }

  @Nullable Transcode present(TranscodeKey key) {
    return shared.get(key);
  }

  boolean hasRoom() {
    return settings.budget().hasRoom();
  }

  /**
   * Sees that there is room for one more output.
   *
   * @throws SpoolExhaustedException if there is none
   */
  void requireRoom() {
    unstored.makeRoom();
    if (!settings.budget().hasRoom()) {
      throw new SpoolExhaustedException();
    }
  }

  /** Joins the one that does {@code order}, or what {@code creator} makes where there is none. */
  Transcode joinOr(TranscodeOrder order, Function<TranscodeKey, Transcode> creator) {
    TranscodeKey key = TranscodeKey.of(order);
    TranscodeKey beside = key.beside(order).orElse(key);
    return joinFit(order, key, creator)
        .or(() -> joinFit(order, beside, creator))
        .orElseGet(() -> shared.compute(beside, (same, present) -> creator.apply(same)));
  }

  /** Empty where one goes on that is not fit for the order. */
  private Optional<Transcode> joinFit(
      TranscodeOrder order, TranscodeKey key, Function<TranscodeKey, Transcode> creator) {
    var joined = new AtomicReference<Transcode>();
    shared.compute(
        key,
        (same, present) -> {
          if (present != null && present.isJoinable() && !isFit(present, order)) {
            return present;
          }
          boolean isJoined = present != null && present.join(order.wanted());
          joined.set(isJoined ? present : creator.apply(same));
          return joined.get();
        });
    return Optional.ofNullable(joined.get());
  }

  /** The proxy that makes it learns from who asks it whether a viewer waits. */
  private boolean isFit(Transcode present, TranscodeOrder order) {
    boolean hidden = present.isFromPeer() && !present.isForViewer() && order.wanted().isByViewer();
    return !hidden
        && present.headway().now().filter(flight -> !flights.fits(order, flight)).isEmpty();
  }

  /** One that has not begun, joined by the caller. */
  Transcode create(TranscodeOrder order, TranscodeKey key, String id, String taskId) {
    Context context = vertx.getOrCreateContext();
    var output =
        new Output(
            new Spool(vertx, settings.spool().get(), settings.budget()),
            order.rendition().format(),
            new Completeness(order, shortfalls));
    var transcode =
        new Transcode(
            order,
            key,
            id,
            taskId,
            output,
            context,
            settings.cancelsWhenAlone(order.kind()) || isAheadOfAll(order),
            new TranscodeRow(tasks, taskId, () -> wanted(order, taskId), settings.nanoTime()));
    transcode.join();
    running.put(id, transcode);
    return transcode;
  }

  /**
   * Segments that nobody has asked for are no jobs: a run that ends leaves those that are not made.
   */
  private static boolean isAheadOfAll(TranscodeOrder order) {
    return order.kind() == TaskKind.SPECULATIVE && order.rendition().format() == Format.M4S;
  }

  /** For whom a task is wanted, which may make several. */
  private Wanted wanted(TranscodeOrder order, String taskId) {
    return running.values().stream()
        .filter(each -> each.taskId().equals(taskId))
        .map(Transcode::wanted)
        .min(Comparator.naturalOrder())
        .orElse(order.wanted());
  }

  /** What another proxy has made meanwhile, or makes, is not stored twice. */
  Future<StoredRendition> store(Transcode transcode) {
    return flights
        .storedBeside(transcode)
        .compose(other -> other.map(Future::succeededFuture).orElseGet(() -> offer(transcode)));
  }

  private Future<StoredRendition> offer(Transcode transcode) {
    TranscodeOrder order = transcode.order();
    Output output = transcode.output();
    if (!output.spool().isWhole()) {
      return Future.failedFuture(output.spool().startGone());
    }
    return vertx
        .executeBlocking(output::finished, false)
        .compose(finished -> store(order, finished));
  }

  private Future<StoredRendition> store(TranscodeOrder order, FinishedOutput finished) {
    return store.store(
        order.entry(), order.rendition(), order.speed(), finished, vertx.getOrCreateContext());
  }

  /** Ends one, and tells who waits for it what came of it. */
  void finish(Transcode transcode, AsyncResult<StoredRendition> stored) {
    TranscodeKey key = transcode.key();
    running.remove(transcode.id());
    if (stored.failed() && unstored.isWorthKeeping(transcode, stored.cause())) {
      log(key, transcode, stored.cause());
      transcode.unstored(stored.cause());
      unstored.keep(transcode, () -> store(transcode), () -> forget(key, transcode));
      return;
    }
    forget(key, transcode);
    if (stored.succeeded()) {
      transcode.succeed(stored.result());
    } else {
      log(key, transcode, stored.cause());
      transcode.fail(stored.cause());
    }
  }

  /** From now on others may make it; whoever comes before is given it here, from wherever. */
  private void forget(TranscodeKey key, Transcode transcode) {
    transcode.maker().lease().release();
    shared.remove(key, transcode);
  }

  /** What its servers failed at was told when each did, and what another proxy did, there. */
  private static void log(TranscodeKey key, Transcode transcode, Throwable cause) {
    boolean told =
        cause instanceof BackEndException
            || cause instanceof NoServerException
            || cause instanceof ProblemException;
    boolean expected =
        transcode.isCancelled()
            || cause instanceof FlightEndedException
            || (told && !transcode.isComplete());
    LOG.atLevel(expected ? Level.DEBUG : Level.WARN)
        .log(
            "{}: {} of {} on {}: {}",
            transcode.isComplete() ? "Made, but not stored" : "Not made",
            key.rendition().key(),
            key.asset(),
            transcode.serverId(),
            Endings.describe(cause));
  }
}
