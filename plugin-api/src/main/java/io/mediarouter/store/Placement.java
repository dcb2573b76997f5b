package io.mediarouter.store;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * The choice of servers for a new file: by a hash of both names, so that all proxies choose alike
 * and files spread, with a share for each that follows its free space and its load (weighted
 * rendezvous hashing).
 */
public final class Placement {
  private static final double STEPS = 1L << 53;

  private Placement() {}

  /** The shelves that take files, best first; those that have refused lately last. */
  public static List<Shelf> order(String path, Collection<Shelf> shelves) {
    return shelves.stream()
        .filter(Shelf::takes)
        .sorted(
            Comparator.comparing((Shelf each) -> each.refusedBytes() > 0)
                .thenComparingDouble(each -> distance(path, each))
                .thenComparing(Shelf::serverId))
        .toList();
  }

  private static double distance(String path, Shelf shelf) {
    return -Math.log(chance(path, shelf.serverId())) / shelf.weight();
  }

  /** Above 0, at most 1; spread evenly (the finisher of MurmurHash3). */
  private static double chance(String path, String serverId) {
    long hash = 31L * path.hashCode() + serverId.hashCode() * 0x9E3779B97F4A7C15L;
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    hash ^= hash >>> 33;
    return ((hash >>> 11) + 1) / STEPS;
  }
}
