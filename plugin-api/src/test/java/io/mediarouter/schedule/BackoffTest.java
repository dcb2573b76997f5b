package io.mediarouter.schedule;

import static io.mediarouter.schedule.Farms.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
  private static final Random RANDOM = new Random(1);

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 2", "2, 4", "5, 32", "6, 60", "7, 60", "2147483646, 60"})
  void eachRest_isTwiceAsLong_upToTheLongest(int before, int seconds) {
    var backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60), 0);

    assertThat(backoff.after(new BackoffState(before, Instant.EPOCH), NOON, RANDOM))
        .isEqualTo(new BackoffState(before + 1, NOON.plusSeconds(seconds)));
  }

  @Property
  void chance_shortensARestByItsShareAtMost(
      @ForAll long seed,
      @ForAll @IntRange(max = 40) int before,
      @ForAll @DoubleRange(max = 1) double jitter) {
    var exact = new Backoff(Duration.ofMillis(10), Duration.ofHours(1), 0);
    var random = new Backoff(Duration.ofMillis(10), Duration.ofHours(1), jitter);
    var rest = new BackoffState(before, Instant.EPOCH);
    Duration most = Duration.between(NOON, exact.after(rest, NOON, RANDOM).until());

    Duration taken = Duration.between(NOON, random.after(rest, NOON, new Random(seed)).until());

    assertThat(taken).isLessThanOrEqualTo(most);
    assertThat((double) taken.toNanos()).isGreaterThanOrEqualTo((1 - jitter) * most.toNanos() - 1);
  }

  @Test
  void whatFoundNoRoom_restsShortly_andWasNotSetBack() {
    var rest = Backoff.DEFAULT.postponed(new BackoffState(5, NOON), NOON);

    assertThat(rest).isEqualTo(new BackoffState(5, NOON.plusSeconds(1)));
    assertThat(rest.isOnAt(NOON)).isTrue();
    assertThat(rest.isOnAt(NOON.plusSeconds(1))).isFalse();
  }
}
