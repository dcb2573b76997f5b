package io.mediarouter.vertx.speculation;

import io.mediarouter.batch.Prediction;
import io.mediarouter.estimate.TaskEstimate;
import io.mediarouter.estimate.TaskRecord;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.TaskKind;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.Format;
import io.mediarouter.media.Rendition;
import io.mediarouter.request.Priority;
import io.mediarouter.schedule.WorkKind;
import io.mediarouter.select.Candidate;
import io.mediarouter.speculate.Proposal;
import io.mediarouter.speculate.Target;
import io.mediarouter.stream.StreamTrack;
import io.mediarouter.vertx.batch.FarmGate;
import io.mediarouter.vertx.batch.SpeculationBooks;
import io.mediarouter.vertx.stream.SegmentRuns;
import io.mediarouter.vertx.transcode.SegmentRun;
import io.mediarouter.vertx.transcode.Transcode;
import io.mediarouter.vertx.transcode.TranscodeOrder;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Segments of one track in a row that one task makes before anybody asks for them. */
final class WarmRun {
  private final SpeculationParts parts;
  private final StreamTrack track;
  private final Map<Target, Proposal> proposals;
  private final Instant begunAt;

  WarmRun(SpeculationParts parts, StreamTrack track, List<Proposal> proposals) {
    this.parts = parts;
    this.track = track;
    this.proposals =
        proposals.stream().collect(Collectors.toMap(Proposal::target, Function.identity()));
    this.begunAt = parts.clock().instant();
  }

  Set<Target> targets() {
    return proposals.keySet();
  }

  /**
   * Makes them.
   *
   * @param part what is stored of the track
   * @return fails if any of them was not made
   */
  Future<Void> make(AssetEntry part, SpeculationBooks books) {
    List<Integer> missing =
        targets().stream()
            .map(Target::rendition)
            .filter(each -> part.find(each).isEmpty())
            .map(track::numberOf)
            .sorted()
            .toList();
    return missing.isEmpty()
        ? Future.succeededFuture()
        : make(part, missing.get(0), missing.get(missing.size() - 1) + 1, books);
  }

  private Future<Void> make(AssetEntry part, int first, int end, SpeculationBooks books) {
    Rendition wanted = track.part(first);
    List<Candidate> room = parts.room().apply(part, wanted);
    if (room.isEmpty()) {
      return Future.failedFuture(new CancellationException("there is no room"));
    }
    var order =
        new TranscodeOrder(
            part, wanted, TaskKind.SPECULATIVE, Priority.BACKGROUND, EncodingSpeed.FAST, room);
    SegmentRun run = SegmentRuns.unwatched(order, track, end, this::goesOn);
    Transcode joined = parts.transcodes().get().join(run);
    joined.leave(order.wanted());
    List<Transcode> made = madeWith(joined);
    return Future.join(made.stream().map(Transcode::done).toList())
        .<Void>mapEmpty()
        .onComplete(over -> book(made, books));
  }

  /** Where demand is back, it ends at the next border between two segments: what is whole stays. */
  private boolean goesOn() {
    FarmGate gate = parts.gate();
    return gate.obstacle(WorkKind.SPECULATIVE, gate.look()).isEmpty();
  }

  private List<Transcode> madeWith(Transcode joined) {
    return parts.transcodes().get().all().stream()
        .filter(each -> each.taskId().equals(joined.taskId()))
        .filter(each -> proposals.containsKey(target(each)))
        .toList();
  }

  private static Target target(Transcode transcode) {
    return new Target(transcode.order().asset(), transcode.order().rendition());
  }

  /**
   * What somebody else had made anyway cost nothing, and what another proxy makes is in its books.
   */
  private void book(List<Transcode> made, SpeculationBooks books) {
    List<Transcode> ours =
        made.stream()
            .filter(each -> each.order().kind() == TaskKind.SPECULATIVE && !each.isFromPeer())
            .toList();
    double all = ours.isEmpty() ? 0 : spent(ours);
    ours.forEach(each -> book(each, all / ours.size(), books));
  }

  private void book(Transcode ours, double coreSeconds, SpeculationBooks books) {
    Proposal proposal = proposals.get(target(ours));
    if (proposal == null) {
      return;
    }
    Prediction prediction = proposal.prediction();
    if (ours.done().succeeded()) {
      books.made(ours.order().entry(), ours.order().rendition(), prediction, coreSeconds);
    } else {
      books.inVain(prediction, coreSeconds);
    }
  }

  /** As the server measured the whole task; else the time that it had its cores for. */
  private double spent(List<Transcode> ours) {
    List<TaskRecord> records = parts.state().history().records();
    for (int i = records.size() - 1; i >= 0 && !isBefore(records.get(i)); i--) {
      if (isOf(records.get(i), ours.get(0))) {
        return records.get(i).cpuSeconds();
      }
    }
    TaskEstimate one = ours.get(0).order().candidates().get(0).estimate();
    double seconds = Duration.between(begunAt, parts.clock().instant()).toMillis() / 1000.0;
    return Math.min(one.workCoreSeconds() * ours.size(), Math.max(0, seconds) * one.demandCores());
  }

  private boolean isBefore(TaskRecord task) {
    return task.finishedAt().isBefore(begunAt);
  }

  private static boolean isOf(TaskRecord task, Transcode ours) {
    Rendition made = task.task().rendition();
    Rendition first = ours.order().rendition();
    return task.serverId().equals(ours.serverId())
        && task.asset().equals(ours.order().asset())
        && made.format() == Format.M4S
        && made.startMillis() == first.startMillis()
        && made.width() == first.width()
        && made.audioBitRate() == first.audioBitRate();
  }
}
