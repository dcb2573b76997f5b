package io.mediarouter.plan;

/** The rule that tells whether one publishing option can be taken, and how. */
interface PublishingRule {
  /** Which option this rule is for. */
  PublishingOption option();

  /** The order to follow, or why the option cannot be taken. */
  RuleResult examine(DecisionContext context);
}
