package io.mediarouter.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When a run leaves its server: before its viewer stands still, and only if that helps. */
class RunLeadTest {
  private static final Duration ELSEWHERE = seconds(1);

  private static Duration seconds(double seconds) {
    return Duration.ofMillis((long) (seconds * 1000));
  }

  /** Segments of 4 s, which were predicted to take 1 s each. */
  private static RunLead lead(@Nullable Duration last, double elapsed, double left) {
    return new RunLead(seconds(4), seconds(1), last, seconds(elapsed), seconds(left));
  }

  @Test
  void whoIsMadeFasterThanItIsWatched_stays_howeverLittleIsLeft() {
    assertThat(lead(seconds(3), 0, 0.5).isBetter(ELSEWHERE)).isFalse();
    assertThat(lead(seconds(1), 1.9, -5).isBetter(ELSEWHERE)).isFalse();
  }

  @Test
  void serverThatBecomesSlowInTheMiddle_isLeft_whileThereIsSomethingLeftToWatch() {
    assertThat(lead(seconds(1), 2.5, 30).isBetter(ELSEWHERE)).as("far ahead").isFalse();
    assertThat(lead(seconds(1), 2.5, 2.4).isBetter(ELSEWHERE)).isTrue();
    assertThat(lead(seconds(1), 8, 7).isBetter(ELSEWHERE)).isTrue();
  }

  @Test
  void leadThatShrinksSlowly_isNotUsedUp() {
    assertThat(lead(seconds(5), 0, 12).isBetter(ELSEWHERE)).isFalse();
    assertThat(lead(seconds(5), 0, 4.5).isBetter(ELSEWHERE)).isTrue();
  }

  @Test
  void runStays_whereItWouldBeNoSoonerElsewhere() {
    assertThat(lead(seconds(5), 0, 1).isBetter(seconds(4))).isFalse();
    assertThat(lead(seconds(5), 4.5, 1).isBetter(seconds(1))).isFalse();
  }

  @Test
  void slowWork_isNoSlowServer() {
    var predicted = new RunLead(seconds(4), seconds(5), seconds(6), seconds(0), seconds(1));

    assertThat(predicted.isShrinking()).isFalse();
  }

  @Test
  void firstSegment_isGivenAsLongAsItPlays() {
    assertThat(lead(null, 3.9, -3.9).isBetter(ELSEWHERE)).isFalse();
    assertThat(lead(null, 4.1, -4.1).isBetter(ELSEWHERE)).isTrue();
  }
}
