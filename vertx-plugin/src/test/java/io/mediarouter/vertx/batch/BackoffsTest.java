package io.mediarouter.vertx.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediarouter.schedule.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BackoffsTest {
  private static final TaskRef TASK = new TaskRef("j1", 0);
  private static final Backoff BACKOFF =
      new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(3), 0);

  private Instant now = Instant.parse("2030-01-01T12:00:00Z");
  private final Backoffs backoffs = new Backoffs(BACKOFF, () -> now, () -> new SplittableRandom(1));

  private long restedSeconds() {
    long seconds = 0;
    while (backoffs.isResting(TASK)) {
      now = now.plusSeconds(1);
      seconds++;
    }
    return seconds;
  }

  @Test
  void eachSetback_doublesTheRest_upToTheLongest() {
    assertThat(restedSeconds()).isZero();
    for (long expected : new long[] {1, 2, 3, 3}) {
      backoffs.setBack(TASK);
      assertThat(restedSeconds()).isEqualTo(expected);
    }
  }

  @Test
  void postponing_isAlwaysShort_andDoesNotCount() {
    backoffs.setBack(TASK);
    restedSeconds();
    backoffs.postpone(TASK);
    assertThat(restedSeconds()).isEqualTo(1);

    backoffs.setBack(TASK);

    assertThat(restedSeconds()).isEqualTo(2);
  }

  @Test
  void forgotten_restsNoLonger() {
    backoffs.setBack(TASK);
    backoffs.keepOnly(Set.of("j1"));
    assertThat(backoffs.isResting(TASK)).isTrue();

    backoffs.keepOnly(Set.of("j2"));
    assertThat(backoffs.isResting(TASK)).isFalse();
    backoffs.setBack(TASK);
    backoffs.forget(TASK);
    assertThat(backoffs.isResting(TASK)).isFalse();
  }

  @Test
  void renditionsOfAJob_thatWereSetBackTogether_cameBackApart() {
    var spread = new Backoffs(Backoff.DEFAULT, () -> now, () -> new SplittableRandom(1));
    for (int setbacks = 1; setbacks < 8; setbacks++) {
      Instant first = spread.setBack(TASK).until();

      assertThat(spread.setBack(new TaskRef("j1", 1)).until()).isEqualTo(first);
    }
  }

  @Test
  void jobsThatWereSetBackTogether_comeBackApart() {
    var spread = new Backoffs(Backoff.DEFAULT, () -> now, () -> new SplittableRandom(1));
    Set<Instant> ends = new HashSet<>();
    for (int job = 0; job < 20; job++) {
      ends.add(spread.setBack(new TaskRef("j" + job, 0)).until());
    }

    assertThat(ends).hasSizeGreaterThan(10);
  }

  @Test
  void pace_hasNoZeroes() {
    assertThatThrownBy(() -> new BatchPace(Duration.ZERO, Duration.ofMillis(1), BACKOFF))
        .hasMessage("look: PT0S (expected: > 0)");
  }
}
