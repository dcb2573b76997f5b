package io.mediarouter.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediarouter.media.AudioCodec;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where segments begin and end. */
class SegmentGridTest {
  private static final FrameRate FILM = new FrameRate(24_000, 1001);

  @ParameterizedTest
  @CsvSource({
    "23976, 24000/1001",
    "23980, 24000/1001",
    "24000, 24",
    "25000, 25",
    "25003, 25",
    "29970, 30000/1001",
    "59940, 60000/1001",
    "18000, 18",
    "12500, 25",
    "7500, 15",
    "17300, 24",
    "27100, 30",
    "1000000, 240",
    "0, 25"
  })
  void aRateThatWasMeasuredIsTakenForTheOneThatItIs(int milliFps, String rate) {
    assertThat(FrameRate.of(milliFps)).hasToString(rate);
  }

  @ParameterizedTest
  @CsvSource({
    "60000, 30000, 30",
    "50000, 30000, 25",
    "59940, 30000, 30000/1001",
    "25000, 30000, 25",
    "25000, 0, 25",
    "25000, 15000, 15",
    "23976, 15000, 12000/1001"
  })
  void aRateAboveTheMostIsDividedWhereThatIsPossible(int own, int most, String rate) {
    assertThat(FrameRate.of(own).cappedAt(most)).hasToString(rate);
  }

  @Test
  void segmentsAreWholeFramesAndTheLastOneHasTheRest() {
    SegmentGrid grid = SegmentGrid.of(FILM, 4, Duration.ofMillis(42_334));
    assertThat(grid.framesPerSegment()).isEqualTo(96);
    assertThat(grid.totalFrames()).isEqualTo(1015);
    assertThat(grid.count()).isEqualTo(11);
    assertThat(List.of(0, 1, 2).stream().map(grid::startTicks))
        .containsExactly(0L, 96_096L, 192_192L);
    assertThat(grid.frames(10, 1)).isEqualTo(55);
    assertThat(grid.frames(9, 4)).isEqualTo(96 + 55);
    assertThat(grid.segmentMillis()).isEqualTo(4004);
    assertThat(grid.startMillis(7)).isEqualTo(7 * 4004);
  }

  @Test
  void aTimeIsInTheSegmentThatBeginsThen() {
    SegmentGrid grid = SegmentGrid.of(FILM, 4, Duration.ofHours(2));
    for (int i = 0; i < grid.count(); i++) {
      assertThat(grid.segmentAt(grid.startSeconds(i))).isEqualTo(i);
    }
    assertThat(grid.segmentAt(-1)).isZero();
    assertThat(grid.segmentAt(1e6)).isEqualTo(grid.count() - 1);
  }

  @Test
  void soundKeepsToThePictureOverTwoHours() {
    SegmentGrid grid = SegmentGrid.of(FILM, 4, Duration.ofHours(2));
    for (AudioCodec codec : List.of(AudioCodec.AAC, AudioCodec.OPUS)) {
      SoundGrid sound = SoundGrid.of(grid, codec);
      for (int i = 0; i < grid.count(); i++) {
        double apart = sound.startSamples(i) / 48_000.0 - grid.startSeconds(i);
        assertThat(Math.abs(apart)).isLessThan(0.0108);
        assertThat(sound.frames(i, 1)).isPositive();
      }
      double end = sound.firstFrame(grid.count()) * sound.frameSamples() / 48_000.0;
      assertThat(end - grid.totalSeconds()).isBetween(0.0, 0.0214);
    }
  }

  @Test
  void lengthsOfSoundAlternate() {
    SoundGrid sound = SoundGrid.of(SegmentGrid.of(FILM, 4, Duration.ofMinutes(1)), AudioCodec.AAC);
    assertThat(List.of(0, 1, 2).stream().map(each -> sound.frames(each, 1)))
        .containsExactly(188L, 187L, 188L);
  }

  @Test
  void evenTheShortestLastSegmentHasSound() {
    SegmentGrid grid = new SegmentGrid(new FrameRate(240, 1), 960, 961);
    SoundGrid sound = SoundGrid.of(grid, AudioCodec.AAC);
    assertThat(sound.frames(1, 1)).isEqualTo(1);
  }

  @Test
  void halfTheRateHasTheSameSegments() {
    SegmentGrid grid = SegmentGrid.of(new FrameRate(60_000, 1001), 4, Duration.ofMillis(42_001));
    SegmentGrid half = grid.at(new FrameRate(30_000, 1001));
    assertThat(half.count()).isEqualTo(grid.count());
    assertThat(half.startSeconds(9)).isEqualTo(grid.startSeconds(9));
    assertThatThrownBy(() -> grid.at(new FrameRate(30, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("60000/1001");
  }
}
