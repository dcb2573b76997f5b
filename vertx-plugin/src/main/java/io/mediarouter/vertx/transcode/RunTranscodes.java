package io.mediarouter.vertx.transcode;

import io.mediarouter.farm.ActiveTask;
import io.mediarouter.state.OwnedTable;
import io.mediarouter.vertx.flight.Claim;
import io.mediarouter.vertx.flight.FlightEndedException;
import io.mediarouter.vertx.spool.SpoolExhaustedException;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The transcodes of runs: one task makes the segments that follow each other in a stream, as far as
 * nobody else makes them. Safe for use by many threads.
 */
final class RunTranscodes {
  /** Held while the parts of a run are gathered: of two at once, one has all that they share. */
  private final Object gathering = new Object();

  private final TranscodeRegister register;
  private final Decodes decodes;
  private final Flights flights;
  private final OwnedTable<ActiveTask> tasks;
  private final CostRecorder costs;
  private final PieceServers pieceServers;
  private final TranscodeSettings settings;

  RunTranscodes(
      TranscodeRegister register,
      Decodes decodes,
      Flights flights,
      OwnedTable<ActiveTask> tasks,
      CostRecorder costs,
      PieceServers pieceServers,
      TranscodeSettings settings) {
    this.register = register;
    this.decodes = decodes;
    this.flights = flights;
    this.tasks = tasks;
    this.costs = costs;
    this.pieceServers = pieceServers;
    this.settings = settings;
  }

  /**
   * Joins the transcode of the first of {@code run}'s orders: the one that runs already, or a new
   * one, which one task makes with those after it, up to the first that runs already. The caller
   * has joined the first and must {@linkplain Transcode#leave leave} it.
   *
   * @throws SpoolExhaustedException if a new one is needed, and there is no room for its output;
   *     nothing was joined then
   */
  Transcode join(SegmentRun run) {
    return begin(run).first();
  }

  /** The same; tells all that it makes, too. */
  BegunRun begin(SegmentRun run) {
    String taskId = register.newName();
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
    return new BegunRun(first, fresh);
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
    if (!register.hasRoom()) {
      return false;
    }
    int before = fresh.size();
    Transcode present = joinOrAdd(order, taskId, fresh);
    if (fresh.size() == before) {
      present.leave(order.wanted());
    }
    return fresh.size() > before;
  }

  /** A new one is begun, and added to {@code fresh}. */
  private Transcode joinOrAdd(TranscodeOrder order, String taskId, List<Transcode> fresh) {
    return register.joinOr(order, key -> add(order, key, taskId, fresh));
  }

  private Transcode add(
      TranscodeOrder order, TranscodeKey key, String taskId, List<Transcode> fresh) {
    register.requireRoom();
    Transcode created = register.create(order, key, register.newName(), taskId);
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
    boolean inRow = true;
    for (int i = 0; i < fresh.size(); i++) {
      Claim claim = claims.get(i).result();
      boolean joins = inRow || (!ours.isEmpty() && run.isPreparation(fresh.get(i).order()));
      if (claim instanceof Claim.Lead && joins) {
        ours.add(fresh.get(i));
        continue;
      }
      inRow = false;
      if (i == 0) {
        fresh.get(i).leave(); // Nothing is made with it that would keep it going.
        follow(fresh.get(i), claims.get(i));
      } else {
        register.finish(fresh.get(i), letGo("another proxy makes it"));
      }
    }
    if (ours.isEmpty()) {
      tasks.remove(taskId);
    } else {
      make(run, taskId, ours);
    }
  }

  /** It was to be joined, and there is no server for it: what has ended since is decided anew. */
  private void followOnly(Transcode transcode, AsyncResult<Claim> claimed) {
    if (claimed.result() instanceof Claim.Lead) {
      register.finish(transcode, letGo("it is not made any more"));
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
                    () -> letGo("the run that made it came to nothing"),
                    () -> register.store(transcode)))
        .onComplete(stored -> register.finish(transcode, stored));
  }

  private void make(SegmentRun run, String taskId, List<Transcode> fresh) {
    long begin = settings.nanoTime().getAsLong();
    var decode = new Decode(taskId, fresh, run);
    var interest = new RunAheadInterest(fresh);
    for (int i = 0; i < fresh.size(); i++) {
      Transcode member = fresh.get(i);
      decode
          .whole(i)
          .compose(v -> member.completed())
          .onComplete(ended -> interest.release(member))
          .onSuccess(v -> goOn(run, member, interest))
          .compose(v -> register.store(member))
          .onComplete(stored -> register.finish(member, stored));
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

  /** Nobody asked for it yet, or who did decides anew. */
  private static <T> Future<T> letGo(String why) {
    return Future.failedFuture(new FlightEndedException(why));
  }

  /**
   * Keeps the interest in what a run makes before anybody has asked for it: until it is there, or
   * nobody comes near it any more. Safe for use by many threads.
   */
  private static final class RunAheadInterest {
    private final Set<Transcode> held = ConcurrentHashMap.newKeySet();

    /** The interest in transcodes that were joined for it. */
    RunAheadInterest(Collection<Transcode> joined) {
      held.addAll(joined);
    }

    /** Leaves one; the first time counts. */
    void release(Transcode transcode) {
      if (held.remove(transcode)) {
        transcode.leave();
      }
    }

    /** Leaves all that are left. */
    void releaseAll() {
      held.forEach(this::release);
    }
  }
}
