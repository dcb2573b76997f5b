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
  void whoFillsItsBufferHasMoreToPlay_andWhoBeginsOrStandsStillHasNothing() {
    PlayerRhythm player = PlayerRhythm.begin(10, at(0), null, SEGMENT);
    assertThat(player.left()).isEmpty();
    assertThat(player.asks(11, at(1), null).left()).contains(Duration.ofSeconds(3));
    assertThat(player.asks(11, at(1), null).asks(12, at(2), null).left())
        .contains(Duration.ofSeconds(6));
    assertThat(player.asks(11, at(7), null).left()).isEmpty();
    assertThat(player.asks(11, at(7), SEGMENT).left()).contains(SEGMENT);
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

  private static PlayerRhythm watching(int segments, double secondsEach) {
    PlayerRhythm player = PlayerRhythm.begin(0, at(0), null, SEGMENT);
    for (int i = 1; i <= segments; i++) {
      player = player.asks(i, at(i * secondsEach), null);
    }
    return player;
  }

  @Test
  void firstRunIsShort_andWhoFillsABufferIsGivenLongOnes() {
    RunRules rules = RunRules.of(GRID, 30);
    assertThat(rules.length(GRID, 0, null)).isEqualTo(2);
    assertThat(rules.length(GRID, 0, watching(0, 0))).isEqualTo(2);
    assertThat(rules.length(GRID, 4, watching(4, 0.5))).isEqualTo(8);
    assertThat(rules.length(GRID, 149, watching(100, 0.5))).isEqualTo(1);
  }

  @Test
  void whoPlaysIsGivenRunsByTheRootOfWhatItWatched() {
    RunRules rules = RunRules.of(GRID, 30);
    assertThat(rules.length(GRID, 5, watching(4, 4))).isEqualTo(2);
    assertThat(rules.length(GRID, 26, watching(25, 4))).isEqualTo(5);
    assertThat(rules.length(GRID, 101, watching(100, 4))).isEqualTo(8);
  }

  @Test
  void runForWhoFillsABuffer_endsBehindWhatItAskedFor() {
    RunRules rules = RunRules.of(GRID, 30);
    assertThat(rules.horizon(GRID, watching(20, 0.5), at(11))).isEqualTo(22);
    assertThat(rules.horizon(GRID, watching(25, 4), at(101))).isEqualTo(30);
    assertThat(rules.horizon(GRID, watching(148, 4), at(593))).isEqualTo(149);
  }

  @Test
  void runThatIsFasterThanItsViewer_isNotEndedForThat() {
    RunRules rules = RunRules.of(GRID, 30);
    assertThat(rules.horizon(GRID, watching(20, 0.02), at(0.42))).isEqualTo(24);
  }

  @Test
  void runBeginsEarlier_whereMakingTakesLong() {
    RunRules rules = RunRules.of(GRID, 30);
    PlayerRhythm player = watching(10, 4);
    assertThat(rules.isDue(player, 11, 0.1, at(40))).isTrue();
    assertThat(rules.isDue(player, 12, 0.1, at(40))).isFalse();
    assertThat(rules.isDue(player, 12, 3, at(40))).isTrue();
    assertThat(rules.isDue(player, 30, 100, at(40))).isFalse();
  }

  /** Segments made for who watches a fifth of ten minutes and leaves, wherever its runs stand. */
  @Test
  void whoLeavesAfterAFifth_hasCostLittleMore() {
    RunRules rules = RunRules.of(GRID, 30);
    for (int left = 28; left <= 32; left++) {
      int made = 0;
      for (int asked = 0; asked < left; asked++) {
        PlayerRhythm player = watching(asked, 4);
        if (made == 0 || rules.isDue(player, made, 0.5, at(asked * 4.0))) {
          made += rules.length(GRID, made, player);
        }
      }
      assertThat(made - left).as("made for nobody of %s", left).isBetween(0, 6);
    }
  }
}
