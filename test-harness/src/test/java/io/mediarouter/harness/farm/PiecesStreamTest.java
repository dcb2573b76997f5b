package io.mediarouter.harness.farm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stream of a farm whose only transcoding server makes renditions, and no segments. */
@Timeout(300)
class PiecesStreamTest {
  @TempDir Path folder;

  /** It says so in the configuration, or when it is asked. */
  @ParameterizedTest
  @ValueSource(strings = {", segments: \"off\"", ", segments: \"elsewhere{?source,first}\""})
  void serverThatHasOnlyTranscode_makesStreamsThatPlay(String entry) throws Exception {
    try (StreamFarm farm = new StreamFarm(folder, entry, "streams: {ladder: [240p]}\n")) {
      Picture.ffmpeg(
          "-f",
          "lavfi",
          "-i",
          "testsrc2=s=426x240:r=24000/1001:d=14.5",
          "-f",
          "lavfi",
          "-i",
          "sine=r=44100:d=14.5",
          "-c:v",
          "libx264",
          "-preset",
          "ultrafast",
          "-bf",
          "2",
          "-c:a",
          "aac",
          "-pix_fmt",
          "yuv420p",
          farm.source("film.mp4").toString());

      byte[] pictures =
          farm.played(
              "film.mp4/hls/master.m3u8",
              "-map",
              "0:v:0",
              "-fps_mode",
              "passthrough",
              "-vf",
              "scale=1:1,format=gray",
              "-f",
              "rawvideo");
      assertThat(pictures).hasSize(348);
      byte[] sound =
          farm.played("film.mp4/hls/audio/index.m3u8", "-f", "s16le", "-ac", "1", "-ar", "44100");
      assertThat(sound.length / 2 / 44_100.0).isBetween(14.49, 14.56);
      assertThat(farm.get("film.mp4/hls/240p/init.mp4").statusCode()).isEqualTo(200);
    }
  }
}
