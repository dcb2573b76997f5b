package io.mediarouter.speculate;

import static io.mediarouter.speculate.Guesses.NOON;
import static io.mediarouter.speculate.Guesses.proposal;
import static io.mediarouter.speculate.Guesses.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Instant TOMORROW = NOON.plus(DAY);

  private static Account result(Ledger ledger, String predictor, Instant now) {
    return ledger.results(DAY, now).getOrDefault(predictor, Account.EMPTY);
  }

  @Test
  void aFirstUse_savesTheTranscode_furtherOnesNothingMore() {
    var ledger =
        Ledger.EMPTY
            .made(proposal("guess", "a", 1, 10), 12, NOON)
            .used(Map.of(target("a", 360), 3));

    assertThat(result(ledger, "guess", NOON)).isEqualTo(new Account(12, 10, 0, 1, 1, 3, NOON));
  }

  @Test
  void whatIsNotUsed_countsBitByBit_andIsWastedAtTheEnd() {
    var ledger = Ledger.EMPTY.made(proposal("guess", "a", 1, 10), 12, NOON);

    assertThat(result(ledger, "guess", NOON).spent()).isZero();
    assertThat(result(ledger, "guess", NOON.plus(Duration.ofHours(6))).spent()).isEqualTo(3);
    var settled = ledger.settled(ledger, DAY, TOMORROW);
    assertThat(settled.isOpen(target("a", 360))).isFalse();
    assertThat(result(settled, "guess", TOMORROW))
        .isEqualTo(new Account(12, 0, 12, 1, 0, 0, TOMORROW));
  }

  @Test
  void workThatWasBrokenOff_isWasted() {
    var ledger = Ledger.EMPTY.inVain("guess", 7, NOON);

    assertThat(result(ledger, "guess", NOON)).isEqualTo(new Account(7, 0, 7, 0, 0, 0, NOON));
  }

  @Test
  void whatWasPushedOut_andHasToBeMadeAgain_isCharged() {
    var ledger =
        Ledger.EMPTY
            .made(proposal("guess", "a", 1, 10), 12, NOON)
            .used(Map.of(target("a", 360), 1))
            .pushedOut("guess", 25, NOON);

    assertThat(result(ledger, "guess", NOON).saved()).isEqualTo(-15);
    assertThat(PayRule.at(1).netGain(result(ledger, "guess", NOON))).isEqualTo(-27);
  }

  @Test
  void aUseSeenByAnotherProxy_countsForTheOneThatMadeIt_once() {
    var maker = Ledger.EMPTY.made(proposal("guess", "a", 1, 10), 12, NOON);
    var other = Ledger.EMPTY.used(Map.of(target("a", 360), 2));
    var cluster = Ledger.sum(List.of(maker, other));

    var settledMaker = maker.settled(cluster, DAY, TOMORROW);
    var settledOther = other.settled(Ledger.sum(List.of(settledMaker, other)), DAY, TOMORROW);

    assertThat(settledOther).isEqualTo(Ledger.EMPTY);
    assertThat(result(Ledger.sum(List.of(settledMaker, settledOther)), "guess", TOMORROW))
        .isEqualTo(new Account(12, 10, 0, 1, 1, 2, TOMORROW));
  }

  @Test
  void aResult_countsHalf_afterAHalfLife() {
    var ledger = Ledger.EMPTY.inVain("guess", 8, NOON);

    assertThat(result(ledger, "guess", NOON.plus(Account.HALF_LIFE)).wasted())
        .isCloseTo(4, within(1e-9));
  }

  @Test
  void theLedger_staysBounded() {
    var many = new HashMap<Target, Investment>();
    for (int i = 0; i < Ledger.MOST_OPEN + 10; i++) {
      many.put(
          target("a" + i, 360), new Investment("guess", 1, new Benefit(1, 0), NOON.plusSeconds(i)));
    }
    var ledger = new Ledger(Map.of(), many, Map.of());

    var settled = ledger.settled(ledger, DAY, NOON);

    assertThat(settled.investments()).hasSize(Ledger.MOST_OPEN);
    assertThat(settled.isOpen(target("a9", 360))).isFalse();
    assertThat(settled.isOpen(target("a10", 360))).isTrue();
    assertThat(settled.accounts().getOrDefault("guess", Account.EMPTY).made())
        .isCloseTo(10, within(1e-9));
  }

  @Property(tries = 100)
  void theSum_doesNotDependOnTheOrderOfProxies_andLosesNothing(@ForAll long seed) {
    var random = new SplittableRandom(seed);
    var ledgers = new ArrayList<Ledger>();
    double spent = 0;
    for (int proxy = 0; proxy < 4; proxy++) {
      Ledger ledger = Ledger.EMPTY;
      for (int i = 0; i < 5; i++) {
        double cost = 1 + random.nextInt(100);
        spent += cost;
        var made = proposal("p" + random.nextInt(2), "a" + proxy + "-" + i, 1, cost);
        ledger = ledger.made(made, cost, NOON).used(Map.of(target("a0-" + i, 360), 1));
      }
      ledgers.add(ledger);
    }

    var sum = Ledger.sum(ledgers);
    Collections.shuffle(ledgers, new Random(seed));

    assertThat(Ledger.sum(ledgers)).isEqualTo(sum);
    assertThat(sum.results(DAY, TOMORROW).values().stream().mapToDouble(Account::spent).sum())
        .isCloseTo(spent, within(1e-6));
  }

  @Property
  void anyTargetsKey_isReadAndWrittenTheSame_orIsNone(@ForAll String text) {
    assertThat(Target.read(target("films/a b", 360).key())).contains(target("films/a b", 360));
    Target.read(text).ifPresent(read -> assertThat(read.key()).isEqualTo(text));
  }
}
