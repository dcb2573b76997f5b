package io.mediarouter.plan;

import io.mediarouter.estimate.TaskLoadEstimator;
import io.mediarouter.farm.ServerLoadMonitor;
import io.mediarouter.farm.Work;
import io.mediarouter.plan.OptionExplanation.Verdict;
import io.mediarouter.select.PreemptionRule;
import io.mediarouter.select.ServerSelector;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The explainer of decisions: has the planner's own rules look at the same context once more, and
 * at all that they passed over. So explaining costs a decision nothing, and cannot tell anything
 * else than what is decided. Immutable and pure.
 */
public final class Explainer {
  private final PublishingPlanner planner;
  private final RenditionReview renditions;

  /** An explainer of a planner that has the same parts; {@code estimator} is the selector's. */
  public Explainer(
      ServerLoadMonitor monitor,
      TaskLoadEstimator estimator,
      ServerSelector selector,
      PreemptionRule preemption) {
    this.planner = new PublishingPlanner(monitor, selector, preemption);
    this.renditions =
        new RenditionReview(new ServerReview(monitor, estimator, selector, preemption));
  }

  /**
   * Why it is decided as it is.
   *
   * @param seed of the chance that was or is to be taken: see {@link DecisionContext#seeded}
   */
  public Explanation explain(DecisionContext context, long seed) {
    Decision decision = planner.decide(context.seeded(seed));
    DecisionContext seen = isLastResort(decision, context) ? context.lastResort() : context;
    var options = new ArrayList<OptionExplanation>();
    for (PublishingOption option : inOrder(context.policy())) {
      options.add(option(option, decision, seen.seeded(seed)));
    }
    return new Explanation(
        context.request(),
        context.rendition(),
        context.policy(),
        options,
        context.share(),
        decision);
  }

  private static boolean isLastResort(Decision decision, DecisionContext context) {
    return decision.option().isTranscoding()
        && decision.order().candidates().stream()
            .flatMap(each -> context.farm().server(each.server().id()).stream())
            .anyMatch(view -> !view.accepts(Work.TRANSCODE));
  }

  private static Set<PublishingOption> inOrder(PublishingPolicy policy) {
    var options = new LinkedHashSet<>(policy.options());
    options.add(PublishingOption.REJECT);
    options.addAll(PublishingPolicy.ALL_OPTIONS);
    return options;
  }

  private OptionExplanation option(
      PublishingOption option, Decision decision, DecisionContext context) {
    RuleResult finding = finding(option, decision, context);
    return new OptionExplanation(
        option,
        verdict(option, decision, context.policy()),
        finding instanceof Refusal refusal ? refusal : null,
        finding instanceof MediaProviderRequest order ? order : null,
        renditions.of(option, context));
  }

  /** What was decided stays as it was: candidates of equal score may stand in another order. */
  private RuleResult finding(PublishingOption option, Decision decision, DecisionContext context) {
    return option == decision.option() ? decision.order() : planner.examine(option, context);
  }

  private static Verdict verdict(
      PublishingOption option, Decision decision, PublishingPolicy policy) {
    if (option == decision.option()) {
      return Verdict.TAKEN;
    }
    if (consideration(option, decision.considered()) != null) {
      return Verdict.REFUSED;
    }
    return option == PublishingOption.REJECT || policy.options().contains(option)
        ? Verdict.NOT_REACHED
        : Verdict.NOT_ALLOWED;
  }

  private static @Nullable ConsideredOption consideration(
      PublishingOption option, List<ConsideredOption> considered) {
    return considered.stream().filter(each -> each.option() == option).findFirst().orElse(null);
  }
}
