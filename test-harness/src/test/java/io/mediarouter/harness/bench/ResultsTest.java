package io.mediarouter.harness.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.harness.bench.Contender.Kind;
import org.junit.jupiter.api.Test;

class ResultsTest {

  @Test
  void ratio_isTakenRoundByRound_soThatASlowRoundDoesNotCount() {
    var results = new Results();
    round(results, 10, 11);
    round(results, 30, 33);
    round(results, 10, 12);

    assertThat(results.ratios(1024, Kind.STORED)).containsExactly(1.1, 1.1, 1.2);
    assertThat(results.median(1024, Kind.STORED, RoundResult::cpuMicros)).isEqualTo(12);
  }

  @Test
  void median_ofAnEvenNumber_liesBetweenTheMiddleTwo() {
    assertThat(Results.median(new double[] {1, 2, 4, 9})).isEqualTo(3);
    assertThat(Results.median(new double[] {})).isNaN();
  }

  private static void round(Results results, double bare, double stored) {
    results.add(1024, Kind.BARE, turn(bare));
    results.add(1024, Kind.STORED, turn(stored));
  }

  /** A million requests at one second of CPU time for each microsecond of one. */
  private static RoundResult turn(double cpuSeconds) {
    return new RoundResult(1_000_000, 1, cpuSeconds, 0, 1);
  }
}
