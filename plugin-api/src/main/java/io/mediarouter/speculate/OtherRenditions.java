package io.mediarouter.speculate;

import io.mediarouter.estimate.TaskLoadEstimator;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.RenditionRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The predictor that has popular assets made in other forms: those of the presets, as often as each
 * is asked for of other assets, and just those that a near match was handed out for.
 */
public final class OtherRenditions implements Predictor {
  private final TranscodeCost cost;
  private final List<RenditionRequest> presets;

  /**
   * A predictor.
   *
   * @param presets the forms in which assets are usually asked for
   */
  public OtherRenditions(TaskLoadEstimator estimator, List<RenditionRequest> presets) {
    this.cost = new TranscodeCost(estimator);
    this.presets = List.copyOf(presets);
  }

  @Override
  public String name() {
    return "other-renditions";
  }

  @Override
  public List<Proposal> propose(Situation situation) {
    var shares = PresetShares.of(presets, situation);
    return situation.popularity().assets().stream()
        .map(situation.assets()::get)
        .filter(Objects::nonNull)
        .flatMap(entry -> ofAsset(entry, shares, situation))
        .sorted(Proposal.WORTHIEST_FIRST)
        .toList();
  }

  private Stream<Proposal> ofAsset(AssetEntry entry, PresetShares shares, Situation situation) {
    return weights(entry, shares, situation).entrySet().stream()
        .filter(each -> situation.isMissing(new Target(entry.asset(), each.getKey())))
        .map(each -> proposal(entry, each.getKey(), situation.expectedUses(each.getValue())));
  }

  /** For each rendition the strongest sign that it will be asked for. */
  private static Map<Rendition, Double> weights(
      AssetEntry entry, PresetShares shares, Situation situation) {
    var popularity = situation.popularity();
    var weights = new HashMap<Rendition, Double>();
    double asset = popularity.of(entry.asset());
    shares
        .of(entry.source())
        .forEach((each, share) -> weights.merge(each, share * asset, Math::max));
    merge(weights, popularity.renditionsOf(entry.asset()));
    merge(weights, popularity.nearMatchesOf(entry.asset()));
    return weights;
  }

  private static void merge(Map<Rendition, Double> weights, Map<Rendition, Double> asked) {
    asked.forEach((each, weight) -> weights.merge(each, weight, Math::max));
  }

  private Proposal proposal(AssetEntry entry, Rendition rendition, double uses) {
    var target = new Target(entry.asset(), rendition);
    return cost.inAdvance(target, entry.source(), EncodingSpeed.FAST, name(), uses);
  }
}
