package io.mediarouter.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.media.AssetId;
import io.mediarouter.store.Removal.Reason;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RemovalTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  private static Removal removal(Reason reason, Instant due) {
    return new Removal(new AssetId("films/clip.mp4"), "films/clip.mp4/x", "d1", reason, due, 0);
  }

  @Test
  void removalThatFailed_restsTwiceAsLongEachTime_andNeverLongerThanHalfAnHour() {
    Removal once = removal(Reason.STALE, NOON).failed(NOON);
    assertThat(once.dueAt()).isEqualTo(NOON.plusSeconds(5));
    assertThat(once.isDue(NOON.plusSeconds(4))).isFalse();
    assertThat(once.isDue(NOON.plusSeconds(5))).isTrue();
    assertThat(once.failed(NOON).dueAt()).isEqualTo(NOON.plusSeconds(10));

    Removal often = once;
    for (int i = 0; i < 100; i++) {
      often = often.failed(NOON);
    }
    assertThat(often.dueAt()).isEqualTo(NOON.plus(Duration.ofMinutes(30)));
    assertThat(often.attempts()).isEqualTo(101);
  }

  @Test
  void whatWasTakenDown_isTriedEachMinuteHoweverLongItsServerIsAway() {
    Removal often = removal(Reason.PURGED, NOON);
    for (int i = 0; i < 100; i++) {
      often = often.failed(NOON);
    }

    assertThat(often.dueAt()).isEqualTo(NOON.plus(Duration.ofMinutes(1)));
  }

  @Test
  void ofTwoRemovalsOfOneFile_theMoreCertainAndTheEarlierCounts() {
    Removal later = removal(Reason.PURGED, NOON.plusSeconds(9));
    Removal sooner = removal(Reason.UNUSED, NOON);

    assertThat(later.and(sooner)).isEqualTo(removal(Reason.PURGED, NOON));
    assertThat(sooner.and(later)).isEqualTo(later.and(sooner));
    assertThat(sooner.key()).isEqualTo(later.key()).isNotEqualTo(Removal.key("d2", later.path()));
  }
}
