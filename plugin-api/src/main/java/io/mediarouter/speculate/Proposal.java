package io.mediarouter.speculate;

import io.mediarouter.batch.Prediction;
import io.mediarouter.media.EncodingSpeed;
import java.util.Comparator;

/**
 * A rendition that a predictor would have made ahead of time.
 *
 * @param target what is to be made
 * @param speed how much effort the encoder is to spend
 * @param predictor the name of who proposes it
 * @param expectedUses how often it is expected to be asked for within {@link Situation#horizon()},
 *     0..{@value #MOST_USES}
 * @param costCoreSeconds what making it is expected to cost, above 0
 * @param savedCoreSeconds what its uses are expected to save, at least 0
 * @param benefit what its uses are worth
 */
public record Proposal(
    Target target,
    EncodingSpeed speed,
    String predictor,
    double expectedUses,
    double costCoreSeconds,
    double savedCoreSeconds,
    Benefit benefit) {

  /** Nothing is expected to be asked for more often. */
  public static final double MOST_USES = 1e12;

  /** The worthiest first; a total order of proposals that differ in target or predictor. */
  public static final Comparator<Proposal> WORTHIEST_FIRST =
      Comparator.comparingDouble(Proposal::worth)
          .reversed()
          .thenComparing(Proposal::predictor)
          .thenComparing(Proposal::target);

  public Proposal {
    if (!(expectedUses >= 0) || expectedUses > MOST_USES || !(costCoreSeconds > 0)) {
      throw new IllegalArgumentException(
          "proposal: "
              + expectedUses
              + " uses, "
              + costCoreSeconds
              + " core-seconds (expected: 0.."
              + MOST_USES
              + ", > 0)");
    }
  }

  /** Why its target is made, as it is noted with what is made. */
  public Prediction prediction() {
    return new Prediction(predictor, benefit.firstUse(), benefit.eachUse(), speed);
  }

  /** A proposal that saves what the benefit of the expected uses is. */
  public Proposal(
      Target target,
      EncodingSpeed speed,
      String predictor,
      double expectedUses,
      double costCoreSeconds,
      Benefit benefit) {
    this(
        target,
        speed,
        predictor,
        expectedUses,
        costCoreSeconds,
        benefit.expectedFrom(expectedUses),
        benefit);
  }

  /** The core-seconds that it is expected to save for each that it costs. */
  public double worth() {
    return savedCoreSeconds / costCoreSeconds;
  }

  /**
   * The same, less what is lost with what it pushes out: only where it is not used, since who asks
   * for what is not there has it made, and that takes the same room.
   *
   * @param pushedOut what that would cost, core-seconds
   */
  double netWorth(double pushedOut) {
    return (savedCoreSeconds - pushedOut * Math.exp(-expectedUses)) / costCoreSeconds;
  }
}
