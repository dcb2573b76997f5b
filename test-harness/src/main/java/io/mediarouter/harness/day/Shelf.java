package io.mediarouter.harness.day;

import io.mediarouter.batch.Popularity;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.speculate.Target;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The stored renditions and their index; what gives way to new ones is the eviction's choice. */
final class Shelf {
  /** The one distribution server that holds them. */
  static final String SERVER = "d1";

  private static final double HALF_LIFE_SECONDS = Popularity.HALF_LIFE.toSeconds();

  private final Map<AssetId, AssetEntry> entries = new HashMap<>();
  private final Map<Target, Boolean> byLastUse = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<Target, Interest> interests = new HashMap<>();
  private final Map<Target, Double> costs = new HashMap<>();
  private final Map<Target, String> pushedOut = new HashMap<>();
  private final int capacity;
  private final Eviction eviction;
  private final Costs predicted;
  private final Future future;
  private final Timeline timeline;

  Shelf(int capacity, Eviction eviction, Costs predicted, Future future, Timeline timeline) {
    this.capacity = capacity;
    this.eviction = eviction;
    this.predicted = predicted;
    this.future = future;
    this.timeline = timeline;
  }

  /** How often something was asked for, decayed. */
  private record Interest(double weight, double at) {
    double weightAt(double now) {
      return weight * Math.pow(0.5, (now - at) / HALF_LIFE_SECONDS);
    }
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
    double now = timeline.now();
    interests.merge(
        target, new Interest(1, now), (old, one) -> new Interest(1 + old.weightAt(now), now));
  }

  private double weight(Target target) {
    Interest interest = interests.get(target);
    return interest == null ? 0 : interest.weightAt(timeline.now());
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
            1,
            "\"e\"",
            now,
            List.of(SERVER));
    entries.put(target.asset(), entries.getOrDefault(target.asset(), before).with(stored));
    costs.put(target, predicted.predicted(before, target, EncodingSpeed.FAST).workCoreSeconds());
    byLastUse.put(target, true);
    pushedOut.remove(target);
    if (byLastUse.size() > capacity) {
      remove(victim(), target, predictor);
    }
  }

  private Target victim() {
    return switch (eviction) {
      case LRU -> byLastUse.keySet().iterator().next();
      case LFU -> least(this::weight);
      case VALUE -> least(target -> weight(target) * cost(target));
      case ORACLE -> least(target -> -future.nextUse(target, timeline.now()));
    };
  }

  private Target least(ToDoubleFunction<Target> value) {
    return byLastUse.keySet().stream()
        .min(Comparator.comparingDouble(value))
        .orElseThrow(IllegalStateException::new);
  }

  private double cost(Target target) {
    return costs.getOrDefault(target, 0.0);
  }

  private void remove(Target victim, Target stored, @Nullable String predictor) {
    byLastUse.remove(victim);
    if (predictor != null && !victim.equals(stored)) {
      pushedOut.put(victim, predictor);
    }
    entries.computeIfPresent(
        victim.asset(), (asset, entry) -> entry.without(victim.rendition(), null, SERVER));
  }

  /** The predictor for which that was pushed out, once; null = none. */
  @Nullable String pushedOutFor(Target target) {
    return pushedOut.remove(target);
  }

  /** What it is expected to cost that the next victim will not be there, core-seconds. */
  double costOfRoom(double horizonSeconds) {
    if (byLastUse.size() < capacity) {
      return 0;
    }
    Target victim = victim();
    double uses = weight(victim) * (1 - Math.pow(0.5, horizonSeconds / HALF_LIFE_SECONDS));
    return cost(victim) * -Math.expm1(-uses);
  }

  void used(Target target) {
    byLastUse.get(target);
  }
}
