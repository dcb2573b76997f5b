package io.mediarouter.vertx.proxy.stream;

import io.mediarouter.estimate.TaskEstimate;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.TaskKind;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.Rendition;
import io.mediarouter.plan.Decision;
import io.mediarouter.plan.DecisionContext;
import io.mediarouter.plan.Planner;
import io.mediarouter.plan.PublishingOption;
import io.mediarouter.request.MediaRequest;
import io.mediarouter.stream.PlayerRhythm;
import io.mediarouter.stream.RunRules;
import io.mediarouter.stream.SegmentIndex;
import io.mediarouter.stream.StreamTrack;
import io.mediarouter.vertx.proxy.process.DecisionContexts;
import io.mediarouter.vertx.source.SourceCatalog;
import io.mediarouter.vertx.spool.SpoolExhaustedException;
import io.mediarouter.vertx.stream.SegmentRuns;
import io.mediarouter.vertx.transcode.TranscodeOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The maker of what a viewer is going to ask for: where little of it is there or being made, the
 * next run is begun, if there is a server with room for it. What is not made ahead is made when it
 * is asked for.
 *
 * @param catalog tells what is stored
 * @param contexts tell what a decision depends on
 */
public record Ahead(
    SourceCatalog catalog, DecisionContexts contexts, Planner planner, SegmentRuns runs) {
  private static final Logger LOG = LoggerFactory.getLogger(Ahead.class);

  /**
   * What a viewer is in need of next.
   *
   * @param request for the segment that was asked for
   * @param viewer who has asked for it
   * @param rules of runs now
   */
  private record Need(
      MediaRequest request,
      AssetEntry entry,
      StreamTrack track,
      PlayerRhythm viewer,
      RunRules rules) {
    /** Whether a segment that is not there is to be made now; what nothing is known of can wait. */
    boolean isDue(int next, Decision decision, Instant now) {
      TaskEstimate estimate = decision.order().candidates().get(0).estimate();
      boolean known = estimate.basis() != TaskEstimate.Basis.CONSERVATIVE;
      double seconds = known ? estimate.workCoreSeconds() / estimate.demandCores() : 0;
      return rules.isDue(viewer, next, seconds, now);
    }

    /** The last segment that may be made for the viewer. */
    int last() {
      return Math.min(track.grid().count() - 1, viewer.asked() + rules.ahead());
    }
  }

  /**
   * Learns that a viewer has asked for a segment.
   *
   * @param entry its asset's
   */
  void follow(MediaRequest request, AssetEntry entry, StreamTrack track, PlayerRhythm viewer) {
    look(new Need(request, entry, track, viewer, runs.rules(track)), viewer.asked() + 1);
  }

  /**
   * Learns that a segment is going to be asked for, and begins it if there is room.
   *
   * @param request for it
   * @param entry its asset's
   */
  void announced(MediaRequest request, AssetEntry entry, Rendition segment) {
    catalog
        .part(entry, SegmentIndex.assetOf(entry.asset(), segment))
        .onSuccess(part -> beginUnlessThere(request, part, segment))
        .onFailure(cause -> LOG.debug("{} not looked up", entry.asset(), cause));
  }

  private void beginUnlessThere(MediaRequest request, AssetEntry part, Rendition segment) {
    if (isThere(part, segment)) {
      return;
    }
    MediaRequest later = SegmentRequests.ahead(request, segment);
    Decision decision = planner.decide(contexts.of(later, part, Set.of(), Duration.ZERO));
    if (isRoom(decision)) {
      begin(later, decision, part, segment);
    }
  }

  private static boolean isRoom(Decision decision) {
    return decision.option() == PublishingOption.ON_DEMAND_EXACT
        && !decision.order().candidates().isEmpty();
  }

  private void look(Need need, int from) {
    if (from > need.last()) {
      return;
    }
    AssetId noted = noted(need, from);
    catalog
        .part(need.entry(), noted)
        .onSuccess(part -> look(need, from, part, noted))
        .onFailure(cause -> LOG.debug("{} not looked up", noted, cause));
  }

  private static AssetId noted(Need need, int number) {
    return SegmentIndex.assetOf(need.entry().asset(), need.track().part(number));
  }

  private void look(Need need, int from, AssetEntry part, AssetId noted) {
    int next = from;
    while (next <= need.last() && noted(need, next).equals(noted)) {
      if (!isThere(part, need.track().part(next))) {
        begin(need, next, part);
        return;
      }
      next++;
    }
    look(need, next);
  }

  private boolean isThere(AssetEntry part, Rendition segment) {
    return part.find(segment).isPresent()
        || contexts.transcodes().isJoinable(part, segment, contexts.farm().get());
  }

  private void begin(Need need, int next, AssetEntry part) {
    MediaRequest request = SegmentRequests.ahead(need.request(), need.track().part(next));
    DecisionContext context = contexts.of(request, part, Set.of(), Duration.ZERO);
    Decision decision = planner.decide(context);
    if (isRoom(decision) && need.isDue(next, decision, context.now())) {
      begin(request, decision, part, need.track().part(next));
    }
  }

  private void begin(MediaRequest request, Decision decision, AssetEntry part, Rendition segment) {
    var order =
        new TranscodeOrder(
                part,
                segment,
                TaskKind.ON_DEMAND,
                request.priority(),
                decision.order().candidates())
            .forRequest("", request.client());
    try {
      runs.join(order).leave(order.wanted());
    } catch (SpoolExhaustedException noRoom) {
      LOG.debug("No room to make {} of {} ahead", segment.key(), part.asset());
    }
  }
}
