package io.mediarouter.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FutileEvictionsTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final FutileEvictions evictions = new FutileEvictions();

  private static Instant after(long minutes) {
    return NOON.plus(Duration.ofMinutes(minutes));
  }

  @Test
  void serverThatGoesOnRefusing_isEmptiedMoreAndMoreSeldom() {
    assertThat(evictions.mayHelp("n1", 0, NOON)).isTrue();

    assertThat(evictions.evicted("n1", 0, NOON)).isEqualTo(1);
    assertThat(evictions.mayHelp("n1", 0, NOON.plusSeconds(59))).isFalse();
    assertThat(evictions.mayHelp("n1", 0, after(1))).isTrue();

    assertThat(evictions.evicted("n1", 0, after(1))).isEqualTo(2);
    assertThat(evictions.mayHelp("n1", 0, after(2))).isFalse();
    assertThat(evictions.mayHelp("n1", 0, after(3))).isTrue();
    assertThat(evictions.mayHelp("n2", 0, after(2))).isTrue();
  }

  @Test
  void serverThatTookWhatItHadRefused_isEmptiedAgainAtOnce() {
    evictions.evicted("n1", 0, NOON);
    evictions.evicted("n1", 0, after(1));

    assertThat(evictions.mayHelp("n1", 1, after(2))).isTrue();
    assertThat(evictions.evicted("n1", 1, after(2))).isEqualTo(1);
  }

  @Test
  void pausesGrowNoLongerThanADay() {
    for (int i = 0; i < 100; i++) {
      evictions.evicted("n1", 0, NOON);
    }

    assertThat(evictions.mayHelp("n1", 0, NOON.plus(Duration.ofDays(1)))).isTrue();
  }
}
