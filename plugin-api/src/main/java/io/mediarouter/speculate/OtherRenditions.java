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
  /** As many requests of its own tell of an asset as much as those for all others. */
  private static final double USUAL = 10;

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

  /**
   * How many of the requests for an asset are for each rendition: as many as of other assets, and
   * as its own requests tell, the more of them there are. Who was asked for once is not popular.
   */
  private static Map<Rendition, Double> weights(
      AssetEntry entry, PresetShares shares, Situation situation) {
    var popularity = situation.popularity();
    var usual = shares.of(entry.source());
    var asked = new HashMap<Rendition, Double>();
    usual.keySet().forEach(each -> asked.put(each, 0.0));
    merge(asked, popularity.renditionsOf(entry.asset()));
    merge(asked, popularity.nearMatchesOf(entry.asset()));
    double asset = popularity.of(entry.asset());
    var weights = new HashMap<Rendition, Double>();
    asked.forEach(
        (each, weight) -> {
          double share = (USUAL * usual.getOrDefault(each, 0.0) + weight) / (USUAL + asset);
          weights.put(each, asset * share);
        });
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
