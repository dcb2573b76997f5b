package io.mediarouter.speculate;

import static io.mediarouter.speculate.Guesses.NOON;
import static io.mediarouter.speculate.Guesses.proposal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class SpeculationTest {
  private static final PayRule PAY = new PayRule(0.25, 100, 0.05);

  private record Fixed(String name, List<Proposal> proposals) implements Predictor {
    @Override
    public List<Proposal> propose(Situation situation) {
      return proposals;
    }
  }

  /** What publishers asked for. */
  private record Ordered(List<Proposal> proposals) implements Predictor {
    @Override
    public String name() {
      return "ordered";
    }

    @Override
    public boolean isOrdered() {
      return true;
    }

    @Override
    public List<Proposal> propose(Situation situation) {
      return proposals;
    }
  }

  private static Predictor fixed(String name, Proposal... proposals) {
    return new Fixed(name, List.of(proposals));
  }

  private static Account account(double spent, double saved) {
    return new Account(spent, saved, 0, 0, 0, 0, NOON);
  }

  private static List<String> chosen(
      Map<String, Double> budgets, Budgets available, Predictor... predictors) {
    return new Speculation(List.of(predictors), budgets, new PayRule(0.01, 100, 0.05))
        .choose(new Guesses().situation(), available, 10).stream()
            .map(each -> each.predictor() + ":" + each.target().asset())
            .toList();
  }

  @Test
  void theWorthiest_comesFirst_whoeverProposesIt() {
    var one = fixed("one", proposal("one", "a", 0.1, 10), proposal("one", "b", 3, 10));
    var two = fixed("two", proposal("two", "c", 1, 10), proposal("two", "d", 0.001, 10));

    assertThat(
            chosen(
                Map.of("one", 1.0, "two", 1.0),
                new Budgets(Map.of("one", 99.0, "two", 99.0)),
                one,
                two))
        .containsExactly("one:b", "two:c", "one:a");
  }

  @Test
  void whatPublishersAskedFor_comesFirst_howeverMuchWorthierAGuessIs() {
    var guess = fixed("guess", proposal("guess", "a", 99, 10));
    var ordered = new Ordered(List.of(proposal("ordered", "b", 1, 10)));

    assertThat(
            chosen(
                Map.of("guess", 1.0, "ordered", 1.0),
                new Budgets(Map.of("guess", 99.0, "ordered", 99.0)),
                guess,
                ordered))
        .containsExactly("ordered:b", "guess:a");
  }

  @Test
  void whatPushesOutMoreThanItBrings_isNotMade() {
    var one = fixed("one", proposal("one", "a", 2, 10), proposal("one", "b", 1, 10));
    var speculation = new Speculation(List.of(one), Map.of("one", 1.0), PAY);
    var available = new Budgets(Map.of("one", 99.0));

    assertThat(speculation.choose(new Guesses().situation(), available, Map.of(), 10, each -> 0))
        .hasSize(2);
    assertThat(speculation.choose(new Guesses().situation(), available, Map.of(), 10, each -> 15))
        .extracting(each -> each.target().asset().path())
        .containsExactly("a");
    assertThat(speculation.choose(new Guesses().situation(), available, Map.of(), 10, each -> 99))
        .isEmpty();
  }

  @Test
  void fourSpentForOneSaved_doesNotPay() {
    var account = account(40_000, 10_000);

    assertThat(PayRule.DEFAULT.netGain(account)).isEqualTo(-10_000);
    assertThat(PayRule.DEFAULT.earnedShare(account)).isLessThan(0.6);
    assertThat(PayRule.DEFAULT.earnedShare(account(40_000, 20_000))).isEqualTo(1);
  }

  @Test
  void aTarget_isChosenOnce_forWhoExpectsMost() {
    var one = fixed("one", proposal("one", "a", 1, 10));
    var two = fixed("two", proposal("two", "a", 2, 10));

    assertThat(
            chosen(
                Map.of("one", 1.0, "two", 1.0),
                new Budgets(Map.of("one", 99.0, "two", 99.0)),
                one,
                two))
        .containsExactly("two:a");
  }

  @Test
  void aPredictorThatIsSwitchedOff_orHasNothingLeft_isNotAsked() {
    var one = fixed("one", proposal("one", "a", 1, 10));
    var two = fixed("two", proposal("two", "b", 1, 10));
    var three = fixed("three", proposal("three", "c", 1, 10));
    var available = new Budgets(Map.of("one", 99.0, "two", -1.0, "three", 99.0));

    assertThat(chosen(Map.of("one", 1.0, "two", 1.0, "three", 0.0), available, one, two, three))
        .containsExactly("one:a");
  }

  @Test
  void aPurse_isOverdrawnByOneRenditionAtMost() {
    var one =
        fixed(
            "one",
            proposal("one", "a", 4, 10),
            proposal("one", "b", 3, 10),
            proposal("one", "c", 2, 10));

    assertThat(chosen(Map.of("one", 1.0), new Budgets(Map.of("one", 11.0)), one))
        .containsExactly("one:a", "one:b");
  }

  @Test
  void aPredictorThatDoesNotPay_losesItsBudget_andWinsItBack() {
    var speculation = new Speculation(List.of(fixed("one")), Map.of("one", 0.4), PAY);

    assertThat(share(speculation, account(0, 0))).isEqualTo(0.4);
    assertThat(share(speculation, account(290, 0))).isEqualTo(0.4);
    assertThat(share(speculation, account(900, 0))).isCloseTo(0.02, within(1e-9));
    assertThat(share(speculation, account(1e6, 0))).isCloseTo(0.02, within(1e-9));
    assertThat(share(speculation, account(1e6, 2.6e5))).isEqualTo(0.4);
  }

  @Test
  void predictorThatDoesNotPay_losesWhatItHasSavedUp() {
    var rich = Budgets.EMPTY.filled(Map.of("one", 1.0), 10, 3600);

    assertThat(rich.of("one")).isEqualTo(36_000);
    assertThat(rich.filled(Map.of("one", 0.005), 10, 1).of("one")).isEqualTo(180);
    assertThat(rich.filled(Map.of("one", 1.0), 0, 1).of("one")).isEqualTo(36_000);
  }

  @Test
  void predictorThatLosesALittle_keepsLittle() {
    assertThat(PayRule.DEFAULT.earnedShare(account(400_000, 160_000))).isBetween(0.1, 0.25);
    assertThat(PayRule.DEFAULT.earnedShare(account(400_000, 40_000))).isEqualTo(0.005);
  }

  private static double share(Speculation speculation, Account account) {
    return speculation.shares(Map.of("one", account)).getOrDefault("one", -1.0);
  }

  @Property
  void moreSaved_neverEarnsLess_andTheShareStaysInItsBounds(
      @ForAll @DoubleRange(max = 1e9) double spent,
      @ForAll @DoubleRange(max = 1e9) double saved,
      @ForAll @DoubleRange(max = 1e9) double more) {
    double share = PAY.earnedShare(account(spent, saved));

    assertThat(share).isBetween(PAY.exploration(), 1.0);
    assertThat(PAY.earnedShare(account(spent, saved + more))).isGreaterThanOrEqualTo(share);
  }

  @Property
  void inTheLongRun_noPredictorSpendsMoreThanItsShare_andOneRendition(@ForAll long seed) {
    var random = new SplittableRandom(seed);
    double share = random.nextDouble();
    Budgets available = Budgets.EMPTY;
    double offered = 0;
    double spent = 0;
    for (int i = 0; i < 200; i++) {
      double cores = random.nextDouble() * 8;
      double seconds = random.nextDouble() * 60;
      offered += cores * seconds;
      available = available.filled(Map.of("one", share), cores, seconds);
      double cost = random.nextDouble() * 500;
      if (available.of("one") > 0) {
        available = available.paid("one", cost);
        spent += cost;
      }
    }
    assertThat(spent).isLessThanOrEqualTo(share * offered + 500);
  }

  @Property
  void theChoice_isTheSame_whateverTheOrderOfProposals(@ForAll long seed) {
    var random = new SplittableRandom(seed);
    var proposals = new ArrayList<Proposal>();
    for (int i = 0; i < 20; i++) {
      proposals.add(proposal("one", "a" + i, random.nextInt(3), 1 + random.nextInt(3)));
    }
    var reversed = new ArrayList<>(proposals);
    Collections.reverse(reversed);
    var available = new Budgets(Map.of("one", 10.0));

    var choice = chosen(Map.of("one", 1.0), available, new Fixed("one", proposals));

    assertThat(chosen(Map.of("one", 1.0), available, new Fixed("one", reversed))).isEqualTo(choice);
    assertThat(new HashSet<>(choice)).hasSameSizeAs(choice);
  }

  @Test
  void aBudgetThatIsNoShare_isRefused() {
    assertThatThrownBy(() -> new Speculation(List.of(), Map.of("one", 1.5), PAY))
        .hasMessage("budget of one: 1.5 (expected: 0..1)");
  }

  @Test
  void predictorThatPromisedTooMuch_hasToPromiseMore_andNeverWhatIsBeyondCertain() {
    double price = PayRule.DEFAULT.idlePrice();

    assertThat(PayRule.DEFAULT.hurdle(Account.EMPTY)).isEqualTo(price);
    assertThat(PayRule.DEFAULT.hurdle(account(40_000, 30_000))).isEqualTo(price);
    assertThat(PayRule.DEFAULT.hurdle(account(40_000, 15_000))).isBetween(0.6, 0.7);
    assertThat(PayRule.DEFAULT.hurdle(account(40_000, -9_000))).isBetween(0.9, 0.99);
  }

  @Test
  void hurdle_isForItsPredictorAlone() {
    var one = fixed("one", proposal("one", "a", 2, 10));
    var two = fixed("two", proposal("two", "b", 2, 10));
    var budgets = Map.of("one", 1.0, "two", 1.0);
    var speculation = new Speculation(List.of(one, two), budgets, PAY);
    var available = new Budgets(Map.of("one", 99.0, "two", 99.0));

    assertThat(
            speculation.choose(
                new Guesses().situation(), available, Map.of("one", 99.0), 10, each -> 0))
        .extracting(Proposal::predictor)
        .containsExactly("two");
  }
}
