package io.mediarouter.speculate;

import io.mediarouter.estimate.TaskLoadEstimator;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.Rendition;
import io.mediarouter.popularity.ClusterPopularity;
import io.mediarouter.stream.SegmentIndex;
import io.mediarouter.stream.StreamTrack;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The predictor that has the beginnings of streams made: the first segments of popular assets, in
 * the form of the picture with which viewers are likely to begin, and of its sound. An asset is
 * popular whose stream was begun more than twice lately, or which is asked for in other ways as
 * others are whose streams are begun.
 */
public final class FirstSegments implements Predictor {
  /** Its {@link #name()}. */
  public static final String NAME = "first-segments";

  /** Assets of which anything is proposed, the most popular ones. */
  public static final int MOST_ASSETS = 50;

  private final TranscodeCost cost;
  private final Duration length;
  private final Function<AssetEntry, List<StreamTrack>> tracks;

  /**
   * A predictor.
   *
   * @param length how much of a stream is made; zero = nothing
   * @param tracks tells the tracks of an asset's stream in the order in which players are told of
   *     them; none where it has no stream. Does not block
   */
  public FirstSegments(
      TaskLoadEstimator estimator,
      Duration length,
      Function<AssetEntry, List<StreamTrack>> tracks) {
    this.cost = new TranscodeCost(estimator);
    this.length = length;
    this.tracks = tracks;
  }

  @Override
  public String name() {
    return NAME;
  }

  /** A track of whose beginning something may be proposed. */
  private record Beginning(AssetEntry entry, StreamTrack track, double weight) {
    Rendition part(int number) {
      return track.part(number);
    }

    Target target(int number) {
      return new Target(entry.asset(), part(number));
    }
  }

  /**
   * The entries of the index that tell what of it is stored already: those that {@link
   * Situation#parts} has to hold.
   *
   * @param assets the entries at hand
   * @return each with the asset that it is of
   */
  public Map<AssetId, AssetId> parts(
      ClusterPopularity popularity, Map<AssetId, AssetEntry> assets) {
    return beginnings(popularity, assets)
        .collect(
            Collectors.toMap(
                each -> SegmentIndex.assetOf(each.entry().asset(), each.part(0)),
                each -> each.entry().asset(),
                (one, other) -> one));
  }

  private Stream<Beginning> beginnings(
      ClusterPopularity popularity, Map<AssetId, AssetEntry> assets) {
    var starts = new StreamStarts(popularity, assets, tracks);
    return length.isZero()
        ? Stream.empty()
        : popularity.assets().stream()
            .filter(asset -> starts.weight(asset) > 0)
            .map(assets::get)
            .filter(Objects::nonNull)
            .limit(MOST_ASSETS)
            .flatMap(
                entry ->
                    starts.likely(entry).stream()
                        .map(track -> new Beginning(entry, track, starts.weight(entry.asset()))));
  }

  @Override
  public List<Proposal> propose(Situation situation) {
    return beginnings(situation.popularity(), situation.assets())
        .flatMap(each -> ofTrack(each, situation))
        .sorted(Proposal.WORTHIEST_FIRST)
        .toList();
  }

  /** A segment that is made with those after it costs less than one for which somebody waits. */
  private Stream<Proposal> ofTrack(Beginning each, Situation situation) {
    Set<Integer> missing =
        StreamStarts.first(each.track(), length).stream()
            .filter(number -> situation.isMissing(each.target(number)))
            .collect(Collectors.toSet());
    if (missing.isEmpty()) {
      return Stream.empty();
    }
    var source = each.entry().source();
    var run = new Target(each.entry().asset(), each.track().span(0, missing.size()));
    double one = cost.of(run, source, EncodingSpeed.FAST) / missing.size();
    double uses = situation.expectedUses(each.weight());
    return missing.stream()
        .map(
            number ->
                new Proposal(
                    each.target(number),
                    EncodingSpeed.FAST,
                    NAME,
                    uses,
                    one,
                    new Benefit(cost.of(each.target(number), source, EncodingSpeed.FAST), 0)));
  }
}
