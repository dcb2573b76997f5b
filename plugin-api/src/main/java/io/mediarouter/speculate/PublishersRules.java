package io.mediarouter.speculate;

import io.mediarouter.estimate.TaskLoadEstimator;
import io.mediarouter.farm.AssetEntry;
import java.util.List;
import java.util.stream.Stream;

/** The predictor that has assets made as publishers' standing rules say. */
public final class PublishersRules implements Predictor {
  private final TranscodeCost cost;

  /** A predictor. */
  public PublishersRules(TaskLoadEstimator estimator) {
    this.cost = new TranscodeCost(estimator);
  }

  @Override
  public String name() {
    return "standing-rules";
  }

  @Override
  public boolean isOrdered() {
    return true;
  }

  @Override
  public List<Proposal> propose(Situation situation) {
    return situation.rules().stream()
        .flatMap(rule -> ofRule(rule, situation))
        .sorted(Proposal.WORTHIEST_FIRST)
        .toList();
  }

  private Stream<Proposal> ofRule(StandingRule rule, Situation situation) {
    return situation.assets().values().stream()
        .filter(entry -> rule.covers(entry.asset()))
        .flatMap(entry -> ofAsset(rule, entry, situation));
  }

  private Stream<Proposal> ofAsset(StandingRule rule, AssetEntry entry, Situation situation) {
    return rule.renditions().stream()
        .flatMap(asked -> TranscodeCost.resolved(asked, entry.source()).stream())
        .distinct()
        .map(rendition -> new Target(entry.asset(), rendition))
        .filter(situation::isMissing)
        .map(target -> proposal(rule, entry, target));
  }

  private Proposal proposal(StandingRule rule, AssetEntry entry, Target target) {
    return cost.inAdvance(target, entry.source(), rule.speed(), name(), rule.expectedUses());
  }
}
