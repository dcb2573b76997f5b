package io.mediarouter.vertx.transcode;

import io.mediarouter.farm.ActiveTask;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.FarmView;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.farm.TaskKind;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.Rendition;
import io.mediarouter.request.ProblemException;
import io.mediarouter.state.OwnedTable;
import io.mediarouter.vertx.farm.BackEndException;
import io.mediarouter.vertx.farm.Endings;
import io.mediarouter.vertx.flight.Claim;
import io.mediarouter.vertx.flight.FlightEndedException;
import io.mediarouter.vertx.flight.Lease;
import io.mediarouter.vertx.flight.Led;
import io.mediarouter.vertx.spool.FinishedOutput;
import io.mediarouter.vertx.spool.Spool;
import io.mediarouter.vertx.spool.SpoolExhaustedException;
import io.mediarouter.vertx.store.RenditionStore;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The transcodes that this proxy runs, or takes from a proxy that does: one for each rendition at a
 * time, however many ask for it.
 *
 * <p>Each has a row in the table of active tasks from its assignment to its end, which is also the
 * reservation of its load. Safe for use by many threads.
 */
public final class Transcodes {
  private static final Logger LOG = LoggerFactory.getLogger(Transcodes.class);

  /**
   * Those that can be joined, unless they say no; one that cannot any more may have a successor.
   */
  private final ConcurrentMap<TranscodeKey, Transcode> shared = new ConcurrentHashMap<>();

  /** All by their names. */
  private final ConcurrentMap<String, Transcode> running = new ConcurrentHashMap<>();

  /** Held while the parts of a run are gathered: of two at once, one has all that they share. */
  private final Object gathering = new Object();

  private final Shortfalls shortfalls = new Shortfalls();
  private final Unstored unstored;
  private final Vertx vertx;
  private final Attempts attempts;
  private final Decodes decodes;
  private final Flights flights;
  private final RenditionStore store;
  private final OwnedTable<ActiveTask> tasks;
  private final CostRecorder costs;
  private final PieceServers pieceServers;
  private final Supplier<String> names;
  private final TranscodeSettings settings;

  Transcodes(
      Vertx vertx,
      Attempts attempts,
      Decodes decodes,
      Flights flights,
      RenditionStore store,
      OwnedTable<ActiveTask> tasks,
      CostRecorder costs,
      PieceServers pieceServers,
      Supplier<String> names,
      TranscodeSettings settings) {
    this.vertx = vertx;
    this.unstored = new Unstored(vertx, settings.budget());
    this.attempts = attempts;
    this.decodes = decodes;
    this.flights = flights;
    this.store = store;
    this.tasks = tasks;
    this.costs = costs;
    this.pieceServers = pieceServers;
    this.names = names;
    this.settings = settings;
  }

  /** All that run now. */
  public Collection<Transcode> all() {
    return List.copyOf(running.values());
  }

  /** What runs here under that name, for who takes it from here. */
  public Optional<Led> find(String id) {
    return Optional.ofNullable(running.get(id));
  }

  /**
   * Whether somebody could join a transcode into {@code rendition} that runs on demand, here or
   * through another proxy, and is not expected to have it sooner from an idle server of {@code
   * farm}.
   */
  public boolean isJoinable(AssetEntry entry, Rendition rendition, FarmView farm) {
    var key = TranscodeKey.of(entry, rendition, TaskKind.ON_DEMAND, EncodingSpeed.FAST);
    Transcode present = shared.get(key);
    return present == null ? flights.isMade(key, farm) : present.isJoinable();
  }

  /**
   * The transcode that does {@code order}: the one that runs already, or a new one. The caller has
   * joined it and must {@linkplain Transcode#leave leave} it.
   *
   * @throws SpoolExhaustedException if a new one is needed, and there is no room for its output;
   *     nothing was joined then
   */
  public Transcode join(TranscodeOrder order) {
    String id = names.get();
    Transcode transcode =
        shared.compute(
            TranscodeKey.of(order),
            (key, present) ->
                present != null && present.join() ? present : createInRoom(order, id));
    if (transcode.begin()) {
      run(transcode);
    }
    return transcode;
  }

  private Transcode createInRoom(TranscodeOrder order, String id) {
    requireRoom();
    return create(order, id, id);
  }

  private void requireRoom() {
    unstored.makeRoom();
    if (!settings.budget().hasRoom()) {
      throw new SpoolExhaustedException();
    }
  }

  /**
   * The transcodes that do {@code orders}, in their order: those that run already, and new ones
   * that one decode makes. The caller has joined each and must {@linkplain Transcode#leave leave}
   * it.
   *
   * @param orders of one version of one source and of the same part of it; each with the same
   *     server, which can make several, as its only candidate
   * @throws SpoolExhaustedException if there is no room for their outputs; nothing was joined then
   */
  public List<Transcode> joinTogether(List<TranscodeOrder> orders) {
    requireRoom();
    String taskId = names.get();
    List<Transcode> all = orders.stream().map(order -> joinOrCreate(order, taskId)).toList();
    List<Transcode> fresh = all.stream().filter(Transcode::begin).toList();
    if (fresh.size() == 1) {
      run(fresh.get(0));
    } else if (!fresh.isEmpty()) {
      runTogether(taskId, fresh);
    }
    return all;
  }

  /**
   * Joins the transcode of the first of {@code run}'s orders: the one that runs already, or a new
   * one, which one task makes with those after it, up to the first that runs already. The caller
   * has joined the first and must {@linkplain Transcode#leave leave} it.
   *
   * @throws SpoolExhaustedException if a new one is needed, and there is no room for its output;
   *     nothing was joined then
   */
  public Transcode join(SegmentRun run) {
    String taskId = names.get();
    List<Transcode> fresh = new ArrayList<>();
    Transcode first;
    synchronized (gathering) {
      first = joinOrAdd(run.first(), taskId, fresh);
      if (!fresh.isEmpty() && !run.first().candidates().isEmpty()) {
        gather(run, taskId, fresh);
      }
    }
    if (!fresh.isEmpty() && run.first().candidates().isEmpty()) {
      flights.claim(first).onComplete(claim -> followOnly(first, claim));
    } else if (!fresh.isEmpty()) {
      first.join();
      run(run, taskId, fresh);
    }
    return first;
  }

  /** Adds what is made with the first of a run, as far as there is room for it. */
  private void gather(SegmentRun run, String taskId, List<Transcode> fresh) {
    for (TranscodeOrder order : following(run)) {
      if (!addUnlessMade(order, taskId, fresh)) {
        break;
      }
    }
    run.preparation().ifPresent(order -> addUnlessMade(order, taskId, fresh));
  }

  /** Who makes single pieces makes nothing with them. */
  private List<TranscodeOrder> following(SegmentRun run) {
    return run.first().candidates().stream()
            .limit(1)
            .anyMatch(each -> pieceServers.contains(each.server().id()))
        ? List.of()
        : run.following();
  }

  /** Whether it was added; else it is made already, or there is no room for it. */
  private boolean addUnlessMade(TranscodeOrder order, String taskId, List<Transcode> fresh) {
    if (!settings.budget().hasRoom()) {
      return false;
    }
    int before = fresh.size();
    Transcode present = joinOrAdd(order, taskId, fresh);
    if (fresh.size() == before) {
      present.leave();
    }
    return fresh.size() > before;
  }

  /** A new one is begun, and added to {@code fresh}. */
  private Transcode joinOrAdd(TranscodeOrder order, String taskId, List<Transcode> fresh) {
    return shared.compute(
        TranscodeKey.of(order),
        (key, present) -> present != null && present.join() ? present : add(order, taskId, fresh));
  }

  private Transcode add(TranscodeOrder order, String taskId, List<Transcode> fresh) {
    requireRoom();
    Transcode created = create(order, names.get(), taskId);
    created.begin();
    fresh.add(created);
    return created;
  }

  private void run(SegmentRun run, String taskId, List<Transcode> fresh) {
    decodes.reserve(new Decode(taskId, fresh, run));
    List<Future<Claim>> claims = fresh.stream().map(flights::claim).toList();
    Future.join(claims).onComplete(claimed -> runClaimed(run, taskId, fresh, claims));
  }

  /** It ends where what another proxy makes begins; the initialization comes with any segment. */
  private void runClaimed(
      SegmentRun run, String taskId, List<Transcode> fresh, List<Future<Claim>> claims) {
    List<Transcode> ours = new ArrayList<>();
    List<Lease> leases = new ArrayList<>();
    boolean inRow = true;
    for (int i = 0; i < fresh.size(); i++) {
      Claim claim = claims.get(i).result();
      boolean joins = inRow || (!ours.isEmpty() && run.isPreparation(fresh.get(i).order()));
      if (claim instanceof Claim.Lead lead && joins) {
        ours.add(fresh.get(i));
        leases.add(lead.lease());
        continue;
      }
      inRow = false;
      if (i == 0) {
        fresh.get(i).leave(); // Nothing is made with it that would keep it going.
        follow(fresh.get(i), claims.get(i));
      } else {
        giveBack(fresh.get(i), claim);
      }
    }
    if (ours.isEmpty()) {
      tasks.remove(taskId);
    } else {
      run(run, taskId, ours, leases);
    }
  }

  /** It was to be joined, and there is no server for it: what has ended since is decided anew. */
  private void followOnly(Transcode transcode, AsyncResult<Claim> claimed) {
    if (claimed.result() instanceof Claim.Lead lead) {
      finish(transcode, letGo(lead.lease(), "it is not made any more"));
    } else {
      follow(transcode, claimed);
    }
  }

  /** What another proxy does not bring is begun anew as a run, by who decides anew. */
  private void follow(Transcode transcode, AsyncResult<Claim> claimed) {
    Future<Claim> claiming =
        claimed.succeeded()
            ? Future.succeededFuture(claimed.result())
            : Future.failedFuture(claimed.cause());
    claiming
        .compose(
            claim ->
                flights.go(
                    transcode,
                    claim,
                    lease -> letGo(lease, "the run that made it came to nothing"),
                    lease -> store(transcode, lease).onComplete(stored -> lease.release())))
        .onComplete(stored -> finish(transcode, stored));
  }

  private static <T> Future<T> letGo(Lease lease, String why) {
    lease.release();
    return Future.failedFuture(new FlightEndedException(why));
  }

  /** Nobody asked for it yet: who does decides anew. */
  private void giveBack(Transcode transcode, @Nullable Claim claim) {
    Lease lease = claim instanceof Claim.Lead lead ? lead.lease() : Lease.NONE;
    finish(transcode, letGo(lease, "another proxy makes it"));
  }

  private void run(SegmentRun run, String taskId, List<Transcode> fresh, List<Lease> leases) {
    long begin = settings.nanoTime().getAsLong();
    var decode = new Decode(taskId, fresh, run);
    var interest = new RunAheadInterest(fresh);
    for (int i = 0; i < fresh.size(); i++) {
      Transcode member = fresh.get(i);
      Lease lease = leases.get(i);
      decode
          .whole(i)
          .compose(v -> member.completed())
          .onComplete(ended -> interest.release(member))
          .onSuccess(v -> goOn(run, member, interest))
          .compose(v -> store(member, lease))
          .onComplete(stored -> lease.release())
          .onComplete(stored -> finish(member, stored));
    }
    decodes
        .make(decode)
        .onSuccess(made -> costs.record(run, decode, made, settings.secondsSince(begin)));
  }

  /** Where nobody comes near what is next, it ends at this border. */
  private static void goOn(SegmentRun run, Transcode made, RunAheadInterest interest) {
    if (!run.isWantedAfter(made.order())) {
      interest.releaseAll();
    }
  }

  private Transcode joinOrCreate(TranscodeOrder order, String taskId) {
    return shared.compute(
        TranscodeKey.of(order),
        (key, present) ->
            present != null && present.join() ? present : create(order, names.get(), taskId));
  }

  /** Makes together what no other proxy makes; the rest is taken from there. */
  private void runTogether(String taskId, List<Transcode> fresh) {
    decodes.reserve(new Decode(taskId, fresh, Making.MANY));
    List<Future<Claim>> claims = fresh.stream().map(flights::claim).toList();
    Future.join(claims).onComplete(claimed -> runTogether(taskId, fresh, claims));
  }

  private void runTogether(String taskId, List<Transcode> fresh, List<Future<Claim>> claims) {
    List<Transcode> ours = new ArrayList<>();
    List<Lease> leases = new ArrayList<>();
    for (int i = 0; i < fresh.size(); i++) {
      if (claims.get(i).result() instanceof Claim.Lead lead) {
        ours.add(fresh.get(i));
        leases.add(lead.lease());
      } else {
        go(fresh.get(i), claims.get(i));
      }
    }
    if (ours.size() > 1) {
      run(new Decode(taskId, ours, Making.MANY), ours, leases);
    } else if (ours.size() == 1) {
      go(ours.get(0), Future.succeededFuture(new Claim.Lead(leases.get(0))));
    } else {
      tasks.remove(taskId);
    }
  }

  private void run(Decode decode, List<Transcode> members, List<Lease> leases) {
    for (int i = 0; i < members.size(); i++) {
      Transcode member = members.get(i);
      Lease lease = leases.get(i);
      decode
          .whole(i)
          .compose(v -> member.completed())
          .compose(v -> store(member, lease))
          .onComplete(stored -> lease.release())
          .onComplete(stored -> finish(member, stored));
    }
    decodes.make(decode).onSuccess(response -> costs.tellLoad(decode.serverId(), response));
  }

  private Transcode create(TranscodeOrder order, String id, String taskId) {
    Context context = vertx.getOrCreateContext();
    var output =
        new Output(
            new Spool(vertx, settings.spool().get(), settings.budget()),
            order.rendition().format(),
            new Completeness(order, shortfalls));
    var transcode =
        new Transcode(
            order,
            id,
            taskId,
            output,
            context,
            settings.cancelsWhenAlone(order.kind()),
            () -> tellDelivery(taskId));
    transcode.join();
    running.put(id, transcode);
    return transcode;
  }

  private void tellDelivery(String id) {
    tasks.update(id, task -> task.at(task.progress(), true));
  }

  /** Its load is reserved before it is known whether another proxy makes it. */
  private void run(Transcode transcode) {
    attempts.reserve(transcode);
    flights
        .claim(transcode)
        .onSuccess(claim -> forget(transcode, claim))
        .onFailure(ended -> tasks.remove(transcode.taskId()))
        .onComplete(claim -> go(transcode, claim));
  }

  private void forget(Transcode transcode, Claim claim) {
    if (claim instanceof Claim.Follow) {
      tasks.remove(transcode.taskId());
    }
  }

  private void go(Transcode transcode, AsyncResult<Claim> claimed) {
    if (claimed.failed()) {
      finish(transcode, Future.failedFuture(claimed.cause()));
      return;
    }
    flights
        .go(
            transcode,
            claimed.result(),
            lease -> make(transcode, lease),
            lease -> store(transcode, lease).onComplete(stored -> lease.release()))
        .onComplete(stored -> finish(transcode, stored));
  }

  private Future<StoredRendition> make(Transcode transcode, Lease lease) {
    long begin = settings.nanoTime().getAsLong();
    return attempts
        .make(transcode)
        .compose(response -> transcode.completed().map(response))
        .onSuccess(response -> costs.record(transcode, response, settings.secondsSince(begin)))
        .onComplete(ended -> tasks.remove(transcode.taskId()))
        .compose(response -> store(transcode, lease))
        .onComplete(stored -> lease.release());
  }

  /** What another proxy has made meanwhile, or makes, is not stored twice. */
  private Future<StoredRendition> store(Transcode transcode, Lease lease) {
    return flights
        .storedBeside(transcode.order(), lease)
        .compose(other -> other.map(Future::succeededFuture).orElseGet(() -> store(transcode)));
  }

  private Future<StoredRendition> store(Transcode transcode) {
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

  private void finish(Transcode transcode, AsyncResult<StoredRendition> stored) {
    TranscodeKey key = TranscodeKey.of(transcode.order());
    running.remove(transcode.id());
    if (stored.failed() && unstored.isWorthKeeping(transcode, stored.cause())) {
      log(key, transcode, stored.cause());
      transcode.unstored(stored.cause());
      unstored.keep(transcode, () -> store(transcode), () -> shared.remove(key, transcode));
      return;
    }
    shared.remove(key, transcode);
    if (stored.succeeded()) {
      transcode.succeed(stored.result());
    } else {
      log(key, transcode, stored.cause());
      transcode.fail(stored.cause());
    }
  }

  /** What its servers failed at was told when each did. */
  private static void log(TranscodeKey key, Transcode transcode, Throwable cause) {
    boolean told =
        cause instanceof BackEndException
            || cause instanceof FlightEndedException
            || cause instanceof NoServerException
            || cause instanceof ProblemException;
    boolean expected = transcode.isCancelled() || (told && !transcode.isComplete());
    LOG.atLevel(expected ? Level.DEBUG : Level.WARN)
        .log(
            "{}: {} of {} on {}: {}",
            transcode.isComplete() ? "Made, but not stored" : "Not made",
            key.rendition().key(),
            key.asset(),
            transcode.serverId(),
            Endings.describe(cause));
  }

  /** Cancels all that run. */
  public void cancelAll(String why) {
    running.values().forEach(transcode -> transcode.cancel(why));
  }

  /** Cancels what a task makes, if it is this proxy's. */
  public void cancelTask(String taskId, String why) {
    running.values().stream()
        .filter(transcode -> transcode.taskId().equals(taskId))
        .forEach(transcode -> transcode.cancel(why));
  }
}
