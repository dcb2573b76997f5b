package io.mediarouter.plan;

/** The rule for delivering the source itself in place of what was asked for. */
final class PassThroughRule implements PublishingRule {
  @Override
  public PublishingOption option() {
    return PublishingOption.PASS_THROUGH;
  }

  @Override
  public RuleResult examine(DecisionContext context) {
    return Playability.originalServes(context)
        ? OriginRule.deliver(option(), context)
        : Refusal.NOT_PLAYABLE;
  }
}
