package io.mediarouter.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** After how long a second server is asked, by what was learned of the others' answers. */
class HedgeDelayTest {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final HedgeDelay delay = new HedgeDelay();

  private void answers(int count, long millis) {
    for (int i = 0; i < count; i++) {
      delay.answered(Duration.ofMillis(millis));
    }
  }

  @Test
  void whileLittleIsKnown_itIsAFifthOfTheLimit() {
    answers(HedgeDelay.LEAST - 1, 30);

    assertThat(delay.delay(LIMIT)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void thenItIsWhatOneInTwentyExceeds() {
    for (int i = 1; i <= HedgeDelay.CAPACITY; i++) {
      answers(1, i);
    }

    assertThat(delay.delay(LIMIT)).isBetween(Duration.ofMillis(225), Duration.ofMillis(244));
  }

  @Test
  void aFewSlowAnswers_changeNothing() {
    answers(239, 40);
    answers(10, 4000);
    answers(7, 40);

    assertThat(delay.delay(LIMIT)).isEqualTo(Duration.ofMillis(40));
  }

  @Test
  void itFollowsServersThatTurnSlow_butAtMostToHalfOfTheLimit() {
    answers(HedgeDelay.CAPACITY, 30);
    answers(HedgeDelay.CAPACITY, 4000);

    assertThat(delay.delay(LIMIT)).isEqualTo(Duration.ofMillis(2500));
  }

  @Test
  void itIsNeverShorterThanABusyMachineDelays() {
    answers(HedgeDelay.CAPACITY, 1);

    assertThat(delay.delay(LIMIT)).isEqualTo(HedgeDelay.SHORTEST);
  }
}
