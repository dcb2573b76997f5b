package io.mediarouter.vertx.speculation;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.media.Format;
import io.mediarouter.media.Rendition;
import io.mediarouter.speculate.FirstSegments;
import io.mediarouter.speculate.Proposal;
import io.mediarouter.speculate.Target;
import io.mediarouter.stream.SegmentIndex;
import io.mediarouter.stream.StreamTrack;
import io.mediarouter.vertx.batch.SpeculationBooks;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runs of segments that are made before anybody asks for them, and entered into the books one
 * by one. They are no jobs: what has given way to demand is proposed anew. Confined to the
 * speculator's context, but for {@link #held}.
 */
final class WarmRuns {
  private static final Logger LOG = LoggerFactory.getLogger(WarmRuns.class);

  /** What has failed is let alone for so long. */
  private static final Duration AFTER_FAILURE = Duration.ofMinutes(10);

  /** What is over otherwise is let alone for so long: until it is seen in the index. */
  private static final Duration AFTER_END = Duration.ofSeconds(10);

  private final SpeculationParts parts;
  private final SpeculationBooks books;
  private final Context context;
  private final Set<WarmRun> present = new HashSet<>();
  private final Map<Target, Instant> heldUntil = new ConcurrentHashMap<>();

  WarmRuns(SpeculationParts parts, SpeculationBooks books, Context context) {
    this.parts = parts;
    this.books = books;
    this.context = context;
  }

  /**
   * The segments of a track together, by their numbers; all else alone. Where a budget pays for
   * some of a track, it is overdrawn for the others: made apart, they cost more.
   *
   * @param chosen the worthiest first
   * @param all that is proposed
   */
  static List<List<Proposal>> inOneGo(List<Proposal> chosen, List<Proposal> all) {
    Map<Object, List<Proposal>> together = new LinkedHashMap<>();
    for (Proposal each : chosen) {
      together.computeIfAbsent(track(each.target()), key -> new ArrayList<>()).add(each);
    }
    all.stream()
        .filter(each -> each.predictor().equals(FirstSegments.NAME))
        .forEach(each -> join(each, together.get(track(each.target()))));
    together
        .values()
        .forEach(
            run ->
                run.sort(
                    Comparator.comparingLong(each -> each.target().rendition().startMillis())));
    return List.copyOf(together.values());
  }

  private static void join(Proposal one, @Nullable List<Proposal> run) {
    if (run != null && run.stream().noneMatch(each -> each.target().equals(one.target()))) {
      run.add(one);
    }
  }

  private static Object track(Target target) {
    return target.rendition().format() == Format.M4S
        ? SegmentIndex.assetOf(target.asset(), target.rendition())
        : target;
  }

  /** How many there are. */
  int count() {
    return present.size();
  }

  /** What is made now, or let alone for a while. */
  Set<Target> held() {
    Instant now = parts.clock().instant();
    heldUntil.values().removeIf(until -> !until.isAfter(now));
    return Set.copyOf(heldUntil.keySet());
  }

  private void hold(WarmRun run, Duration length) {
    Instant until = parts.clock().instant().plus(length);
    run.targets().forEach(target -> heldUntil.put(target, until));
  }

  /**
   * Begins to make segments.
   *
   * @param proposals of one track, by their numbers
   * @param entry their asset's
   * @return whether there is such a track still
   */
  boolean begin(List<Proposal> proposals, AssetEntry entry) {
    Rendition first = proposals.get(0).target().rendition();
    StreamTrack track = parts.streams().trackOf(entry, first).orElse(null);
    if (track == null) {
      return false;
    }
    var run = new WarmRun(parts, track, proposals);
    present.add(run);
    hold(run, AFTER_FAILURE);
    parts
        .noted()
        .apply(entry, SegmentIndex.assetOf(entry.asset(), first))
        .compose(part -> here(run, part))
        .onComplete(
            over -> context.runOnContext(v -> over(run, over.failed() ? over.cause() : null)));
    return true;
  }

  /** The index answers on any thread. */
  private Future<Void> here(WarmRun run, AssetEntry part) {
    Promise<AssetEntry> here = Promise.promise();
    context.runOnContext(v -> here.complete(part));
    return here.future().compose(known -> run.make(known, books));
  }

  private void over(WarmRun run, @Nullable Throwable cause) {
    present.remove(run);
    boolean gaveWay = cause == null || cause instanceof CancellationException;
    hold(run, gaveWay ? AFTER_END : AFTER_FAILURE);
    if (cause != null) {
      LOG.debug("{} not made ahead: {}", run.targets(), cause.toString());
    }
  }
}
