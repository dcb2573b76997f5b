package io.mediarouter.popularity;

import io.mediarouter.batch.Popularity;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The changes that a proxy has to make in its rows of the shared table so that they say what is
 * asked for most now. Rows decay while they lie, so only those that would be off are written again.
 *
 * @param puts rows to write, by {@link PopularityKey#text()}
 * @param removals keys of rows to remove
 */
public record Publication(Map<String, Popularity> puts, Set<String> removals) {
  /** A row is left as it is while it is off by no more than this share of its weight. */
  static final double GOOD_ENOUGH = 0.05;

  public Publication {
    puts = Map.copyOf(puts);
    removals = Set.copyOf(removals);
  }

  /**
   * The changes from what was published to what is heaviest.
   *
   * @param published this proxy's rows as they are
   * @param heaviest what they should be
   */
  public static Publication of(
      Map<String, Popularity> published, List<PopularitySketch.Estimate> heaviest, Instant now) {
    var puts = new HashMap<String, Popularity>();
    var removals = new HashSet<>(published.keySet());
    for (PopularitySketch.Estimate each : heaviest) {
      String key = each.counted().key().text();
      Popularity wanted = each.counted().popularity();
      removals.remove(key);
      if (!isGoodEnough(published.get(key), wanted, now)) {
        puts.put(key, wanted);
      }
    }
    return new Publication(puts, removals);
  }

  private static boolean isGoodEnough(@Nullable Popularity row, Popularity wanted, Instant now) {
    double weight = wanted.weightAt(now);
    return row != null && Math.abs(row.weightAt(now) - weight) <= GOOD_ENOUGH * weight;
  }
}
