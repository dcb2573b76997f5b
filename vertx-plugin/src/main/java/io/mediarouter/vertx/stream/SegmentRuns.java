package io.mediarouter.vertx.stream;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.FarmView;
import io.mediarouter.farm.Work;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.Rendition;
import io.mediarouter.request.Problem;
import io.mediarouter.request.ProblemException;
import io.mediarouter.stream.PlayerRhythm;
import io.mediarouter.stream.RunRules;
import io.mediarouter.stream.SegmentIndex;
import io.mediarouter.stream.StreamTrack;
import io.mediarouter.vertx.spool.SpoolExhaustedException;
import io.mediarouter.vertx.transcode.RunGuard;
import io.mediarouter.vertx.transcode.SegmentRun;
import io.mediarouter.vertx.transcode.Transcode;
import io.mediarouter.vertx.transcode.TranscodeOrder;
import io.mediarouter.vertx.transcode.Transcodes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The maker of runs: how many segments are made in one go with the one that is wanted. Safe for use
 * by many threads.
 */
public final class SegmentRuns {
  private static final Logger LOG = LoggerFactory.getLogger(SegmentRuns.class);

  private final StreamCatalog streams;
  private final Viewers viewers;
  private final Transcodes transcodes;
  private final Supplier<FarmView> farm;
  private final BiFunction<TranscodeOrder, String, Optional<TranscodeOrder>> elsewhere;

  /**
   * A maker of runs.
   *
   * @param farm tells what is known of the servers now
   * @param elsewhere finds another server for a segment than the given one; empty = none has room
   */
  public SegmentRuns(
      StreamCatalog streams,
      Viewers viewers,
      Transcodes transcodes,
      Supplier<FarmView> farm,
      BiFunction<TranscodeOrder, String, Optional<TranscodeOrder>> elsewhere) {
    this.elsewhere = elsewhere;
    this.streams = streams;
    this.viewers = viewers;
    this.transcodes = transcodes;
    this.farm = farm;
  }

  /** How long runs on a track's grid are now. */
  public RunRules rules(StreamTrack track) {
    double seconds = streams.settings().ahead().toMillis() / 1000.0;
    return RunRules.of(track.grid(), seconds);
  }

  /**
   * Joins the transcode of a part of a stream: one that runs, or the first of a new run. The caller
   * must {@linkplain Transcode#leave leave} it.
   *
   * @throws ProblemException if the stream has no such part any more
   */
  public Transcode join(TranscodeOrder wanted) {
    StreamTrack track = track(wanted);
    RunGuard guard = new LeadGuard(viewers, track, wanted, elsewhere, this::goOn);
    return transcodes.join(run(wanted, track, guard));
  }

  /**
   * A run that nobody watches: it ends before what is there.
   *
   * @param wanted for the first segment of it
   * @param end the number behind the last segment
   * @param goesOn tells at each border whether it goes on
   */
  public static SegmentRun unwatched(
      TranscodeOrder wanted, StreamTrack track, int end, BooleanSupplier goesOn) {
    int number = track.numberOf(wanted.rendition());
    return new SegmentRun(
        track,
        wanted,
        preparation(wanted, track, number),
        following(wanted, track, number + 1, end),
        next -> next < end && goesOn.getAsBoolean(),
        RunGuard.NONE);
  }

  private StreamTrack track(TranscodeOrder wanted) {
    return streams
        .trackOf(wanted.entry(), wanted.rendition())
        .orElseThrow(() -> new ProblemException(gone()));
  }

  /** What has been moved stays where it is, or all would be on the move where all are slow. */
  private void goOn(TranscodeOrder moved) {
    try {
      transcodes.join(run(moved, track(moved), RunGuard.NONE)).leave(moved.wanted());
    } catch (ProblemException | SpoolExhaustedException notNow) {
      LOG.debug("{} of {} not moved", moved.rendition().key(), moved.asset(), notNow);
    }
  }

  private static Problem gone() {
    return Problem.of(404, "No such segment", "The stream has no such segment any more.");
  }

  private SegmentRun run(TranscodeOrder wanted, StreamTrack track, RunGuard guard) {
    RunRules rules = rules(track);
    int number = track.numberOf(wanted.rendition());
    int from = Math.max(0, number);
    String version = wanted.entry().source().version();
    PlayerRhythm viewer = viewers.find(wanted.asset(), version, track, from).orElse(null);
    int shortest = from + rules.first();
    IntPredicate isWanted =
        next ->
            isUsed(wanted)
                && (next < shortest || viewers.isNear(wanted.asset(), version, track, rules, next));
    int end = from + rules.length(track.grid(), from, viewer);
    return new SegmentRun(
        track,
        wanted,
        preparation(wanted, track, number),
        following(wanted, track, number + 1, end),
        isWanted,
        guard);
  }

  /** At the border before it, a run leaves a server that is to be used no more. */
  private boolean isUsed(TranscodeOrder wanted) {
    FarmView view = farm.get();
    return wanted.candidates().stream()
        .limit(1)
        .map(each -> each.server().id())
        .allMatch(id -> isUsed(id, view));
  }

  private static boolean isUsed(String serverId, FarmView view) {
    return view.isLast(serverId, Work.TRANSCODE)
        ? accepts(serverId, view.lastResort(Work.TRANSCODE))
        : accepts(serverId, view);
  }

  private static boolean accepts(String serverId, FarmView view) {
    return view.server(serverId).stream().allMatch(server -> server.accepts(Work.TRANSCODE));
  }

  /** Where it is noted elsewhere, who needs it asks for it. */
  private static Optional<TranscodeOrder> preparation(
      TranscodeOrder wanted, StreamTrack track, int number) {
    Rendition init = track.part(StreamTrack.INIT);
    boolean missing =
        number != StreamTrack.INIT
            && isNotedWith(wanted, init)
            && wanted.entry().find(init).isEmpty();
    return missing ? Optional.of(wanted.alsoMaking(init)) : Optional.empty();
  }

  /** A run ends before what is there, and at the end of what was looked up. */
  private static List<TranscodeOrder> following(
      TranscodeOrder wanted, StreamTrack track, int next, int end) {
    AssetEntry entry = wanted.entry();
    List<TranscodeOrder> following = new ArrayList<>();
    for (int i = next; i < end; i++) {
      Rendition part = track.part(i);
      if (entry.find(part).isPresent() || !isNotedWith(wanted, part)) {
        break;
      }
      following.add(wanted.alsoMaking(part));
    }
    return following;
  }

  private static boolean isNotedWith(TranscodeOrder wanted, Rendition part) {
    AssetId asset = wanted.asset();
    return SegmentIndex.assetOf(asset, part)
        .equals(SegmentIndex.assetOf(asset, wanted.rendition()));
  }
}
