package io.mediarouter.harness.farm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Sources as people have them, through their playlists: each second there is a flash and a beep,
 * and in what is played, both come as far apart as in the source.
 */
@Timeout(300)
class OddSourcesStreamTest {
  private static final int SAMPLES = 48_000;
  private static final String FLASHES =
      "color=black:s=%s:r=%s:d=9.5,geq=lum='if(lt(mod(T,1),0.1),235,16)':cb=128:cr=128";
  private static final String BEEPS =
      "aevalsrc='if(lt(mod(t,1),0.1),0.5*sin(2*PI*1000*t),0)':s=%s:d=%s";
  private static final Pattern RATE = Pattern.compile("FRAME-RATE=([0-9.]+)");
  private static final Pattern LENGTH = Pattern.compile("#EXTINF:([0-9.]+)");
  private static final Pattern RUNG = Pattern.compile("(?m)^([0-9]+p)/index.m3u8$");

  @TempDir static Path folder;
  private static StreamFarm farm;

  @BeforeAll
  static void start() throws Exception {
    farm = new StreamFarm(folder, "", "streams: {ladder: [240p]}\n");
  }

  @AfterAll
  static void stop() {
    farm.close();
  }

  private static void make(String name, String size, String rate, String sound, String... coding)
      throws Exception {
    List<String> all = new ArrayList<>(List.of("-f", "lavfi", "-i", FLASHES.formatted(size, rate)));
    if (!sound.isEmpty()) {
      all.addAll(List.of("-f", "lavfi", "-i", sound));
    }
    all.addAll(List.of(coding));
    all.add(farm.source(name).toString());
    Picture.ffmpeg(all.toArray(String[]::new));
  }

  private static String beeps(String rate) {
    return BEEPS.formatted(rate, "9.5");
  }

  private static final String[] H264 = {
    "-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p", "-bf", "2", "-c:a", "aac"
  };

  private static String[] h264(String... more) {
    String[] all = Arrays.copyOf(H264, H264.length + more.length);
    System.arraycopy(more, 0, all, H264.length, more.length);
    return all;
  }

  private static void source(String name) throws Exception {
    switch (name) {
      case "film.mp4" -> make(name, "160x120", "24000/1001", beeps("44100"), h264());
      case "ntsc.mkv" -> make(name, "160x120", "30000/1001", beeps("48000"), h264());
      case "broadcast.ts" -> make(name, "160x120", "25", beeps("48000"), h264());
      case "web.webm" ->
          make(
              name,
              "160x120",
              "30",
              beeps("48000"),
              "-c:v",
              "libvpx-vp9",
              "-deadline",
              "realtime",
              "-cpu-used",
              "8",
              "-c:a",
              "libopus");
      case "odd.mp4" ->
          make(
              name,
              "161x121",
              "25",
              beeps("22050"),
              "-c:v",
              "libx264",
              "-preset",
              "veryfast",
              "-pix_fmt",
              "yuv444p",
              "-c:a",
              "aac",
              "-ac",
              "1");
      case "ten.mp4" ->
          make(name, "160x120", "25", beeps("48000"), h264("-pix_fmt", "yuv420p10le"));
      case "hdr.mp4" ->
          make(
              name,
              "160x120",
              "25",
              beeps("48000"),
              "-c:v",
              "libx265",
              "-preset",
              "ultrafast",
              "-pix_fmt",
              "yuv420p10le",
              "-x265-params",
              "log-level=error:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc",
              "-c:a",
              "aac");
      case "interlaced.ts" ->
          make(
              name,
              "160x120",
              "50",
              beeps("48000"),
              "-vf",
              "interlace",
              "-c:v",
              "mpeg2video",
              "-flags",
              "+ildct+ilme",
              "-g",
              "12",
              "-bf",
              "2",
              "-b:v",
              "2M",
              "-c:a",
              "mp2");
      case "phone.mp4" -> {
        make(
            "upright.mp4",
            "160x120",
            "30",
            beeps("44100"),
            h264("-vf", "select='not(mod(floor(n/45)\\,2))+not(mod(n\\,3))'", "-fps_mode", "vfr"));
        turned(farm.source("upright.mp4").toString(), farm.source(name).toString());
      }
      case "cut.mp4" -> {
        make("long.mp4", "160x120", "25", beeps("48000"), h264("-g", "50"));
        Picture.ffmpeg(
            "-ss",
            "1.3",
            "-i",
            farm.source("long.mp4").toString(),
            "-c",
            "copy",
            farm.source(name).toString());
      }
      case "lateSound.mp4" -> {
        make("long2.mp4", "160x120", "25", beeps("48000"), h264());
        Picture.ffmpeg(
            "-i",
            farm.source("long2.mp4").toString(),
            "-itsoffset",
            "3",
            "-i",
            farm.source("long2.mp4").toString(),
            "-map",
            "0:v",
            "-map",
            "1:a",
            "-c",
            "copy",
            farm.source(name).toString());
      }
      case "shortSound.mp4" -> make(name, "160x120", "25", BEEPS.formatted("48000", "5.2"), h264());
      case "longSound.mp4" -> make(name, "160x120", "25", BEEPS.formatted("48000", "14.2"), h264());
      case "surround.mkv" ->
          make(name, "160x120", "25", beeps("48000"), h264("-c:a", "ac3", "-ac", "6"));
      default -> make(name, "160x120", "25", "", h264());
    }
  }

  /** How that is said depends on the version of ffmpeg. */
  private static void turned(String upright, String lying) throws Exception {
    try {
      Picture.ffmpeg("-display_rotation", "90", "-i", upright, "-c", "copy", lying);
    } catch (IOException older) {
      Picture.ffmpeg("-i", upright, "-c", "copy", "-metadata:s:v:0", "rotate=90", lying);
    }
  }

  /** Offsets are those of the source: the beep of a sound that is three seconds late is on time. */
  @ParameterizedTest
  @CsvSource({
    "film.mp4, 9.5, 8",
    "ntsc.mkv, 9.5, 8",
    "broadcast.ts, 9.5, 8",
    "web.webm, 9.5, 8",
    "odd.mp4, 9.5, 8",
    "ten.mp4, 9.5, 8",
    "hdr.mp4, 9.5, 8",
    "interlaced.ts, 9.5, 8",
    "phone.mp4, 9.5, 8",
    "cut.mp4, 8.2, 6",
    "lateSound.mp4, 12.5, 6",
    "shortSound.mp4, 9.5, 4",
    "longSound.mp4, 14.2, 8",
    "surround.mkv, 9.5, 8",
    "silent.mp4, 9.5, -1"
  })
  void flashesAndBeepsAreTogether(String name, double seconds, int pairs) throws Exception {
    source(name);
    String master = farm.text(name + "/hls/master.m3u8");
    double rate = first(RATE, master);
    Matcher rung = RUNG.matcher(master);
    assertThat(rung.find()).as(master).isTrue();
    String list = name + "/hls/" + rung.group(1) + "/index.m3u8";
    double told =
        LENGTH
            .matcher(farm.text(list))
            .results()
            .mapToDouble(each -> Double.parseDouble(each.group(1)))
            .sum();
    assertThat(told).as(master).isBetween(seconds - 0.1, seconds + 0.15);

    byte[] frames =
        farm.played(
            list, "-fps_mode", "passthrough", "-vf", "scale=1:1,format=gray", "-f", "rawvideo");
    assertThat(frames.length)
        .as("frames of " + told + " s at " + rate)
        .isEqualTo((int) Math.round(told * rate));
    List<Double> flashes = Clapper.flashes(frames, rate);
    assertThat(flashes).hasSizeGreaterThanOrEqualTo(7);
    assertThat(master).contains(name.equals("phone.mp4") ? "RESOLUTION=120x160" : "RESOLUTION=16");
    if (pairs < 0) {
      assertThat(master).doesNotContain("AUDIO");
      return;
    }
    List<Double> beeps =
        Clapper.beeps(
            farm.played(name + "/hls/audio/index.m3u8", "-f", "s8", "-ac", "1", "-ar", "48000"),
            SAMPLES);
    List<Double> apart = Clapper.apart(flashes, beeps);
    assertThat(apart).as("flashes %s, beeps %s", flashes, beeps).hasSizeGreaterThanOrEqualTo(pairs);
    assertThat(apart)
        .as("flashes %s, beeps %s", flashes, beeps)
        .allMatch(each -> Math.abs(each) < 0.07);
    assertThat(Clapper.drift(apart)).as("offsets %s", apart).isLessThan(1.5 / rate + 0.025);
  }

  private static double first(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    assertThat(found.find()).as(text).isTrue();
    return Double.parseDouble(found.group(1));
  }
}
