package io.mediarouter.popularity;

import io.mediarouter.media.AssetId;
import io.mediarouter.media.Format;
import io.mediarouter.media.Rendition;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The record of how often each asset and rendition was asked for in the whole cluster, as decayed
 * numbers of requests at one moment: the sum of what the proxies published. Immutable.
 *
 * <p>It is never above the true number; of what is heavy it is below it by no more than the errors
 * of the proxies' sketches together.
 */
public final class ClusterPopularity {
  /** Nothing was asked for. */
  public static final ClusterPopularity NONE = sum(Stream.empty(), Instant.EPOCH);

  private final Map<AssetId, Double> assets = new HashMap<>();
  private final Map<AssetId, Double> streams = new HashMap<>();
  private final Map<AssetId, Map<Rendition, Double>> renditions = new HashMap<>();
  private final Map<AssetId, Map<Rendition, Double>> segments = new HashMap<>();
  private final Map<AssetId, Map<Rendition, Double>> nearMatches = new HashMap<>();
  private final List<AssetId> heaviestFirst;

  /** Keeps the order of the rows, so that equal rows give sums that are equal to the last bit. */
  private ClusterPopularity(Stream<Counted> rows, Instant now) {
    rows.forEach(row -> add(row.key(), row.popularity().weightAt(now)));
    renditions.replaceAll((asset, weights) -> Collections.unmodifiableMap(weights));
    segments.replaceAll((asset, weights) -> Collections.unmodifiableMap(weights));
    nearMatches.replaceAll((asset, weights) -> Collections.unmodifiableMap(weights));
    heaviestFirst =
        assets.keySet().stream()
            .sorted(Comparator.comparingDouble(this::of).reversed().thenComparing(AssetId::path))
            .toList();
  }

  /** The sum of all proxies' rows at {@code now}, in any order. */
  public static ClusterPopularity sum(Stream<Counted> rows, Instant now) {
    return new ClusterPopularity(rows, now);
  }

  private void add(PopularityKey key, double weight) {
    Rendition rendition = key.rendition();
    if (rendition == null) {
      var weights = key.kind() == PopularityKey.Kind.STREAM ? streams : assets;
      weights.merge(key.asset(), weight, Double::sum);
    } else {
      weightsOf(key.kind(), rendition)
          .computeIfAbsent(key.asset(), asset -> new LinkedHashMap<>())
          .merge(rendition, weight, Double::sum);
    }
  }

  private Map<AssetId, Map<Rendition, Double>> weightsOf(
      PopularityKey.Kind kind, Rendition rendition) {
    if (rendition.format() == Format.M4S) {
      return segments;
    }
    return kind == PopularityKey.Kind.NEAR_MATCH ? nearMatches : renditions;
  }

  /** The assets that were asked for, those asked for most first. */
  public List<AssetId> assets() {
    return heaviestFirst;
  }

  /** How often {@code asset} was asked for, in any form. */
  public double of(AssetId asset) {
    return assets.getOrDefault(asset, 0.0);
  }

  /** How often the stream of {@code asset} was begun. */
  public double streamsOf(AssetId asset) {
    return streams.getOrDefault(asset, 0.0);
  }

  /** How often each first segment of the stream of {@code asset} was asked for. */
  public Map<Rendition, Double> firstSegmentsOf(AssetId asset) {
    return segments.getOrDefault(asset, Map.of());
  }

  /**
   * How often each rendition of {@code asset} was asked for, whatever was delivered; not of its
   * stream.
   */
  public Map<Rendition, Double> renditionsOf(AssetId asset) {
    return renditions.getOrDefault(asset, Map.of());
  }

  /** The renditions of {@code asset} that were asked for when a near match was handed out. */
  public Map<Rendition, Double> nearMatchesOf(AssetId asset) {
    return nearMatches.getOrDefault(asset, Map.of());
  }
}
