package io.mediarouter.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OdditiesTest {
  private final Oddities oddities = new Oddities();

  @Test
  void aPieceThatCostMuchLess_isBelieved_untilSuchPiecesWereRefuted() {
    assertThat(oddities.isBelieved(-1.2, 0)).isTrue();

    for (int i = 0; i < 20; i++) {
      oddities.learn(-1.2, 0);
    }

    assertThat(oddities.isBelieved(-1.2, 0)).isFalse();
    assertThat(oddities.isBelieved(-0.5, 0)).isTrue();
  }

  @Test
  void aPieceThatCostTenTimesMore_isBelieved_onlyOnceSuchPiecesWereConfirmed() {
    double tenfold = Math.log(10);
    assertThat(oddities.isBelieved(tenfold, 0)).isFalse();

    for (int i = 0; i < 100; i++) {
      oddities.learn(tenfold, tenfold);
    }

    assertThat(oddities.isBelieved(tenfold, 0)).isTrue();
    assertThat(oddities.isBelieved(tenfold, 50)).isFalse();
  }

  @Test
  void experienceIsBounded_soThatItCanTurn() {
    for (int i = 0; i < 10_000; i++) {
      oddities.learn(1, 1);
    }
    for (int i = 0; i < 300; i++) {
      oddities.learn(1, 0);
    }

    assertThat(oddities.isBelieved(1, 0)).isFalse();
  }
}
