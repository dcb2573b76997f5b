package io.mediarouter.plan;

/** The rule for delivering the source itself in place of what was asked for. */
final class PassThroughRule implements PublishingRule {
  @Override
  public PublishingOption option() {
    return PublishingOption.PASS_THROUGH;
  }

  @Override
  public Finding examine(Deliberation deliberation) {
    return Playability.originalServes(deliberation)
        ? OriginRule.deliver(option(), deliberation)
        : Refusal.NOT_PLAYABLE;
  }
}
