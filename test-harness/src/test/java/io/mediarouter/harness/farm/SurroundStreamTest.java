package io.mediarouter.harness.farm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sound of many channels and of one in the stereo of its stream. */
@Timeout(300)
class SurroundStreamTest {
  /** A sine of three tenths, as a root of the mean square, of full scale. */
  private static final double DECIBELS = 20 * Math.log10(0.3 / Math.sqrt(2));

  private static final String SPEECH = "0.3*sin(2*PI*440*t)";

  @TempDir static Path folder;
  private static StreamFarm farm;

  @BeforeAll
  static void start() throws Exception {
    farm = new StreamFarm(folder, "", "");
  }

  @AfterAll
  static void stop() {
    farm.close();
  }

  @ParameterizedTest
  @CsvSource({
    "centre51.mka, 5.1, 0|0|S|0|0|0, ac3, -3, -3",
    "centre51.m4a, 5.1, 0|0|S|0|0|0, aac, -3, -3",
    "centre71.mka, 7.1, 0|0|S|0|0|0|0|0, flac, -3, -3",
    "left51.mka, 5.1, S|0|0|0|0|0, flac, 0, -90",
    "behind51.mka, 5.1, 0|0|0|0|0|S, flac, -90, -3",
    "mono.m4a, mono, S, aac, -3, -3",
    "mono.mka, mono, S, flac, -3, -3",
    "stereo.mka, stereo, S|0, pcm_s16le, 0, -90",
    "pcm51.mka, 5.1, 0|0|S|0|0|0, pcm_s16le, -3, -3",
  })
  void whatIsSpokenInTheMiddle_isHeardOnBothSides_andWhatIsAtASideThere(
      String name, String layout, String channels, String codec, double left, double right)
      throws Exception {
    sine(name, layout, channels, codec);

    assertThat(farm.text(name + "/hls/master.m3u8")).contains("CHANNELS=\"2\"", "mp4a.40.2");
    assertHeard(name + "/hls/audio/index.m3u8", left, right);
  }

  @ParameterizedTest
  @CsvSource({"mp3", "m4a", "opus"})
  void whatIsSpokenInTheMiddleOfWholeNumbers_isAsLoudInAFile(String format) throws Exception {
    String name = "centre-" + format + ".mka";
    sine(name, "7.1", "0|0|S|0|0|0|0|0", "flac");

    assertHeard(name + "?format=" + format, -3, -3);
  }

  @Test
  void loudMixOfManyChannels_isNotCutOff_inSegmentsAndFiles() throws Exception {
    String loud = SPEECH.replaceFirst("^[0-9.]+", "0.99");
    Picture.ffmpeg(
        "-f",
        "lavfi",
        "-i",
        "aevalsrc=S|S|S|0|S|S:c=5.1:s=48000:d=9".replace("S", loud),
        "-f",
        "lavfi",
        "-i",
        "aevalsrc=S|S:c=stereo:s=48000:d=9".replace("S", loud),
        "-map",
        "0",
        "-map",
        "1",
        "-c:a",
        "flac",
        "-metadata:s:a:1",
        "language=deu",
        farm.source("loud51.mka").toString());

    for (String part : List.of("loud51.mka/hls/audio/index.m3u8", "loud51.mka?format=m4a")) {
      assertThat(peak(part)).as(part).isBetween(0.85f, 1.0f);
    }
    assertThat(peak("loud51.mka/hls/audio-de/index.m3u8"))
        .as("of two channels nothing is mixed")
        .isBetween(0.97f, 1.01f);
  }

  /** The loudest sample of full scale, beside what an encoder makes of a beginning. */
  private static float peak(String part) throws Exception {
    ByteBuffer heard =
        ByteBuffer.wrap(farm.played(part, "-f", "f32le", "-c:a", "pcm_f32le"))
            .order(ByteOrder.LITTLE_ENDIAN);
    float peak = 0;
    for (int at = 48_000 * 8; at < 8 * 48_000 * 8; at += 4) {
      peak = Math.max(peak, Math.abs(heard.getFloat(at)));
    }
    return peak;
  }

  private static void sine(String name, String layout, String channels, String codec)
      throws Exception {
    Picture.ffmpeg(
        "-f",
        "lavfi",
        "-i",
        "aevalsrc=" + channels.replace("S", SPEECH) + ":c=" + layout + ":s=48000:d=9",
        "-c:a",
        codec,
        farm.source(name).toString());
  }

  private static void assertHeard(String part, double left, double right) throws Exception {
    byte[] played = farm.played(part, "-f", "s16le", "-c:a", "pcm_s16le");
    ByteBuffer heard = ByteBuffer.wrap(played).order(ByteOrder.LITTLE_ENDIAN);

    assertThat(heard.limit() / 4 / 48_000.0).as("stereo of nine seconds").isCloseTo(9, within(0.1));
    assertLevel(level(heard, 0), left);
    assertLevel(level(heard, 2), right);
  }

  /** What is to be still is far below what is heard. */
  private static void assertLevel(double level, double gain) {
    if (gain <= -90) {
      assertThat(level).isLessThan(DECIBELS - 40);
    } else {
      assertThat(level).isCloseTo(DECIBELS + gain, within(0.6));
    }
  }

  /** The level of a channel within the film, decibels of full scale. */
  private static double level(ByteBuffer heard, int channel) {
    double squares = 0;
    int count = 0;
    for (int at = 48_000 * 4 + channel; at < 8 * 48_000 * 4; at += 4) {
      double sample = heard.getShort(at) / 32768.0;
      squares += sample * sample;
      count++;
    }
    return 10 * Math.log10(squares / count + 1e-12);
  }
}
