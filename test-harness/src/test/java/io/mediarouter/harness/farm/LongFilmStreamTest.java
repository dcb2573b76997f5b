package io.mediarouter.harness.farm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A film of 23.976 frames a second, all of them or most, with sound of 44.1 kHz, through its
 * playlists: {@code -Dlong.film=7200} makes it two hours long.
 */
@Timeout(7200)
class LongFilmStreamTest {
  private static final int SECONDS = Integer.getInteger("long.film", 130);
  private static final int SAMPLES = 8000;
  private static final int BETWEEN = 10;
  private static final Pattern RATE = Pattern.compile("FRAME-RATE=([0-9.]+)");
  private static final Pattern RUNG = Pattern.compile("(?m)^([0-9]+p)/index.m3u8$");
  private static final Pattern LENGTH = Pattern.compile("#EXTINF:([0-9.]+)");

  @TempDir private Path folder;
  private StreamFarm farm;

  @BeforeEach
  @Timeout(600)
  void start() throws Exception {
    farm = new StreamFarm(folder, "", "streams: {ladder: [240p]}\n");
  }

  private void film(String shown) throws Exception {
    Picture.ffmpeg(
        "-f",
        "lavfi",
        "-i",
        "color=black:s=64x64:r=24000/1001:d="
            + SECONDS
            + ",drawbox=color=white:t=fill:enable='lt(mod(t+0.001,10),0.2)'"
            + ",select='"
            + shown
            + "'",
        "-f",
        "lavfi",
        "-i",
        "sine=frequency=1000:sample_rate=44100:samples_per_frame=441:d="
            + SECONDS
            + ",volume=4,volume=0:enable='gte(mod(t+0.001,10),0.1)'",
        "-fps_mode",
        "vfr",
        "-c:v",
        "libx264",
        "-preset",
        "ultrafast",
        "-bf",
        "2",
        "-g",
        "120",
        "-pix_fmt",
        "yuv420p",
        "-c:a",
        "aac",
        farm.source("long.mp4").toString());
  }

  @AfterEach
  void stop() {
    farm.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "gt(mod(n,97),2)+lt(mod(t+0.001,10),0.3)"})
  void soundStaysWithThePicture_andEachFrameIsThereOnce_acrossAllBorders(String shown)
      throws Exception {
    film(shown);
    String master = farm.text("long.mp4/hls/master.m3u8");
    double rate = shown.equals("1") ? 24_000 / 1001.0 : Double.parseDouble(first(RATE, master));
    String list = "long.mp4/hls/" + first(RUNG, master) + "/index.m3u8";
    double told = told(list);
    assertThat(told).isBetween(SECONDS - 0.1, SECONDS + 0.1);

    byte[] frames =
        farm.played(
            list, "-fps_mode", "passthrough", "-vf", "scale=1:1,format=gray", "-f", "rawvideo");
    byte[] sound = farm.played("long.mp4/hls/audio/index.m3u8", sound());
    System.out.printf(
        "%.3f s told, %d frames of %d, %.3f s of sound%n",
        told, frames.length, Math.round(told * rate), sound.length / (double) SAMPLES);
    assertThat(frames.length).isEqualTo((int) Math.round(told * rate));
    assertThat(sound.length / (double) SAMPLES).isBetween(told - 0.03, told + 0.03);
    judge(Clapper.flashes(frames, rate), Clapper.beeps(sound, SAMPLES), rate);
  }

  private static void judge(List<Double> flashes, List<Double> beeps, double rate) {
    List<Double> apart = Clapper.apart(flashes, beeps);
    System.out.printf(
        "%d flashes; sound behind picture: first %.3f s, last %.3f s, drift %.3f s%n",
        flashes.size(), apart.get(0), apart.get(apart.size() - 1), Clapper.drift(apart));
    assertThat(flashes).hasSize((SECONDS + BETWEEN - 1) / BETWEEN);
    assertThat(apart).hasSameSizeAs(flashes);
    for (int i = 0; i < flashes.size(); i++) {
      assertThat(flashes.get(i)).isBetween(i * BETWEEN - 1 / rate, i * BETWEEN + 1 / rate + 0.001);
    }
    assertThat(apart).allMatch(each -> Math.abs(each) < 0.06);
    assertThat(Clapper.drift(apart)).as("offsets %s", apart).isLessThan(1 / rate + 0.02);
  }

  private double told(String list) throws Exception {
    return LENGTH
        .matcher(farm.text(list))
        .results()
        .mapToDouble(each -> Double.parseDouble(each.group(1)))
        .sum();
  }

  private static String[] sound() {
    return new String[] {"-f", "s8", "-ac", "1", "-ar", Integer.toString(SAMPLES)};
  }

  private static String first(Pattern pattern, String text) {
    var found = pattern.matcher(text);
    assertThat(found.find()).as(text).isTrue();
    return found.group(1);
  }
}
