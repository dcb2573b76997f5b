package io.mediarouter.plan;

/** The rule for delivering the source itself, where it already is what was asked for. */
final class DirectRule implements PublishingRule {
  @Override
  public PublishingOption option() {
    return PublishingOption.DIRECT;
  }

  @Override
  public RuleResult examine(DecisionContext context) {
    if (context.rendition() == null) {
      return Refusal.ORIGINAL_ASKED;
    }
    return Playability.isAsAsked(context)
        ? OriginRule.deliver(option(), context)
        : Refusal.NOT_AS_ASKED;
  }
}
