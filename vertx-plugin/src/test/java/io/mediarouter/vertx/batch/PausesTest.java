package io.mediarouter.vertx.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PausesTest {
  private static final TaskRef TASK = new TaskRef("j1", 0);
  private static final BatchPace PACE =
      new BatchPace(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(3));

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
  private final Pauses pauses = new Pauses(PACE, now::get);

  private long restedSeconds() {
    long seconds = 0;
    while (pauses.isResting(TASK)) {
      now.addAndGet(Duration.ofSeconds(1).toNanos());
      seconds++;
    }
    return seconds;
  }

  @Test
  void eachSetback_doublesTheRest_upToTheLongest() {
    assertThat(restedSeconds()).isZero();
    for (long expected : new long[] {1, 2, 3, 3}) {
      pauses.setBack(TASK);
      assertThat(restedSeconds()).isEqualTo(expected);
    }
  }

  @Test
  void postponing_isAlwaysShort_andDoesNotCount() {
    pauses.setBack(TASK);
    restedSeconds();
    pauses.postpone(TASK);
    assertThat(restedSeconds()).isEqualTo(1);

    pauses.setBack(TASK);

    assertThat(restedSeconds()).isEqualTo(2);
  }

  @Test
  void forgotten_restsNoLonger() {
    pauses.setBack(TASK);
    pauses.keepOnly(Set.of("j1"));
    assertThat(pauses.isResting(TASK)).isTrue();

    pauses.keepOnly(Set.of("j2"));
    assertThat(pauses.isResting(TASK)).isFalse();
    pauses.setBack(TASK);
    pauses.forget(TASK);
    assertThat(pauses.isResting(TASK)).isFalse();
  }

  @Test
  void pace_hasNoZeroes() {
    assertThatThrownBy(() -> new BatchPace(Duration.ZERO, Duration.ZERO, Duration.ZERO))
        .hasMessage("look: PT0S (expected: > 0)");
    assertThat(PACE.pauseAfter(1_000)).isEqualTo(Duration.ofSeconds(3));
  }
}
