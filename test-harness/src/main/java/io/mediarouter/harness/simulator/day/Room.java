package io.mediarouter.harness.simulator.day;

import io.mediarouter.batch.Popularity;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.farm.Usage;
import io.mediarouter.speculate.Situation;
import io.mediarouter.speculate.Target;
import io.mediarouter.store.FormerUses;
import io.mediarouter.store.Holding;
import io.mediarouter.store.Keeping;
import io.mediarouter.store.Past;
import io.mediarouter.store.Shelf;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Room for a number of bytes, and what lies there; what gives way is the eviction's choice. */
final class Room {
  /** The one distribution server. */
  static final String SERVER = "d1";

  /** All but the product's rule go down to this share of the room at a time. */
  private static final double DOWN_TO = 0.995;

  private static final double HALF_LIFE_SECONDS = Popularity.HALF_LIFE.toSeconds();
  private static final Keeping RULE = new Keeping(1, 1);

  private final Map<Target, Holding> byLastUse = new LinkedHashMap<>();
  private final Map<Target, Usage> asked = new HashMap<>();
  private final FormerUses former = new FormerUses();
  private final long bytes;
  private final Eviction eviction;
  private final ToDoubleBiFunction<Target, Instant> nextUse;
  private long used;
  private double lost;

  /**
   * Empty room.
   *
   * @param nextUse how many seconds later something will be asked for again; infinite = never
   */
  Room(long bytes, Eviction eviction, ToDoubleBiFunction<Target, Instant> nextUse) {
    this.bytes = eviction == Eviction.NONE ? 0 : bytes;
    this.eviction = eviction;
    this.nextUse = nextUse;
  }

  /** Notes that somebody wants it. */
  void asked(Target target, Instant now) {
    asked.merge(
        target, new Usage(1, 1, now), (old, one) -> new Usage(1, 1 + weight(old, now), now));
  }

  private static double weight(Usage usage, Instant now) {
    double age = (now.toEpochMilli() - usage.at().toEpochMilli()) / 1000.0;
    return usage.weight() * Math.pow(0.5, age / HALF_LIFE_SECONDS);
  }

  /** How often it was asked for, each request counting half as much with every half-life. */
  double weight(Target target, Instant now) {
    return weight(asked.getOrDefault(target, Usage.NONE), now);
  }

  /** Delivers it, if it is there. */
  boolean use(Target target, Instant now) {
    Holding old = byLastUse.remove(target);
    if (old == null) {
      return false;
    }
    StoredRendition file = old.stored();
    byLastUse.put(
        target,
        new Holding(
            old.asset(), file.used(file.usage().plus(1, now)), old.coreSeconds(), old.past()));
    return true;
  }

  /**
   * Stores a file.
   *
   * @param coreSeconds what it would cost to make it again
   * @param ahead whether it was made before anybody asked for it
   * @return what went for it
   */
  List<Target> store(
      Target target, StoredRendition file, double coreSeconds, boolean ahead, Instant now) {
    remove(target);
    Past past = former.of(target.asset(), target.rendition());
    Past known = past.equals(Past.NONE) && ahead ? Past.foreseen(now) : past;
    byLastUse.put(target, new Holding(target.asset(), file, coreSeconds, known));
    used += file.bytes();
    List<Target> going = used > bytes ? going(now) : List.of();
    lost = going.isEmpty() ? lost : lostWith(going, now);
    going.forEach(each -> leave(each, now));
    return going;
  }

  private double lostWith(List<Target> going, Instant now) {
    List<Holding> gone =
        going.stream().flatMap(each -> Optional.ofNullable(byLastUse.get(each)).stream()).toList();
    return Keeping.priceOfByte(gone, Situation.DEFAULT_HORIZON, now);
  }

  /** What it is expected to cost that so many bytes less can be kept, core-seconds. */
  double costOf(double bytes) {
    return lost * bytes;
  }

  private void leave(Target target, Instant now) {
    Holding gone = remove(target);
    if (gone != null && eviction == Eviction.VALUE) {
      former.left(gone, now);
    }
  }

  private @Nullable Holding remove(Target target) {
    Holding gone = byLastUse.remove(target);
    used -= gone == null ? 0 : gone.stored().bytes();
    return gone;
  }

  private List<Target> going(Instant now) {
    return switch (eviction) {
      case NONE -> List.copyOf(byLastUse.keySet());
      case LRU -> enough(byLastUse.keySet());
      case LFU -> enough(least(target -> weight(target, now)));
      case VALUE -> byRule(now);
      case ORACLE -> enough(least(target -> savedUntilUsed(target, now)));
    };
  }

  private double savedUntilUsed(Target target, Instant now) {
    Holding held = byLastUse.get(target);
    return held == null
        ? 0
        : held.coreSeconds() / held.stored().bytes() / nextUse.applyAsDouble(target, now);
  }

  private List<Target> byRule(Instant now) {
    var shelf = new Shelf(SERVER, true, true, used, bytes, 0, 0);
    return RULE.evictions(shelf, byLastUse.values(), Map.of(SERVER, shelf), now).stream()
        .map(each -> new Target(each.holding().asset(), each.holding().stored().rendition()))
        .toList();
  }

  private record Valued(Target target, double value) {}

  private List<Target> least(ToDoubleFunction<Target> value) {
    return List.copyOf(byLastUse.keySet()).stream()
        .map(target -> new Valued(target, value.applyAsDouble(target)))
        .sorted(Comparator.comparingDouble(Valued::value))
        .map(Valued::target)
        .toList();
  }

  private List<Target> enough(Collection<Target> inOrder) {
    List<Target> going = new ArrayList<>();
    long left = used;
    for (Target each : inOrder) {
      if (left <= DOWN_TO * bytes) {
        break;
      }
      going.add(each);
      left -= bytesOf(each);
    }
    return going;
  }

  private long bytesOf(Target target) {
    Holding held = byLastUse.get(target);
    return held == null ? 0 : held.stored().bytes();
  }
}
