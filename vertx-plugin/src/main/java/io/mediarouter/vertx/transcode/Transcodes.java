package io.mediarouter.vertx.transcode;

import io.mediarouter.farm.ActiveTask;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.FarmView;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.media.Rendition;
import io.mediarouter.state.OwnedTable;
import io.mediarouter.vertx.flight.Claim;
import io.mediarouter.vertx.flight.Led;
import io.mediarouter.vertx.spool.SpoolExhaustedException;
import io.mediarouter.vertx.store.RenditionStore;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The transcodes that this proxy runs, or takes from a proxy that does: one for each rendition at a
 * time, however many ask for it.
 *
 * <p>Each has a row in the table of active tasks from its assignment to its end, which is also the
 * reservation of its load. Safe for use by many threads.
 */
public final class Transcodes {
  private final TranscodeRegister register;
  private final RunTranscodes runs;
  private final Attempts attempts;
  private final Decodes decodes;
  private final FilmMaker films;
  private final Flights flights;
  private final OwnedTable<ActiveTask> tasks;
  private final CostRecorder costs;
  private final PieceServers pieceServers;
  private final TranscodeSettings settings;

  Transcodes(
      Vertx vertx,
      Attempts attempts,
      Decodes decodes,
      FilmMaker films,
      Flights flights,
      RenditionStore store,
      OwnedTable<ActiveTask> tasks,
      CostRecorder costs,
      PieceServers pieceServers,
      Supplier<String> names,
      TranscodeSettings settings) {
    this.register = new TranscodeRegister(vertx, flights, store, tasks, names, settings);
    this.runs = new RunTranscodes(register, decodes, flights, tasks, costs, pieceServers, settings);
    this.attempts = attempts;
    this.decodes = decodes;
    this.films = films;
    this.flights = flights;
    this.tasks = tasks;
    this.costs = costs;
    this.pieceServers = pieceServers;
    this.settings = settings;
  }

  /** All that run now. */
  public Collection<Transcode> all() {
    return register.all();
  }

  /** What runs here under that name, or was not stored, for who takes it from here. */
  public Optional<Led> find(String id) {
    return register.find(id).map(Function.identity());
  }

  /**
   * Whether a viewer could join a transcode into {@code rendition} that runs, for whomever, here or
   * through another proxy, and is not expected to have it sooner from an idle server of {@code
   * farm}.
   */
  public boolean isJoinable(AssetEntry entry, Rendition rendition, FarmView farm) {
    var key = TranscodeKey.of(entry, rendition);
    return isJoinable(key, farm) || isJoinable(key.in(TranscodeKey.Lane.SOONER), farm);
  }

  private boolean isJoinable(TranscodeKey key, FarmView farm) {
    Transcode present = register.present(key);
    return present == null
        ? flights.isMade(key, farm)
        : present.isJoinable()
            && present
                .headway()
                .now()
                .filter(flight -> flights.isSooner(key, flight, farm))
                .isEmpty();
  }

  /**
   * The transcode that does {@code order}: the one that runs already, or a new one. The caller has
   * joined it and must {@linkplain Transcode#leave leave} it.
   *
   * @throws SpoolExhaustedException if a new one is needed, and there is no room for its output;
   *     nothing was joined then
   */
  public Transcode join(TranscodeOrder order) {
    String id = register.newName();
    Transcode transcode = register.joinOr(order, key -> createInRoom(order, key, id));
    if (transcode.begin()) {
      run(transcode);
    }
    return transcode;
  }

  /**
   * The transcode that does {@code order}: the one that runs already, or a new one, which is put
   * together of what is stored. The caller has joined it and must {@linkplain Transcode#leave
   * leave} it.
   *
   * @throws SpoolExhaustedException if a new one is needed, and there is no room for its output;
   *     nothing was joined then
   */
  public Transcode join(TranscodeOrder order, FilmParts parts) {
    String id = register.newName();
    Transcode transcode = register.joinOr(order, key -> createInRoom(order, key, id));
    if (transcode.begin()) {
      flights
          .claim(transcode)
          .onComplete(claim -> go(transcode, claim, () -> putTogether(transcode, parts)));
    }
    return transcode;
  }

  private Future<StoredRendition> putTogether(Transcode transcode, FilmParts parts) {
    return films
        .make(transcode, parts)
        .compose(v -> transcode.completed())
        .compose(v -> register.store(transcode));
  }

  private Transcode createInRoom(TranscodeOrder order, TranscodeKey key, String id) {
    register.requireRoom();
    return register.create(order, key, id, id);
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
    register.requireRoom();
    String taskId = register.newName();
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
    return runs.join(run);
  }

  /**
   * The same; tells all that it makes, too.
   *
   * @throws SpoolExhaustedException as {@link #join(SegmentRun)} does
   */
  public BegunRun begin(SegmentRun run) {
    return runs.begin(run);
  }

  /** Whether a server makes several segments in one go, as far as is known. */
  public boolean makesRuns(String serverId) {
    return !pieceServers.contains(serverId);
  }

  private Transcode joinOrCreate(TranscodeOrder order, String taskId) {
    return register.joinOr(order, key -> register.create(order, key, register.newName(), taskId));
  }

  /** Makes together what no other proxy makes; the rest is taken from there. */
  private void runTogether(String taskId, List<Transcode> fresh) {
    decodes.reserve(new Decode(taskId, fresh, Making.MANY));
    List<Future<Claim>> claims = fresh.stream().map(flights::claim).toList();
    Future.join(claims).onComplete(claimed -> runTogether(taskId, fresh, claims));
  }

  private void runTogether(String taskId, List<Transcode> fresh, List<Future<Claim>> claims) {
    List<Transcode> ours = new ArrayList<>();
    for (int i = 0; i < fresh.size(); i++) {
      if (claims.get(i).result() instanceof Claim.Lead) {
        ours.add(fresh.get(i));
      } else {
        go(fresh.get(i), claims.get(i));
      }
    }
    if (ours.size() > 1) {
      run(new Decode(taskId, ours, Making.MANY), ours);
    } else if (ours.size() == 1) {
      go(ours.get(0), claims.get(fresh.indexOf(ours.get(0))));
    } else {
      tasks.remove(taskId);
    }
  }

  private void run(Decode decode, List<Transcode> members) {
    for (int i = 0; i < members.size(); i++) {
      Transcode member = members.get(i);
      decode
          .whole(i)
          .compose(v -> member.completed())
          .compose(v -> register.store(member))
          .onComplete(stored -> register.finish(member, stored));
    }
    decodes.make(decode).onSuccess(response -> costs.tellLoad(decode.serverId(), response));
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
    go(transcode, claimed, () -> make(transcode));
  }

  private void go(
      Transcode transcode, AsyncResult<Claim> claimed, Supplier<Future<StoredRendition>> making) {
    if (claimed.failed()) {
      register.finish(transcode, Future.failedFuture(claimed.cause()));
      return;
    }
    flights
        .go(transcode, claimed.result(), making, () -> register.store(transcode))
        .onComplete(stored -> register.finish(transcode, stored));
  }

  private Future<StoredRendition> make(Transcode transcode) {
    long begin = settings.nanoTime().getAsLong();
    return attempts
        .make(transcode)
        .compose(response -> transcode.completed().map(response))
        .onSuccess(response -> costs.record(transcode, response, settings.secondsSince(begin)))
        .onComplete(ended -> tasks.remove(transcode.taskId()))
        .compose(response -> register.store(transcode));
  }

  /** Cancels all that run. */
  public void cancelAll(String why) {
    register.all().forEach(transcode -> transcode.cancel(why));
  }

  /** Cancels what a task makes, if it is this proxy's. */
  public void cancelTask(String taskId, String why) {
    register.all().stream()
        .filter(transcode -> transcode.taskId().equals(taskId))
        .forEach(transcode -> transcode.cancel(why));
  }
}
