package io.mediarouter.plan;

import io.mediarouter.farm.ServerLoadMonitor;
import io.mediarouter.select.ServerSelector;
import java.util.ArrayList;
import java.util.List;

/**
 * The publishing agent: decides how a media request is best served now, by asking the rule of each
 * publishing option in order until one can be taken. Immutable and pure: equal deliberations give
 * equal decisions.
 */
public final class PublishingPlanner {
  /** The options of a planner that nothing else is configured for, best for the viewer first. */
  public static final List<PublishingOption> DEFAULT_ORDER =
      List.of(
          PublishingOption.EXACT_CACHED,
          PublishingOption.ON_DEMAND_EXACT,
          PublishingOption.PASS_THROUGH);

  private final List<PublishingRule> rules;

  /**
   * A planner for an order of options.
   *
   * @param order the options that may be taken, best first; rejection is always the last resort
   * @param monitor tells the load of servers
   * @param selector chooses transcoding servers
   */
  public PublishingPlanner(
      List<PublishingOption> order, ServerLoadMonitor monitor, ServerSelector selector) {
    rules = order.stream().map(option -> rule(option, monitor, selector)).toList();
  }

  private static PublishingRule rule(
      PublishingOption option, ServerLoadMonitor monitor, ServerSelector selector) {
    return switch (option) {
      case EXACT_CACHED -> new ExactCachedRule(monitor);
      case ON_DEMAND_EXACT -> new OnDemandExactRule(selector);
      case PASS_THROUGH -> new PassThroughRule();
      default ->
          throw new IllegalArgumentException(
              "option: " + option.token() + " (expected: one of " + DEFAULT_ORDER + ")");
    };
  }

  /** How to serve the request now. */
  public Decision decide(Deliberation deliberation) {
    var considered = new ArrayList<Consideration>(rules.size() + 1);
    for (PublishingRule rule : rules) {
      Finding finding = rule.examine(deliberation);
      if (finding instanceof MediaProviderRequest taken) {
        considered.add(new Consideration(rule.option(), null));
        return new Decision(taken, considered);
      }
      considered.add(new Consideration(rule.option(), (Refusal) finding));
    }
    considered.add(new Consideration(PublishingOption.REJECT, null));
    return new Decision(rejection(deliberation), considered);
  }

  private static MediaProviderRequest rejection(Deliberation deliberation) {
    return new MediaProviderRequest(
        PublishingOption.REJECT, null, null, List.of(), deliberation.request().priority());
  }
}
