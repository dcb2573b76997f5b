package io.mediarouter.plan;

import io.mediarouter.farm.ServerLoadMonitor;
import io.mediarouter.select.PreemptionRule;
import io.mediarouter.select.ServerSelector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Map;

/**
 * The publishing agent: decides how a media request is best served now, by asking the rule of each
 * publishing option in the policy's order until one can be taken. Immutable and pure: equal
 * contexts give equal decisions.
 */
public final class PublishingPlanner implements Planner {
  /** What is a client's due is worth more waiting than what is luck; players wait for 8 s. */
  private static final Duration TURN_WAIT = Duration.ofSeconds(5);

  private final Map<PublishingOption, PublishingRule> rules = new EnumMap<>(PublishingOption.class);

  /**
   * A planner.
   *
   * @param monitor tells the load of servers
   * @param selector chooses transcoding servers that have room
   * @param preemption finds room that can be made
   */
  public PublishingPlanner(
      ServerLoadMonitor monitor, ServerSelector selector, PreemptionRule preemption) {
    var stores = new StoredRule(monitor);
    var transcoders = new Transcoders(selector, preemption);
    add(new DirectRule());
    add(new ExactCachedRule(stores));
    add(new FromSegmentsRule(stores));
    add(new RemuxRule(transcoders));
    add(OnDemandRule.exact(transcoders));
    add(OnDemandRule.exactPrioritised(transcoders));
    add(new NearCachedRule(stores));
    add(OnDemandRule.varied(transcoders));
    add(OnDemandRule.variedPrioritised(transcoders));
    add(new PassThroughRule());
  }

  private void add(PublishingRule rule) {
    rules.put(rule.option(), rule);
  }

  /** Before it refuses a request, it has who was merely slow make it. */
  @Override
  public Decision decide(DecisionContext context) {
    Decision decision = decideAmong(context);
    return isForLackOfServers(decision) && context.hasLastResort()
        ? decideAmong(context.lastResort())
        : decision;
  }

  private static boolean isForLackOfServers(Decision decision) {
    return decision.option() == PublishingOption.REJECT
        && decision.considered().stream()
            .anyMatch(each -> each.refusal() == Refusal.NO_TRANSCODING_SERVER);
  }

  private Decision decideAmong(DecisionContext context) {
    var considered = new ArrayList<ConsideredOption>(PublishingPolicy.ALL_OPTIONS.size());
    boolean lacksCapacity = false;
    for (PublishingOption option : context.policy().options()) {
      PublishingRule rule = rules.get(option);
      if (rule == null) {
        break; // Rejection: no option behind it is ever reached.
      }
      RuleResult finding = rule.examine(context);
      if (finding instanceof MediaProviderRequest taken) {
        considered.add(new ConsideredOption(option, null));
        boolean waits = lacksCapacity && !isAsGood(taken);
        return new Decision(taken, considered, waits ? wait(context) : Duration.ZERO);
      }
      considered.add(new ConsideredOption(option, (Refusal) finding));
      lacksCapacity |= lacksCapacity(finding);
    }
    considered.add(new ConsideredOption(PublishingOption.REJECT, null));
    Duration wait = lacksCapacity ? waitForLackOfAnything(context) : Duration.ZERO;
    return new Decision(Orders.rejection(context), considered, wait);
  }

  private static boolean lacksCapacity(RuleResult finding) {
    return finding == Refusal.NO_CAPACITY || finding == Refusal.SHARE_USED;
  }

  /** The viewer of just what was asked for loses nothing when batch work gives way: why wait. */
  private static boolean isAsGood(MediaProviderRequest taken) {
    return taken.option() == PublishingOption.ON_DEMAND_EXACT_PRIORITISED
        && taken.victims().stream().allMatch(victim -> victim.kind().isBatch());
  }

  /** What is found of one option, whatever is found of the others. */
  RuleResult examine(PublishingOption option, DecisionContext context) {
    PublishingRule rule = rules.get(option);
    return rule == null ? Orders.rejection(context) : rule.examine(context);
  }

  private static Duration wait(DecisionContext context) {
    return wait(context, context.policy());
  }

  /** Whose turn is next is refused nothing that comes free in a while. */
  private static Duration waitForLackOfAnything(DecisionContext context) {
    PublishingPolicy policy = context.policy();
    return wait(context, context.share().isNext() ? policy.waitingAtLeast(TURN_WAIT) : policy);
  }

  /**
   * What the policy and the client's patience leave, after what was waited already. A segment that
   * is late is better than none.
   */
  private static Duration wait(DecisionContext context, PublishingPolicy policy) {
    Duration longest = policy.longestWait();
    Duration patience = context.request().wantsSegment() ? null : context.request().patience();
    if (patience != null && patience.compareTo(longest) < 0) {
      longest = patience;
    }
    Duration left = longest.minus(context.waited());
    return left.isNegative() ? Duration.ZERO : left;
  }
}
