package io.mediarouter.plan;

/** The rule for delivering the source itself, where it already is what was asked for. */
final class DirectRule implements PublishingRule {
  @Override
  public PublishingOption option() {
    return PublishingOption.DIRECT;
  }

  @Override
  public Finding examine(Deliberation deliberation) {
    if (deliberation.rendition() == null) {
      return Refusal.ORIGINAL_ASKED;
    }
    return Playability.isAsAsked(deliberation)
        ? OriginRule.deliver(option(), deliberation)
        : Refusal.NOT_AS_ASKED;
  }
}
