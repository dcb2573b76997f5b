package io.mediarouter.speculate;

import io.mediarouter.estimate.TaskLoadEstimator;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.SourceProperties;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The predictor that has those pieces made that players say they will ask for next, of equal ones
 * the soonest first: the farther ahead a piece is, and the longer ago it was announced, the less
 * likely it is still asked for; what cannot be there in time is left out. What a player says is
 * merely a request: nothing depends on it, and it is ranked among all other work.
 */
public final class NextPieces implements Predictor {
  /** Its {@link #name()}. */
  public static final String NAME = "next-pieces";

  /** How likely a player asks for what it has just announced as the next. */
  public static final double DEFAULT_LIKELIHOOD = 0.7;

  private final TranscodeCost cost;
  private final double likelihood;

  /**
   * A predictor.
   *
   * @param likelihood how likely a player asks for what it has just announced as the next, above 0
   *     and below 1
   */
  public NextPieces(TaskLoadEstimator estimator, double likelihood) {
    if (!(likelihood > 0 && likelihood < 1)) {
      throw new IllegalArgumentException("likelihood: " + likelihood + " (expected: 0..1)");
    }
    this.cost = new TranscodeCost(estimator);
    this.likelihood = likelihood;
  }

  @Override
  public String name() {
    return NAME;
  }

  private record Foreseen(SourceProperties source, double uses) {
    Foreseen and(Foreseen other) {
      return new Foreseen(source, uses + other.uses);
    }
  }

  @Override
  public List<Proposal> propose(Situation situation) {
    Map<Target, Foreseen> foreseen = new HashMap<>();
    situation.announced().stream()
        .filter(each -> each.isBelieved(situation.now()))
        .forEach(each -> foresee(each, situation, foreseen));
    return foreseen.entrySet().stream()
        .map(each -> proposal(each.getKey(), each.getValue()))
        .sorted(Proposal.WORTHIEST_FIRST)
        .toList();
  }

  private void foresee(Announcement each, Situation situation, Map<Target, Foreseen> foreseen) {
    source(each, situation)
        .ifPresent(
            source ->
                target(each, source)
                    .filter(situation::isMissing)
                    .filter(target -> isInTime(each, target, source, situation))
                    .ifPresent(
                        target ->
                            foreseen.merge(
                                target, foreseen(each, source, situation), Foreseen::and)));
  }

  /** Whether it can be there when it is asked for: what is not is made on demand all the same. */
  private boolean isInTime(
      Announcement each, Target target, SourceProperties source, Situation situation) {
    AssetEntry current = situation.assets().get(each.current());
    if (current == null || current.source().duration().isZero()) {
      return true;
    }
    var due = each.at().plus(current.source().duration().multipliedBy(each.ahead()));
    double seconds = Duration.between(situation.now(), due).toMillis() / 1000.0;
    return cost.seconds(target, source, EncodingSpeed.FAST) <= seconds;
  }

  private Foreseen foreseen(Announcement each, SourceProperties source, Situation situation) {
    return new Foreseen(source, -Math.log1p(-each.likelihood(likelihood, situation.now())));
  }

  /** A piece that nobody has looked at yet is taken to be like the one before it. */
  private static Optional<SourceProperties> source(Announcement each, Situation situation) {
    return Optional.ofNullable(situation.assets().get(each.next()))
        .or(() -> Optional.ofNullable(situation.assets().get(each.current())))
        .map(AssetEntry::source);
  }

  private static Optional<Target> target(Announcement each, SourceProperties source) {
    return TranscodeCost.resolved(each.rendition(), source)
        .map(rendition -> new Target(each.next(), rendition));
  }

  private Proposal proposal(Target target, Foreseen foreseen) {
    return cost.inAdvance(target, foreseen.source(), EncodingSpeed.FAST, name(), foreseen.uses());
  }
}
