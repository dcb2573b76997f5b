package io.mediarouter.speculate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Speculative batch work: what to make next of all that the predictors propose, within each one's
 * budget. Immutable and pure: equal arguments give equal answers.
 */
public final class Speculation {
  private final List<Predictor> predictors;
  private final Map<String, Double> budgets;
  private final PayRule payRule;

  /**
   * Speculation by these predictors.
   *
   * @param budgets the share of the speculative core-seconds that each predictor may have spent at
   *     most, 0..1, by its name; they need not add up to 1; absent or 0 = it is switched off
   * @param payRule tells what is expected to pay and what has paid
   */
  public Speculation(List<Predictor> predictors, Map<String, Double> budgets, PayRule payRule) {
    budgets.forEach(Speculation::requireShare);
    this.predictors = List.copyOf(predictors);
    this.budgets = Map.copyOf(budgets);
    this.payRule = payRule;
  }

  private static void requireShare(String predictor, double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "budget of " + predictor + ": " + share + " (expected: 0..1)");
    }
  }

  /**
   * The share of the speculative core-seconds that each predictor which is switched on has now: its
   * budget, as far as it pays.
   *
   * @param results by the name of the predictor, see {@link Ledger#results}
   */
  public Map<String, Double> shares(Map<String, Account> results) {
    var shares = new TreeMap<String, Double>();
    for (Predictor each : predictors) {
      double budget = budgets.getOrDefault(each.name(), 0.0);
      if (budget > 0) {
        Account account = results.getOrDefault(each.name(), Account.EMPTY);
        shares.put(each.name(), budget * payRule.earnedShare(account));
      }
    }
    return shares;
  }

  /**
   * What the proposals of each predictor that is switched on have to be worth now.
   *
   * @param results by the name of the predictor, see {@link Ledger#results}
   */
  public Map<String, Double> hurdles(Map<String, Account> results) {
    var hurdles = new TreeMap<String, Double>();
    predictors.forEach(
        each ->
            hurdles.put(
                each.name(), payRule.hurdle(results.getOrDefault(each.name(), Account.EMPTY))));
    return hurdles;
  }

  /** What to make next, where there is room for it and nobody has a record yet: see below. */
  public List<Proposal> choose(Situation situation, Budgets available, int most) {
    return choose(situation, available, Map.of(), most, each -> 0);
  }

  /**
   * What to make next: first what publishers asked for, then the worthiest; each target once, and
   * for no predictor more than its budget pays; nothing that is expected to save less than its
   * predictor's hurdle. Who begins one of them takes its cost from the budget by {@link
   * Budgets#paid}.
   *
   * @param hurdles see {@link #hurdles}; absent = the price of idle cores
   * @param most how many at most
   * @param pushedOut core-seconds that it is expected to cost that something else is stored no more
   *     where that is made, at least 0; 0 = there is room
   */
  public List<Proposal> choose(
      Situation situation,
      Budgets available,
      Map<String, Double> hurdles,
      int most,
      ToDoubleFunction<Proposal> pushedOut) {
    return choose(propose(situation, available), available, hurdles, most, pushedOut);
  }

  /** The same of what was {@linkplain #propose proposed}. */
  public List<Proposal> choose(
      List<Proposal> proposals,
      Budgets available,
      Map<String, Double> hurdles,
      int most,
      ToDoubleFunction<Proposal> pushedOut) {
    var chosen = new ArrayList<Proposal>();
    Set<Target> targets = new HashSet<>();
    Budgets left = available;
    for (Proposal each : ranked(proposals, hurdles, pushedOut)) {
      if (chosen.size() < most && left.of(each.predictor()) > 0 && targets.add(each.target())) {
        chosen.add(each);
        left = left.paid(each.predictor(), each.costCoreSeconds());
      }
    }
    return chosen;
  }

  private List<Proposal> ranked(
      List<Proposal> proposals, Map<String, Double> hurdles, ToDoubleFunction<Proposal> pushedOut) {
    Set<String> ordered =
        predictors.stream()
            .filter(Predictor::isOrdered)
            .map(Predictor::name)
            .collect(Collectors.toSet());
    return proposals.stream()
        .filter(each -> isWorthIt(each, hurdles, pushedOut))
        .sorted(
            Comparator.comparing((Proposal each) -> !ordered.contains(each.predictor()))
                .thenComparing(Proposal.WORTHIEST_FIRST))
        .toList();
  }

  /** What the predictors propose that are switched on and have something left to spend. */
  public List<Proposal> propose(Situation situation, Budgets available) {
    return predictors.stream()
        .filter(each -> budgets.getOrDefault(each.name(), 0.0) > 0 && available.of(each.name()) > 0)
        .flatMap(each -> each.propose(situation).stream())
        .toList();
  }

  private boolean isWorthIt(
      Proposal each, Map<String, Double> hurdles, ToDoubleFunction<Proposal> pushedOut) {
    double hurdle = hurdles.getOrDefault(each.predictor(), payRule.idlePrice());
    return each.netWorth(pushedOut.applyAsDouble(each)) >= hurdle;
  }
}
