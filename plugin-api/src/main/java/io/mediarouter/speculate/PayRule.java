package io.mediarouter.speculate;

/**
 * The rule that ties a predictor's budget to its net gain: what it saved, less what it spent at the
 * price of idle cores. Who saves less than that soon loses its budget, down to a small share that
 * lets it show that it does better now. Immutable and pure.
 *
 * <p>Who has spent little is believed: to its record {@code evidence} core-seconds are added that
 * paid in full.
 *
 * @param idlePrice what a core-second that nobody waits for costs, in core-seconds that somebody
 *     waits for, above 0 and at most 1: so much must be saved for each that is spent
 * @param evidence core-seconds after which the record begins to count, above 0
 * @param exploration share of its budget that no predictor falls below, above 0 and at most 1
 */
public record PayRule(double idlePrice, double evidence, double exploration) {
  /** How far from the price towards what is certain the hurdle may rise. */
  private static final double HIGHEST = 0.9;

  /** Most farms leave more than predictors use: in proportion alone, no loss would take effect. */
  private static final double STEEPNESS = 8;

  /** What an idle core-second costs where nothing else is said. */
  public static final double DEFAULT_IDLE_PRICE = 0.5;

  /** Half is to be saved; ten minutes of a core are believed; a two-hundredth is always left. */
  public static final PayRule DEFAULT = at(DEFAULT_IDLE_PRICE);

  public PayRule {
    if (!(idlePrice > 0 && idlePrice <= 1)
        || !(evidence > 0)
        || !(exploration > 0 && exploration <= 1)) {
      throw new IllegalArgumentException(
          "pay: "
              + idlePrice
              + ", "
              + evidence
              + ", "
              + exploration
              + " (expected: above 0 and at most 1, > 0, above 0 and at most 1)");
    }
  }

  /** The default rule at that price. */
  public static PayRule at(double idlePrice) {
    return new PayRule(idlePrice, 600, 0.005);
  }

  /** Core-seconds gained; below 0 = lost. */
  public double netGain(Account account) {
    return account.saved() - idlePrice * account.spent();
  }

  /** The share of its budget that a predictor has, {@code exploration}..1. */
  public double earnedShare(Account account) {
    double spent = idlePrice * (account.spent() + evidence);
    double kept = Math.max(0, account.saved() + evidence) / spent;
    return Math.max(exploration, Math.min(1, Math.pow(kept, STEEPNESS)));
  }

  /**
   * What a predictor's proposals have to be worth, core-seconds saved for each that is spent: the
   * price of idle cores, and more for who has promised too much. It is never so high that what is
   * all but certain would not be made, so that a predictor can show that it does better now.
   */
  public double hurdle(Account account) {
    double spent = idlePrice * (account.spent() + evidence);
    double kept = Math.max(0, account.saved() + evidence) / spent;
    double highest = idlePrice + HIGHEST * (1 - idlePrice);
    return kept >= 1 ? idlePrice : Math.max(idlePrice, Math.min(highest, idlePrice / kept));
  }
}
