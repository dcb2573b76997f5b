package io.mediarouter.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rule of what goes from full servers, and of what is popular enough to lie on more of them.
 * Immutable and pure.
 *
 * @param copies on how many servers each rendition shall lie, at least 1
 * @param popularCopies the same for popular ones, at least {@code copies}
 */
public record Keeping(int copies, int popularCopies) {
  /** Nothing goes that was used since; longer than it takes the index to learn of a use. */
  public static final Duration IN_USE = Duration.ofSeconds(15);

  /** A server that is over its budget is brought down to this share of it. */
  static final double DOWN_TO = 0.9;

  /** Uses, decayed, from which on a rendition is popular. */
  static final double POPULAR = 10;

  /** One that was popular is taken for cold below so many: what is in between stays as it is. */
  static final double COLD = POPULAR / 4;

  /** Another copy saves waiting when a server is lost or busy, but no transcode. */
  private static final double VALUE_OF_ANOTHER = 0.05;

  /**
   * A copy that is to go.
   *
   * @param serverId from where
   */
  public record Eviction(Holding holding, String serverId) {}

  /** A copy that is to be made. */
  public record Copy(Holding holding, String from, String to) {}

  /**
   * What has to go from one server, least valuable first: nothing while it is within its budget,
   * then enough to be well below it.
   *
   * @param holdings what it holds, among other things
   * @param shelves all servers, by their ids
   */
  public List<Eviction> evictions(
      Shelf server, Collection<Holding> holdings, Map<String, Shelf> shelves, Instant now) {
    if (!server.isOver()) {
      return List.of();
    }
    long excess = excess(server);
    List<Eviction> going = new ArrayList<>();
    for (Holding each : leastValuableFirst(server, holdings, shelves, now)) {
      if (excess <= 0) {
        break;
      }
      going.add(new Eviction(each, server.serverId()));
      excess -= each.stored().bytes();
    }
    return going;
  }

  /**
   * What it is expected to cost that a byte less can be kept, as what goes tells: core-seconds to
   * make again what is asked for again within the horizon, by its bytes.
   */
  public static double priceOfByte(Collection<Holding> going, Duration horizon, Instant now) {
    double coreSeconds = 0;
    long bytes = 0;
    for (Holding each : going) {
      double uses = each.rate(now) * horizon.toSeconds();
      coreSeconds += each.coreSeconds() * -Math.expm1(-uses);
      bytes += each.stored().bytes();
    }
    return bytes == 0 ? 0 : coreSeconds / bytes;
  }

  private static long excess(Shelf server) {
    long most = server.budgetBytes();
    if (server.refusedBytes() > 0) {
      most = most == 0 ? server.usedBytes() : Math.min(most, server.usedBytes());
    }
    return server.usedBytes() - Math.round(DOWN_TO * most) + server.refusedBytes();
  }

  private record Valued(Holding holding, double value) {}

  private static List<Holding> leastValuableFirst(
      Shelf server, Collection<Holding> holdings, Map<String, Shelf> shelves, Instant now) {
    var usual = UsualRates.of(holdings, now);
    return holdings.stream()
        .filter(each -> each.stored().serverIds().contains(server.serverId()))
        .filter(each -> each.isIdle(IN_USE, now))
        .map(each -> new Valued(each, value(each, each.rate(now, usual.of(each)), server, shelves)))
        .sorted(Comparator.comparingDouble(Valued::value))
        .map(Valued::holding)
        .toList();
  }

  private static double value(Holding each, double rate, Shelf server, Map<String, Shelf> shelves) {
    boolean elsewhere =
        holders(each, shelves).stream().anyMatch(id -> !id.equals(server.serverId()));
    return each.value(rate) * (elsewhere ? VALUE_OF_ANOTHER : 1);
  }

  /** The servers from which it can be delivered now. */
  private static List<String> holders(Holding each, Map<String, Shelf> shelves) {
    return each.stored().serverIds().stream()
        .filter(id -> Optional.ofNullable(shelves.get(id)).filter(Shelf::delivers).isPresent())
        .toList();
  }

  /** The copies that cold renditions have beyond {@link #copies}, on the fullest servers. */
  public List<Eviction> surplus(
      Collection<Holding> holdings, Map<String, Shelf> shelves, Instant now) {
    List<Eviction> going = new ArrayList<>();
    for (Holding each : holdings) {
      List<String> holders = holders(each, shelves);
      if (each.uses(now) < COLD && holders.size() > copies && each.isIdle(IN_USE, now)) {
        holders.stream()
            .sorted(Comparator.comparingDouble(id -> freeShare(shelves.get(id))))
            .limit(holders.size() - copies)
            .forEach(id -> going.add(new Eviction(each, id)));
      }
    }
    return going;
  }

  private static double freeShare(@Nullable Shelf shelf) {
    return shelf == null ? 0 : shelf.freeShare();
  }

  /**
   * The copies that popular renditions lack, the most valuable first; also those that lie on too
   * few servers since one was lost.
   *
   * @param most so many at most
   */
  public List<Copy> missing(
      Collection<Holding> holdings, Map<String, Shelf> shelves, Instant now, int most) {
    return holdings.stream()
        .filter(each -> each.uses(now) >= POPULAR)
        .filter(each -> isShort(each, shelves))
        .sorted(Comparator.comparingDouble((Holding each) -> each.value(now)).reversed())
        .flatMap(each -> copy(each, shelves).stream())
        .limit(most)
        .toList();
  }

  private boolean isShort(Holding each, Map<String, Shelf> shelves) {
    int holders = holders(each, shelves).size();
    return holders > 0 && holders < popularCopies;
  }

  private static Optional<Copy> copy(Holding each, Map<String, Shelf> shelves) {
    Set<String> there = Set.copyOf(each.stored().serverIds());
    return Placement.order(each.stored().path(), shelves.values()).stream()
        .filter(shelf -> !there.contains(shelf.serverId()))
        .filter(shelf -> hasRoom(shelf, each.stored().bytes()))
        .findFirst()
        .map(to -> new Copy(each, holders(each, shelves).get(0), to.serverId()));
  }

  /** A copy is not worth that something goes for it. */
  private static boolean hasRoom(Shelf shelf, long bytes) {
    return shelf.refusedBytes() == 0
        && (shelf.budgetBytes() == 0
            || shelf.usedBytes() + bytes <= Math.round(DOWN_TO * shelf.budgetBytes()));
  }

  /** Shelves by their ids. */
  public static Map<String, Shelf> byId(Collection<Shelf> shelves) {
    return shelves.stream().collect(Collectors.toMap(Shelf::serverId, Function.identity()));
  }
}
