package io.mediarouter.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OffPeakWindowTest {
  @ParameterizedTest
  @CsvSource({
    // Berlin: +1 h in winter, +2 h in summer
    "22:00-06:00 Europe/Berlin, 2030-01-01T20:59:59Z, false",
    "22:00-06:00 Europe/Berlin, 2030-01-01T21:00:00Z, true",
    "22:00-06:00 Europe/Berlin, 2030-01-02T04:59:59Z, true",
    "22:00-06:00 Europe/Berlin, 2030-01-02T05:00:00Z, false",
    "22:00-06:00 Europe/Berlin, 2030-07-01T20:00:00Z, true",
    "01:00-05:30 UTC, 2030-01-01T05:29:00Z, true",
    "01:00-05:30 UTC, 2030-01-01T05:30:00Z, false",
    "01:00-05:30 UTC, 2030-01-01T23:00:00Z, false",
    // the night in which 02:00-03:00 does not exist
    "02:15-02:45 Europe/Berlin, 2030-03-31T01:20:00Z, false",
    "02:15-04:00 Europe/Berlin, 2030-03-31T01:20:00Z, true",
  })
  void aWindow_isReadByTheClockOfItsPlace(String window, Instant now, boolean inside) {
    assertThat(OffPeakWindow.parse(window).contains(now)).isEqualTo(inside);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "22:00",
        "22:00-06:00",
        "22:00-22:00 UTC",
        "25:00-06:00 UTC",
        "22:00-06:00 Moon/Base",
        "22:00-06:00 UTC x",
        "22-6 UTC"
      })
  void whatIsNoWindow_isRefused(String text) {
    assertThatThrownBy(() -> OffPeakWindow.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected");
  }

  @Property
  void theNextStart_isInsideAndNoMoreThanTwoDaysAway_evenWhenClocksChange(
      @ForAll @LongRange(min = 1_800_000_000L, max = 2_000_000_000L) long second) {
    var window = OffPeakWindow.parse("22:00-06:00 Europe/Berlin");
    Instant now = Instant.ofEpochSecond(second);

    Instant start = window.nextStart(now);

    assertThat(start).isAfter(now).isBeforeOrEqualTo(now.plus(Duration.ofHours(25)));
    assertThat(window.contains(start)).isTrue();
    assertThat(window.contains(start.minusSeconds(1))).isFalse();
  }
}
