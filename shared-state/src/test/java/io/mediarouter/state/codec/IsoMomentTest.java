package io.mediarouter.state.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IsoMomentTest {
  @Test
  void moment_ofAnyYearAndFraction_isReadAsItWasWritten() {
    var random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      long seconds = random.nextLong(-70_000_000_000L, 300_000_000_000L);
      int fraction = new int[] {1, 1_000, 1_000_000, 1_000_000_000}[i % 4];
      Instant moment =
          Instant.ofEpochSecond(seconds, random.nextInt(1_000_000_000) / fraction * fraction);

      assertThat(IsoMoment.parse(moment.toString())).isEqualTo(moment);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1970-01-01T00:00:00Z",
        "2024-02-29T23:59:59.9Z",
        "2026-06-01t12:00:00z",
        "2026-06-01T12:00:00.Z",
        "2026-06-01T12:00:00.5+02:00",
        "-0001-06-01T12:00:00Z",
        "+1000000000-12-31T23:59:59.999999999Z",
        "-1000000000-01-01T00:00:00Z"
      })
  void moment_ofAnotherForm_isReadAsTheJdkReadsIt(String text) {
    assertThat(IsoMoment.parse(text)).isEqualTo(Instant.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Z",
        "2026-06-01T12:00:00",
        "2026-06-01T12:00:00,5Z",
        "2026-06-01T12:00:00.1234567891Z",
        "2026-02-30T12:00:00Z",
        "2026-06-01T25:00:00Z",
        "2026-06-01T12:00:61Z",
        "2026-06-01T12:0x:00Z"
      })
  void noMoment_isRefused(String text) {
    assertThatThrownBy(() -> IsoMoment.parse(text)).isInstanceOf(DateTimeException.class);
  }
}
