package io.mediarouter.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediarouter.media.AudioCodec;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.VideoCodec;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is ordered of a transcoding server for segments. */
class SegmentRunTest {
  private static final FrameRate FILM = new FrameRate(24_000, 1001);
  private static final SegmentGrid GRID = SegmentGrid.of(FILM, 4, Duration.ofMillis(42_334));
  private static final Rung RUNG = Rung.of("360p", VideoCodec.H264, 640, 360, FILM, 800_000);
  private static final Sound SOUND =
      new Sound("audio", AudioCodec.AAC, 128_000, 1, "", "Sound", true);

  @Test
  void aRunOfPicturesNamesItsGridAndForm() {
    assertThat(new SegmentRun(GRID, RUNG, 9, 2).parameters(EncodingSpeed.FAST))
        .hasToString(
            "{vcodec=h264, width=640, height=360, vb=800000, level=30, rate=24000/1001, frames=96,"
                + " total=1015, first=9, count=2, speed=fast}");
  }

  @Test
  void aRunOfSoundNamesTheGridOfThePicture() {
    assertThat(new SegmentRun(GRID, SOUND, 0, 3).parameters(EncodingSpeed.SLOW))
        .hasToString(
            "{acodec=aac, ab=128000, track=1, rate=24000/1001, frames=96, total=1015, first=0,"
                + " count=3, speed=slow}");
  }

  @Test
  void aRunCostsWhatAPieceDoes() {
    assertThat(new SegmentRun(GRID, RUNG, 9, 2).rendition().key())
        .isEqualTo("h264-640x360-f23976-v800000-s36036-d6298.mp4");
    assertThat(new SegmentRun(GRID, SOUND, 1, 2).rendition().key())
        .isEqualTo("aac-a128000-s4004-d8008.m4a");
  }

  @Test
  void aRunKnowsWhatItsSegmentsHaveToBe() {
    SegmentRun run = SegmentRun.of(GRID, RUNG, 10);
    assertThat(run.samples(10)).isEqualTo(55);
    assertThat(run.startTicks(10)).isEqualTo(960_960);
    assertThat(SegmentRun.of(GRID, SOUND, 1).startTicks(1)).isEqualTo(188 * 1024);
  }

  @Test
  void thereIsNoRunOutsideOfTheGrid() {
    assertThatThrownBy(() -> new SegmentRun(GRID, RUNG, 10, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0..10");
    assertThatThrownBy(() -> new SegmentRun(GRID, RUNG, -1, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
