package io.mediarouter.speculate;

import io.mediarouter.batch.Popularity;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.SourceFit;
import io.mediarouter.popularity.ClusterPopularity;
import io.mediarouter.stream.SegmentIndex;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that predictors see. Immutable.
 *
 * @param popularity what is asked for, near matches that were handed out included
 * @param assets the entries of the cache index that are at hand: of popular, new and announced
 *     assets at least
 * @param parts entries of the segments of those assets' streams that may be made, under the names
 *     that {@link SegmentIndex} gives them
 * @param rules publishers' standing rules
 * @param announced the pieces that players say they will ask for next
 * @param underWay what is being made or is ordered already
 * @param refined what is stored in the quality of slow encoder settings
 * @param results what each predictor's work has cost and brought, by its name
 * @param horizon how far ahead uses are counted, above 0
 * @param now the present
 */
public record Situation(
    ClusterPopularity popularity,
    Map<AssetId, AssetEntry> assets,
    Map<AssetId, AssetEntry> parts,
    List<StandingRule> rules,
    List<Announcement> announced,
    Set<Target> underWay,
    Set<Target> refined,
    Map<String, Account> results,
    Duration horizon,
    Instant now) {

  /** How far ahead uses are counted where nothing else is said. */
  public static final Duration DEFAULT_HORIZON = Duration.ofHours(24);

  public Situation {
    if (horizon.isNegative() || horizon.isZero()) {
      throw new IllegalArgumentException("horizon: " + horizon + " (expected: > 0)");
    }
    assets = Map.copyOf(assets);
    parts = Map.copyOf(parts);
    rules = List.copyOf(rules);
    announced = List.copyOf(announced);
    underWay = Set.copyOf(underWay);
    refined = Set.copyOf(refined);
    results = Map.copyOf(results);
  }

  /** One in which nothing is known of segments. */
  public Situation(
      ClusterPopularity popularity,
      Map<AssetId, AssetEntry> assets,
      List<StandingRule> rules,
      List<Announcement> announced,
      Set<Target> underWay,
      Set<Target> refined,
      Map<String, Account> results,
      Duration horizon,
      Instant now) {
    this(popularity, assets, Map.of(), rules, announced, underWay, refined, results, horizon, now);
  }

  /** What the work of {@code predictor} has cost and brought. */
  Account resultOf(String predictor) {
    return results.getOrDefault(predictor, Account.EMPTY);
  }

  /** Whether {@code target} is stored. */
  public boolean isMade(Target target) {
    AssetId noted = SegmentIndex.assetOf(target.asset(), target.rendition());
    AssetEntry entry = (noted.equals(target.asset()) ? assets : parts).get(noted);
    return entry != null && entry.find(target.rendition()).isPresent();
  }

  /** Whether {@code target} is being made or is ordered already. */
  public boolean isUnderWay(Target target) {
    return underWay.contains(target);
  }

  boolean isMissing(Target target) {
    return !isMade(target) && !isUnderWay(target) && !isTheSource(target);
  }

  /** Whether the original is just that, so that nobody has to make it. */
  private boolean isTheSource(Target target) {
    AssetEntry entry = assets.get(target.asset());
    return entry != null && SourceFit.isWhole(target.rendition(), entry.source());
  }

  /**
   * How many requests are to be expected within the horizon of what has been asked for with this
   * decayed weight: it goes on at its rate, which falls by half with every half-life too.
   */
  public double expectedUses(double weight) {
    double halfLives = (double) horizon.toMillis() / Popularity.HALF_LIFE.toMillis();
    return weight * -Math.expm1(-halfLives * Math.log(2));
  }
}
