package io.mediarouter.harness.simulator.day;

import io.mediarouter.speculate.Account;
import io.mediarouter.speculate.BetterQuality;
import io.mediarouter.speculate.Budgets;
import io.mediarouter.speculate.NextPieces;
import io.mediarouter.speculate.OtherRenditions;
import io.mediarouter.speculate.PayRule;
import io.mediarouter.speculate.Predictor;
import io.mediarouter.speculate.Proposal;
import io.mediarouter.speculate.PublishersRules;
import io.mediarouter.speculate.Situation;
import io.mediarouter.speculate.Speculation;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Speculation in a run: the product's, with its budgets. */
final class Guessing {
  private static final int MOST_AT_A_TIME = 40;

  private final Speculation speculation;
  private final Speculation ofPlayers;
  private final boolean isOn;
  private Budgets available = Budgets.EMPTY;
  private Map<String, Double> shares = Map.of();
  private Map<String, Double> hurdles = Map.of();

  /** Speculation by these predictors, each of which may have all that is left. */
  Guessing(List<Predictor> predictors) {
    isOn = !predictors.isEmpty();
    var budgets = new TreeMap<String, Double>();
    predictors.forEach(each -> budgets.put(each.name(), 1.0));
    speculation = new Speculation(predictors, budgets, PayRule.DEFAULT);
    ofPlayers =
        new Speculation(
            predictors.stream().filter(each -> isOfPlayers(each.name())).toList(),
            budgets,
            PayRule.DEFAULT);
  }

  /** The product's four predictors. */
  static List<Predictor> predictors(Costs costs) {
    var estimator = costs.estimator();
    return List.of(
        new NextPieces(estimator, NextPieces.DEFAULT_LIKELIHOOD),
        new OtherRenditions(estimator, Ladder.ALL),
        new PublishersRules(estimator),
        new BetterQuality(estimator, BetterQuality.DEFAULT_WORTH_OF_A_USE));
  }

  boolean isOn() {
    return isOn;
  }

  void judged(Map<String, Account> results) {
    shares = speculation.shares(results);
    hurdles = speculation.hurdles(results);
  }

  Map<String, Double> shares() {
    return shares;
  }

  void offered(double cores, double seconds) {
    available = available.filled(shares, cores, seconds);
  }

  /**
   * What to make next where storing it is expected to cost that many core-seconds.
   *
   * @param all whether by all predictors; otherwise by what players announce, which is soon too
   *     late
   * @param before what comes after that
   */
  List<Proposal> choose(
      Situation situation,
      boolean all,
      List<Proposal> before,
      ToDoubleFunction<Proposal> costOfRoom) {
    Speculation by = all ? speculation : ofPlayers;
    return Stream.concat(
            by.choose(situation, available, hurdles, MOST_AT_A_TIME, costOfRoom).stream(),
            before.stream().filter(each -> !situation.isMade(each.target())))
        .toList();
  }

  /** Without what players have announced. */
  static List<Proposal> withoutAnnounced(List<Proposal> proposals) {
    return proposals.stream().filter(each -> !isOfPlayers(each.predictor())).toList();
  }

  private static boolean isOfPlayers(String predictor) {
    return predictor.equals(NextPieces.NAME);
  }

  void begun(Proposal proposal) {
    available = available.paid(proposal.predictor(), proposal.costCoreSeconds());
  }
}
