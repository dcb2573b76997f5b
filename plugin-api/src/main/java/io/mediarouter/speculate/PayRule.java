package io.mediarouter.speculate;

/**
 * The rule that ties a predictor's budget to what it has brought: who saves less than a set share
 * of what it spends loses its budget in that proportion, down to a small share that lets it show
 * that it does better now. Immutable and pure.
 *
 * <p>Who has spent little is believed: to its record {@code evidence} core-seconds are added that
 * paid in full.
 *
 * @param enough core-seconds saved for each that is spent which earn the full budget, above 0
 * @param evidence core-seconds after which the record begins to count, above 0
 * @param exploration share of its budget that no predictor falls below, above 0 and at most 1
 */
public record PayRule(double enough, double evidence, double exploration) {
  /** A quarter saved is enough; ten minutes of a core are believed; a twentieth is always left. */
  public static final PayRule DEFAULT = new PayRule(0.25, 600, 0.05);

  public PayRule {
    if (!(enough > 0) || !(evidence > 0) || !(exploration > 0 && exploration <= 1)) {
      throw new IllegalArgumentException(
          "pay: "
              + enough
              + ", "
              + evidence
              + ", "
              + exploration
              + " (expected: > 0, > 0, above 0 and at most 1)");
    }
  }

  /** The share of its budget that a predictor has, {@code exploration}..1. */
  public double earnedShare(Account account) {
    double pay = (account.saved() + evidence) / (account.spent() + evidence);
    return Math.max(exploration, Math.min(1, pay / enough));
  }
}
