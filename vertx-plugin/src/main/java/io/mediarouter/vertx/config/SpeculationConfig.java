package io.mediarouter.vertx.config;

import io.mediarouter.speculate.PayRule;
import io.mediarouter.speculate.StandingRule;
import java.util.List;

/**
 * What is made ahead of demand.
 *
 * @param unfinished most jobs of this kind that are unfinished at a time, at least 0; 0 = nothing
 *     is made ahead
 * @param idlePrice what a core-second that nobody waits for costs, in core-seconds that somebody
 *     waits for, above 0 and at most 1
 * @param standingRulesBudget share of what the farm leaves that publishers' rules may have, 0..1; 0
 *     = off
 * @param otherRenditionsBudget the same of other forms of popular assets
 * @param betterQualityBudget the same of popular renditions in better quality
 * @param nextPiecesBudget the same of what players announce to ask for next
 * @param rules publishers' standing rules
 */
public record SpeculationConfig(
    int unfinished,
    double idlePrice,
    double standingRulesBudget,
    double otherRenditionsBudget,
    double betterQualityBudget,
    double nextPiecesBudget,
    List<StandingRule> rules) {
  public static final int DEFAULT_UNFINISHED = 4;

  /** Publishers' rules are followed, of which there are none; nothing is guessed. */
  public static final SpeculationConfig DEFAULT =
      new SpeculationConfig(DEFAULT_UNFINISHED, PayRule.DEFAULT_IDLE_PRICE, 1, 0, 0, 0, List.of());

  public SpeculationConfig {
    Checks.atLeast("speculation.unfinished", unfinished, 0);
    rules = List.copyOf(rules);
  }
}
