package io.mediarouter.speculate;

import io.mediarouter.estimate.TaskLoadEstimator;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.SourceProperties;
import java.time.Duration;
import java.time.Instant;
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

  /** How likely a player asks for what it has announced as the next, before that was counted. */
  public static final double DEFAULT_LIKELIHOOD = 0.7;

  /** What was made by that many announcements says as much as the likelihood that is given. */
  private static final double BELIEF = 20;

  private static final double LEAST_LIKELY = 0.01;
  private static final double MOST_LIKELY = 0.95;

  private final TranscodeCost cost;
  private final double likelihood;

  /**
   * A predictor.
   *
   * @param likelihood how likely a player asks for what it has announced as the next, above 0 and
   *     below 1, until what was made has told
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
    double needed = cost.seconds(target, source, EncodingSpeed.FAST);
    return due(each, situation)
        .map(due -> needed <= Duration.between(situation.now(), due).toMillis() / 1000.0)
        .orElse(true);
  }

  /** When it will be asked for: when what comes before it was played; empty = nobody knows. */
  private static Optional<Instant> due(Announcement each, Situation situation) {
    return Optional.ofNullable(situation.assets().get(each.current()))
        .map(current -> current.source().duration())
        .filter(duration -> !duration.isZero())
        .map(duration -> each.at().plus(duration.multipliedBy(each.ahead())));
  }

  private Foreseen foreseen(Announcement each, SourceProperties source, Situation situation) {
    double asked = each.likelihood(likelihood(situation), due(each, situation), situation.now());
    return new Foreseen(source, -Math.log1p(-asked));
  }

  /** The share of what was made so that somebody asked for. */
  private double likelihood(Situation situation) {
    Account told = situation.resultOf(NAME);
    double share = (told.used() + BELIEF * likelihood) / (told.made() + BELIEF);
    return Math.max(LEAST_LIKELY, Math.min(MOST_LIKELY, share));
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
