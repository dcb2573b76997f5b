package io.mediarouter.harness.farm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sound of six channels as a stream has it beside stereo. */
@Timeout(300)
class SurroundKeptTest {
  private static final int RATE = 48_000;
  private static final int CHANNELS = 6;

  /** What each channel plays alone, hertz, and how loud: all are told apart. */
  private static final int[] TONES = {300, 500, 700, 60, 900, 1100};

  private static final double[] LEVELS = {0.5, 0.4, 0.3, 0.5, 0.2, 0.1};

  /** Where segments of four seconds end, in frames of AAC, samples. */
  private static final int[] BORDERS = {188 * 1024, 375 * 1024};

  @TempDir static Path folder;
  private static StreamFarm farm;

  @BeforeAll
  static void start() throws Exception {
    farm = new StreamFarm(folder, ", makes: [surround]", "streams: {surround: true}\n");
  }

  @AfterAll
  static void stop() {
    farm.close();
  }

  @ParameterizedTest
  @CsvSource({"flac.mka, flac", "ac3.mka, ac3", "aac.m4a, aac"})
  void eachChannelIsHeardWhereItWas_asLoudAsItWas_withoutBreaksAtBorders(String name, String codec)
      throws Exception {
    tones(name, codec);
    assertThat(farm.text(name + "/hls/master.m3u8"))
        .contains("GROUP-ID=\"aac-surround\"", "CHANNELS=\"6\"", "CHANNELS=\"2\"");

    float[][] heard = heard(name + "/hls/audio-surround/index.m3u8", CHANNELS);

    assertThat(heard[0]).hasSameSizeAs(heard(name + "/hls/audio/index.m3u8", 2)[0]);
    for (int channel = 0; channel < CHANNELS; channel++) {
      double gain =
          decibels(rms(heard[channel], RATE, 8 * RATE) / (LEVELS[channel] / Math.sqrt(2)));
      assertThat(gain).as("level of channel %d", channel).isCloseTo(0, within(0.6));
      double usual = strangeness(heard[channel], channel, 2 * RATE, 3 * RATE);
      for (int border : BORDERS) {
        assertThat(strangeness(heard[channel], channel, border - 512, border + 512))
            .as("what is no tone at %d in channel %d", border, channel)
            .isLessThan(3 * usual + 1e-3);
      }
    }
  }

  private static void tones(String name, String codec) throws Exception {
    String sound =
        IntStream.range(0, CHANNELS)
            .mapToObj(i -> LEVELS[i] + "*sin(2*PI*" + TONES[i] + "*t)")
            .collect(Collectors.joining("|"));
    Picture.ffmpeg(
        "-f",
        "lavfi",
        "-i",
        "aevalsrc=" + sound + ":c=5.1:s=" + RATE + ":d=9",
        "-b:a",
        "448k",
        "-c:a",
        codec,
        farm.source(name).toString());
  }

  /** The samples of each channel. */
  private static float[][] heard(String part, int channels) throws Exception {
    ByteBuffer raw =
        ByteBuffer.wrap(farm.played(part, "-f", "f32le", "-c:a", "pcm_f32le"))
            .order(ByteOrder.LITTLE_ENDIAN);
    float[][] samples = new float[channels][raw.limit() / 4 / channels];
    for (int i = 0; i < samples[0].length; i++) {
      for (float[] channel : samples) {
        channel[i] = raw.getFloat();
      }
    }
    return samples;
  }

  /** How far a channel is from the tone that it plays: of a tone, each sample follows from two. */
  private static double strangeness(float[] samples, int channel, int from, int to) {
    double turn = 2 * Math.cos(2 * Math.PI * TONES[channel] / RATE);
    float[] rest = new float[to - from];
    for (int i = from; i < to; i++) {
      rest[i - from] = (float) (samples[i] - turn * samples[i - 1] + samples[i - 2]);
    }
    return rms(rest, 0, rest.length);
  }

  private static double rms(float[] samples, int from, int to) {
    return Math.sqrt(
        IntStream.range(from, to)
            .mapToDouble(i -> samples[i] * samples[i])
            .average()
            .orElseThrow());
  }

  private static double decibels(double ratio) {
    return 20 * Math.log10(ratio);
  }
}
