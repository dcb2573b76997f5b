package io.mediarouter.vertx.stream;

import io.mediarouter.estimate.TaskEstimate;
import io.mediarouter.media.AssetId;
import io.mediarouter.select.Candidate;
import io.mediarouter.stream.RunLead;
import io.mediarouter.stream.StreamTrack;
import io.mediarouter.vertx.transcode.RunGuard;
import io.mediarouter.vertx.transcode.TranscodeOrder;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The guard of one run: has it go on at a server that is sooner there, before the lead in front of
 * its viewer is used up. For one context.
 */
final class LeadGuard implements RunGuard {
  private final Viewers viewers;
  private final StreamTrack track;
  private final TranscodeOrder first;
  private final BiFunction<TranscodeOrder, String, Optional<TranscodeOrder>> elsewhere;
  private final Consumer<TranscodeOrder> begin;
  private @Nullable TranscodeOrder next;

  /**
   * A guard.
   *
   * @param first what the run was ordered for
   * @param elsewhere finds another server for a segment than the given one; empty = none has room
   * @param begin begins a run elsewhere, which stays there
   */
  LeadGuard(
      Viewers viewers,
      StreamTrack track,
      TranscodeOrder first,
      BiFunction<TranscodeOrder, String, Optional<TranscodeOrder>> elsewhere,
      Consumer<TranscodeOrder> begin) {
    this.viewers = viewers;
    this.track = track;
    this.first = first;
    this.elsewhere = elsewhere;
    this.begin = begin;
  }

  @Override
  public boolean isBehind(String serverId, int number, @Nullable Duration last, Duration elapsed) {
    AssetId asset = first.asset();
    next =
        viewers
            .left(asset, first.entry().source().version(), track, number)
            .map(left -> lead(last, elapsed, left))
            .filter(RunLead::isShrinking)
            .flatMap(lead -> better(lead, serverId, number))
            .orElse(null);
    return next != null;
  }

  private RunLead lead(@Nullable Duration last, Duration elapsed, Duration left) {
    Duration segment = Duration.ofMillis(track.grid().segmentMillis());
    return new RunLead(segment, predicted(first), last, elapsed, left);
  }

  private Optional<TranscodeOrder> better(RunLead lead, String serverId, int number) {
    return elsewhere
        .apply(first.alsoMaking(track.part(number)), serverId)
        .filter(order -> lead.isBetter(predicted(order)));
  }

  /** Where nothing is known, it takes no time, so that nothing is taken for slow too late. */
  private static Duration predicted(TranscodeOrder order) {
    return order.candidates().stream()
        .findFirst()
        .map(Candidate::estimate)
        .filter(estimate -> estimate.basis() != TaskEstimate.Basis.CONSERVATIVE)
        .map(LeadGuard::time)
        .orElse(Duration.ZERO);
  }

  private static Duration time(TaskEstimate estimate) {
    return Duration.ofNanos((long) (1e9 * estimate.workCoreSeconds() / estimate.demandCores()));
  }

  @Override
  public void left(int number, Future<?> over) {
    TranscodeOrder order = next;
    if (order != null) {
      over.onComplete(ended -> begin.accept(order));
    }
  }
}
