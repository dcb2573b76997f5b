package io.mediarouter.vertx.batch;

import static java.util.Objects.requireNonNull;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.Rendition;
import io.mediarouter.select.Candidate;
import io.mediarouter.stream.Film;
import io.mediarouter.stream.FilmWork;
import io.mediarouter.stream.FilmWork.Stretch;
import io.mediarouter.stream.SegmentIndex;
import io.mediarouter.stream.StreamTrack;
import io.mediarouter.vertx.spool.SpoolExhaustedException;
import io.mediarouter.vertx.transcode.BegunRun;
import io.mediarouter.vertx.transcode.RunGuard;
import io.mediarouter.vertx.transcode.SegmentRun;
import io.mediarouter.vertx.transcode.Transcode;
import io.mediarouter.vertx.transcode.TranscodeOrder;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;

/**
 * The making of a film's segments by several servers at once: each that has room takes the next
 * stretch that nobody is at, until all are stored. What a server does not bring, since it gave way
 * or failed, another one makes; what is whole by then is kept. Ends in vain where nobody is at it
 * and nobody has room. Confined to the runner's context.
 */
final class FilmSpread {
  private final Promise<Void> end = Promise.promise();
  private final Set<String> busy = new HashSet<>();
  private final Set<String> avoided = new HashSet<>();
  private final Set<String> used = new LinkedHashSet<>();
  private final List<Transcode> running = new ArrayList<>();
  private final BatchParts parts;
  private final Context context;
  private final JobRendition wanted;
  private final Film film;
  private final Map<AssetId, AssetEntry> noted;
  private final FilmWork work;
  private Throwable setback = new CancellationException("no server has room for more of it");
  private boolean looking;

  /**
   * A spread that has not begun.
   *
   * @param noted what is noted of the film's parts
   */
  FilmSpread(
      BatchParts parts,
      Context context,
      JobRendition wanted,
      Film film,
      Map<AssetId, AssetEntry> noted) {
    this.parts = parts;
    this.context = context;
    this.wanted = wanted;
    this.film = film;
    this.noted = noted;
    this.work = new FilmWork(film, wanted.asset(), this::isStored);
  }

  private boolean isStored(Rendition part) {
    return noted(part).find(part).isPresent();
  }

  private AssetEntry noted(Rendition part) {
    AssetId asset = SegmentIndex.assetOf(wanted.asset(), part);
    return requireNonNull(noted.get(asset), "entry");
  }

  /** Whether it is predicted to be sooner than one transcode of all, by what has room now. */
  boolean isSooner() {
    return (1 - work.progress()) * wanted.secondsOf(film) < wanted.secondsAlone();
  }

  /** Makes what is missing; succeeds when all is stored. */
  Future<Void> make() {
    if (end.future().isComplete()) {
      return end.future(); // It was stopped before it began.
    }
    long timer = parts.vertx().setPeriodic(parts.pace().look().toMillis(), id -> look());
    look();
    return end.future().onComplete(ended -> parts.vertx().cancelTimer(timer));
  }

  /** Ends it where it is; what is whole is kept. */
  void stop(String why) {
    end.tryFail(new CancellationException(why));
    List.copyOf(running).forEach(each -> each.callOff(why));
  }

  private void look() {
    if (end.future().isComplete() || looking) {
      return;
    }
    looking = true;
    try {
      while (beginOne()) {
        // Until no server has room, or nothing is left.
      }
    } finally {
      looking = false;
    }
    if (work.isDone()) {
      end.tryComplete();
    } else if (!work.isUnderWay()) {
      end.tryFail(setback);
    }
  }

  private boolean beginOne() {
    int free = free(film.tracks().get(0).part(0)).size();
    Stretch next = free == 0 ? null : work.take(busy.size() + free).orElse(null);
    if (next == null) {
      return false;
    }
    List<Candidate> servers = free(next.track().part(next.first()));
    boolean begun = !servers.isEmpty() && begin(next, servers.get(0));
    if (!begun) {
      work.giveBack(next);
    }
    return begun;
  }

  /** The servers that could make a part now, best first. */
  private List<Candidate> free(Rendition part) {
    return wanted.allowedFor(part).stream()
        .filter(each -> !busy.contains(each.server().id()))
        .filter(each -> !avoided.contains(each.server().id()))
        .toList();
  }

  private boolean begin(Stretch stretch, Candidate server) {
    SegmentRun run = run(stretch, server);
    try {
      follow(stretch, parts.transcodes().begin(run), run.first(), server.server().id());
      return true;
    } catch (SpoolExhaustedException full) {
      setback = full;
      return false;
    }
  }

  private SegmentRun run(Stretch stretch, Candidate server) {
    List<TranscodeOrder> orders =
        stretch.numbers().stream()
            .map(number -> stretch.track().part(number))
            .map(part -> wanted.orderOf(part, noted(part), server))
            .toList();
    int segments = stretch.count();
    return new SegmentRun(
        stretch.track(),
        orders.get(0),
        segments > 0 && stretch.prepares() ? Optional.of(orders.get(segments)) : Optional.empty(),
        segments > 1 ? orders.subList(1, segments) : List.of(),
        next -> true,
        RunGuard.NONE);
  }

  /** What was not begun with it, because it is made elsewhere or had no room, is taken again. */
  private void follow(Stretch stretch, BegunRun begun, TranscodeOrder first, String server) {
    StreamTrack track = stretch.track();
    List<Transcode> all = begun.made().isEmpty() ? List.of(begun.first()) : begun.made();
    Set<Integer> made = new HashSet<>();
    all.forEach(each -> made.add(track.numberOf(each.order().rendition())));
    stretch.numbers().stream()
        .filter(number -> !made.contains(number))
        .forEach(number -> work.giveBack(track, number));
    begun.first().done().onComplete(ended -> begun.first().leave(first.wanted()));
    all.forEach(each -> follow(track, each));
    if (!begun.made().isEmpty()) {
      busy.add(server);
      used.add(server);
      here(Future.join(all.stream().map(Transcode::whole).toList()))
          .onComplete(ended -> free(server, ended));
    }
  }

  private void follow(StreamTrack track, Transcode transcode) {
    int number = track.numberOf(transcode.order().rendition());
    running.add(transcode);
    here(transcode.done())
        .onSuccess(stored -> work.made(track, number))
        .onFailure(cause -> work.giveBack(track, number))
        .onComplete(ended -> running.remove(transcode))
        .onComplete(ended -> look());
  }

  /** A server that fails is given nothing more of this film; one that gave way has no room. */
  private void free(String server, AsyncResult<?> ended) {
    busy.remove(server);
    if (ended.failed() && AttemptFailure.of(ended.cause()) != AttemptFailure.TAKEN_AWAY) {
      avoided.add(server);
      setback = ended.cause();
    }
    look();
  }

  private <T> Future<T> here(Future<T> anywhere) {
    return Future.fromCompletionStage(anywhere.toCompletionStage(), context);
  }

  /** The share that is there, 0..1. */
  double progress() {
    return work.progress();
  }

  /** The servers that have made some of it. */
  String servers() {
    return String.join(", ", used);
  }

  /** What it is, for who ordered it. */
  String about() {
    return "made in " + film.segments() + " segments by the servers that have room";
  }
}
