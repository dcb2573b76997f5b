package io.mediarouter.speculate;

import io.mediarouter.estimate.TaskLoadEstimator;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.Rendition;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The predictor that has popular renditions made again with slower encoder settings: better quality
 * for the bits. It saves no transcode, so each use is worth a set share of one.
 */
public final class BetterQuality implements Predictor {
  /** Share of a transcode on demand that one delivery in better quality is worth. */
  public static final double DEFAULT_WORTH_OF_A_USE = 0.02;

  private final TranscodeCost cost;
  private final double worthOfAUse;

  /**
   * A predictor.
   *
   * @param worthOfAUse share of a transcode on demand that one delivery in better quality is worth,
   *     above 0
   */
  public BetterQuality(TaskLoadEstimator estimator, double worthOfAUse) {
    if (!(worthOfAUse > 0)) {
      throw new IllegalArgumentException("worthOfAUse: " + worthOfAUse + " (expected: > 0)");
    }
    this.cost = new TranscodeCost(estimator);
    this.worthOfAUse = worthOfAUse;
  }

  @Override
  public String name() {
    return "better-quality";
  }

  @Override
  public List<Proposal> propose(Situation situation) {
    return situation.popularity().assets().stream()
        .map(situation.assets()::get)
        .filter(Objects::nonNull)
        .flatMap(entry -> ofAsset(entry, situation))
        .sorted(Proposal.WORTHIEST_FIRST)
        .toList();
  }

  private Stream<Proposal> ofAsset(AssetEntry entry, Situation situation) {
    return situation.popularity().renditionsOf(entry.asset()).entrySet().stream()
        .filter(asked -> isImprovable(entry.asset(), asked.getKey(), situation))
        .map(asked -> proposal(entry, asked, situation));
  }

  private static boolean isImprovable(AssetId asset, Rendition rendition, Situation situation) {
    var target = new Target(asset, rendition);
    return rendition.videoCodec() != null
        && situation.isMade(target)
        && !situation.refined().contains(target)
        && !situation.isUnderWay(target);
  }

  private Proposal proposal(
      AssetEntry entry, Map.Entry<Rendition, Double> asked, Situation situation) {
    var target = new Target(entry.asset(), asked.getKey());
    var efforts = cost.efforts(target, entry.source());
    return new Proposal(
        target,
        EncodingSpeed.SLOW,
        name(),
        situation.expectedUses(asked.getValue()),
        efforts.slow(),
        new Benefit(0, worthOfAUse * efforts.fast()));
  }
}
