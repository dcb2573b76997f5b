package io.mediarouter.harness.farm.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.mediarouter.harness.farm.Farm;
import java.nio.file.Files;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleMediaTest {
  private final MediaCheck check = new MediaCheck(Farm.FFMPEG);

  @ParameterizedTest
  @CsvSource({
    "TEST_CARD_720P, 10, h264, aac, 1280, 720",
    "BARS_360P, 4, h264, aac, 640, 360",
    "FRACTAL_480P, 30, h264, aac, 854, 480",
    "NOISE_480P, 6, h264, aac, 640, 480",
    "TEST_CARD_WEBM, 8, vp9, opus, 640, 360",
    "TONE, 20, , aac, 0, 0"
  })
  void sample_isWhatItsNameSays(
      Sample sample, double seconds, String video, String audio, int width, int height)
      throws Exception {
    MediaCheck.Findings found = check.check(Farm.SAMPLES.path(sample));

    assertThat(found.complaints()).isEmpty();
    assertThat(found.durationSeconds()).isCloseTo(seconds, offset(0.1));
    assertThat(found.videoCodec()).isEqualTo(video);
    assertThat(found.audioCodec()).isEqualTo(audio);
    assertThat(found.width()).isEqualTo(width);
    assertThat(found.height()).isEqualTo(height);
  }

  @Test
  void check_damagedMedia_complains() throws Exception {
    byte[] media = Files.readAllBytes(Farm.SAMPLES.path(Sample.TEST_CARD_WEBM));
    Arrays.fill(media, 100_000, 120_000, (byte) 0x55);

    assertThat(check.check(media).decodes()).isFalse();
  }
}
