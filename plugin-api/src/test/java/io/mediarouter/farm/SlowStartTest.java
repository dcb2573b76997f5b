package io.mediarouter.farm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlowStartTest {
  private static final Instant THEN = Instant.parse("2030-01-01T00:00:00Z");
  private static final SlowStart START = new SlowStart(THEN, Duration.ofSeconds(10));

  @ParameterizedTest
  @CsvSource({
    "-5, 0.1, false",
    "0, 0.1, false",
    "1, 0.1, false",
    "2, 0.2, false",
    "5, 0.5, false",
    "9, 0.9, false",
    "10, 1, true",
    "60, 1, true",
  })
  void shareGrowsWithTime(int seconds, double share, boolean over) {
    Instant now = THEN.plusSeconds(seconds);

    assertThat(START.shareAt(now)).isEqualTo(share, within(1e-9));
    assertThat(START.isOver(now)).isEqualTo(over);
  }

  @ParameterizedTest
  @CsvSource({"0, 0.1", "3, 0.3", "7, 0.7", "10, 1"})
  void thatShareOfTheWorkIsAdmitted(int seconds, double share) {
    var random = new SplittableRandom(7);
    Instant now = THEN.plusSeconds(seconds);

    long admitted = IntStream.range(0, 10_000).filter(i -> START.admits(now, random)).count();

    assertThat(admitted / 10_000.0).isEqualTo(share, within(0.02));
  }

  @Test
  void noTimeAtAll_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SlowStart(THEN, Duration.ZERO))
        .withMessageContaining("expected: > 0");
  }
}
