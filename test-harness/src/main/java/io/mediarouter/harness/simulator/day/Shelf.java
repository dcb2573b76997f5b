package io.mediarouter.harness.simulator.day;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.speculate.Target;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The stored renditions and their index; what gives way to new ones is the eviction's choice. */
final class Shelf {
  /** The one distribution server that holds them. */
  static final String SERVER = Room.SERVER;

  private final Map<AssetId, AssetEntry> entries = new HashMap<>();
  private final Map<Target, PushedOut> pushedOut = new HashMap<>();
  private final Room room;
  private final Costs costs;
  private final Timeline timeline;

  /**
   * What had to go for something that was made ahead.
   *
   * @param predictor who had that made
   */
  record PushedOut(String predictor, Target made) {}

  /** A shelf for so many bytes. */
  Shelf(long bytes, Eviction eviction, Costs costs, Future future, Timeline timeline) {
    this.room = new Room(bytes, eviction, (target, now) -> wait(future, target));
    this.costs = costs;
    this.timeline = timeline;
  }

  private double wait(Future future, Target target) {
    return future.nextUse(target, timeline.now()) - timeline.now();
  }

  AssetEntry entry(Title.Piece piece) {
    return entries.computeIfAbsent(
        piece.asset(), asset -> new AssetEntry(asset, piece.source(), Timeline.BEGIN, List.of()));
  }

  /** The entry of an asset that somebody has asked for; null before. */
  @Nullable AssetEntry known(AssetId asset) {
    return entries.get(asset);
  }

  void asked(Target target) {
    room.asked(target, timeline.instant());
  }

  /**
   * Stores what was made.
   *
   * @param predictor who had it made ahead; null = nobody
   */
  void store(AssetEntry before, Target target, Instant now, @Nullable String predictor) {
    var stored =
        new StoredRendition(
            target.rendition(),
            before.source().version(),
            target.key(),
            costs.bytes(target, before.source()),
            "\"e\"",
            now,
            List.of(SERVER));
    entries.put(target.asset(), entries.getOrDefault(target.asset(), before).with(stored));
    pushedOut.remove(target);
    double again = costs.predicted(before, target, EncodingSpeed.FAST).workCoreSeconds();
    room.store(target, stored, again, predictor != null, now)
        .forEach(victim -> remove(victim, target, predictor));
  }

  private void remove(Target victim, Target stored, @Nullable String predictor) {
    if (predictor != null && !victim.equals(stored)) {
      pushedOut.put(victim, new PushedOut(predictor, stored));
    }
    entries.computeIfPresent(
        victim.asset(), (asset, entry) -> entry.without(victim.rendition(), null, SERVER));
  }

  /** For what that was pushed out, once; null = for nothing that was made ahead. */
  @Nullable PushedOut pushedOutFor(Target target) {
    return pushedOut.remove(target);
  }

  /** What it is expected to cost that a byte less can be kept, core-seconds. */
  double costOfByte() {
    return room.costOf(1);
  }

  void used(Target target) {
    room.use(target, timeline.instant());
  }
}
