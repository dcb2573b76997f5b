package io.mediarouter.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** When a player needs its next segments, and how many are made for it. */
class PlayerRhythmTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration SEGMENT = Duration.ofSeconds(4);
  private static final SegmentGrid GRID =
      SegmentGrid.of(new FrameRate(25, 1), 4, Duration.ofMinutes(10));

  private static Instant at(double seconds) {
    return START.plusMillis((long) (seconds * 1000));
  }

  @Test
  void whoGotASegmentNeedsTheNextOneWhenThatIsPlayed() {
    PlayerRhythm player = PlayerRhythm.begin(10, at(0), null, SEGMENT);
    assertThat(player.dueOf(10)).isEqualTo(at(0));
    assertThat(player.dueOf(11)).isEqualTo(at(4));
  }

  @Test
  void fillingABufferMakesNothingMoreUrgent() {
    PlayerRhythm player = PlayerRhythm.begin(10, at(0), null, SEGMENT);
    player = player.asks(11, at(0.2), null).asks(12, at(0.4), null);
    assertThat(player.dueOf(13)).isEqualTo(at(12));
    assertThat(player.watched()).isEqualTo(2);
  }

  @Test
  void whatThePlayerSaysCountsBeforeItsRhythm() {
    PlayerRhythm player = PlayerRhythm.begin(10, at(0), null, SEGMENT);
    player = player.asks(11, at(1), Duration.ofMillis(500));
    assertThat(player.dueOf(11)).isEqualTo(at(1.5));
    assertThat(player.dueOf(12)).isEqualTo(at(5.5));
  }

  @Test
  void aSeekBeginsAnew() {
    PlayerRhythm player = PlayerRhythm.begin(10, at(0), null, SEGMENT).asks(11, at(1), null);
    for (int target : new int[] {2, 40}) {
      PlayerRhythm sought = player.asks(target, at(3), null);
      assertThat(sought.dueOf(target)).isEqualTo(at(3));
      assertThat(sought.watched()).isZero();
    }
  }

  @Test
  void aPlayerThatStoodStillIsLaterFromThenOn() {
    PlayerRhythm player = PlayerRhythm.begin(10, at(0), null, SEGMENT).asks(11, at(7), null);
    assertThat(player.dueOf(12)).isEqualTo(at(11));
  }

  @Test
  void anotherRungOfTheSameSegmentIsNoSeek() {
    PlayerRhythm player = PlayerRhythm.begin(10, at(0), null, SEGMENT).asks(11, at(1), null);
    assertThat(player.asks(11, at(2), null).watched()).isEqualTo(1);
  }

  @Test
  void aPlayerThatAsksNoMoreIsSilent() {
    PlayerRhythm player = PlayerRhythm.begin(10, at(0), null, SEGMENT);
    assertThat(player.isSilent(at(11))).isFalse();
    assertThat(player.isSilent(at(13))).isTrue();
  }

  @Test
  void runsAreShortAtFirstAndLongerForWhoStays() {
    RunRules rules = RunRules.of(GRID, 30);
    assertThat(rules.length(GRID, 0, 0)).isEqualTo(2);
    assertThat(rules.length(GRID, 4, 4)).isEqualTo(4);
    assertThat(rules.length(GRID, 100, 100)).isEqualTo(8);
    assertThat(rules.length(GRID, 149, 100)).isEqualTo(1);
  }

  @Test
  void segmentsAreMadeAheadOnlyAsFarAsWasWatched() {
    RunRules rules = RunRules.of(GRID, 30);
    assertThat(rules.horizon(GRID, 10, 0)).isEqualTo(11);
    assertThat(rules.horizon(GRID, 10, 5)).isEqualTo(15);
    assertThat(rules.horizon(GRID, 100, 90)).isEqualTo(108);
    assertThat(rules.horizon(GRID, 148, 90)).isEqualTo(149);
  }
}
