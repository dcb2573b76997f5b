package io.mediarouter.harness.farm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The source's own picture in its stream, cut at its key frames. */
@Timeout(300)
class OwnRungStreamTest {
  @TempDir static Path folder;
  private static StreamFarm farm;

  @BeforeAll
  static void start() throws Exception {
    farm = new StreamFarm(folder, "", "streams: {ladder: [240p], source: true}\n");
    film("plain.mp4", "25", "-g", "50", "-bf", "2", "-movflags", "+faststart");
    film("late-head.mp4", "25", "-g", "50", "-bf", "2");
    film("ntsc.mov", "24000/1001", "-g", "40", "-bf", "3");
    film("no-edits.mp4", "30", "-g", "45", "-bf", "2", "-use_editlist", "0");
    film("odd-keys.mp4", "25", "-force_key_frames", "0,1.2,4.4,5,9.6,11,15", "-g", "999");
    film("late-sound.mp4", "25", "-g", "50", "-filter_complex", "[1]adelay=500[a]", "-map", "[a]");
    film("short-picture.mp4", "25", "-g", "50", "-bf", "2", "-frames:v", "300", "-t", "12.4");
    film("open.mp4", "25", "-g", "50", "-bf", "2", "-x264opts", "open_gop=1");
    film("one-key.mp4", "25", "-g", "999", "-sc_threshold", "0");
    Picture.ffmpeg("-ss", "1", "-i", source("plain.mp4"), "-c", "copy", source("cut-within.mp4"));
    Picture.ffmpeg("-i", source("plain.mp4"), "-c", "copy", source("plain.mkv"));
  }

  private static String source(String name) {
    return farm.source(name).toString();
  }

  private static void film(String name, String rate, String... how) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("-f", "lavfi", "-i"));
    arguments.add("testsrc2=s=640x360:r=" + rate + ":d=17");
    arguments.addAll(List.of("-f", "lavfi", "-i", "sine=f=440:r=44100:d=17", "-map", "0:v"));
    if (!List.of(how).contains("-map")) {
      arguments.addAll(List.of("-map", "1:a"));
    }
    arguments.addAll(List.of("-c:v", "libx264", "-preset", "veryfast", "-b:v", "1200k"));
    arguments.addAll(List.of("-pix_fmt", "yuv420p", "-c:a", "aac", "-sc_threshold", "0"));
    arguments.addAll(List.of(how));
    arguments.add(source(name));
    Picture.ffmpeg(arguments.toArray(String[]::new));
  }

  @AfterAll
  static void stop() {
    farm.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain.mp4",
        "late-head.mp4",
        "ntsc.mov",
        "no-edits.mp4",
        "odd-keys.mp4",
        "late-sound.mp4"
      })
  void picturesOfTheSource_areItsOwn_atTheirOwnTimes_andNothingIsMadeForThem(String film)
      throws Exception {
    List<Frame> own = frames(source(film));
    List<Frame> played = frames(farm.url(film + "/hls/source/index.m3u8").toString());
    assertThat(played).hasSameSizeAs(own).isNotEmpty();
    for (int i = 0; i < own.size(); i++) {
      assertThat(played.get(i).hash()).as("picture %d", i).isEqualTo(own.get(i).hash());
      assertThat(played.get(i).seconds() - played.get(0).seconds())
          .as("time of picture %d", i)
          .isCloseTo(own.get(i).seconds() - own.get(0).seconds(), within(0.002));
    }
    assertThat(farm.tasks()).noneMatch(task -> task.contains(film) && task.contains("vcodec"));
  }

  /** A picture as it is shown. */
  private record Frame(double seconds, String hash) {}

  private static List<Frame> frames(String from) throws Exception {
    Path told = folder.resolve("frames.txt");
    Picture.ffmpeg(
        "-copyts",
        "-i",
        from,
        "-map",
        "0:v:0",
        "-fps_mode",
        "passthrough",
        "-enc_time_base",
        "1:90000",
        "-f",
        "framemd5",
        told.toString());
    return java.nio.file.Files.readAllLines(told).stream()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split(",\\s*"))
        .map(parts -> new Frame(Long.parseLong(parts[2].strip()) / 90000.0, parts[5].strip()))
        .toList();
  }

  @Test
  void playlist_tellsWhereKeyFramesAre_andRatesAreThoseOfItsSegments() throws Exception {
    String master = farm.text("odd-keys.mp4/hls/master.m3u8");
    String playlist = farm.text("odd-keys.mp4/hls/source/index.m3u8");
    List<Double> lengths = numbers("#EXTINF:([0-9.]+),", playlist);
    // Of the key frames at 0, 1.2, 4.4, 5, 9.6, 11 and 15 s those that are 3.4 s apart.
    assertThat(lengths).containsExactly(4.4, 5.2, 5.4, 2.0);
    assertThat(playlist).contains("#EXT-X-TARGETDURATION:6\n").endsWith("#EXT-X-ENDLIST\n");
    double peak = 0;
    double bits = 0;
    for (int n = 0; n < lengths.size(); n++) {
      double size = 8.0 * farm.get("odd-keys.mp4/hls/source/" + n + ".m4s").body().length;
      bits += size;
      peak = Math.max(peak, size / lengths.get(n));
    }
    String own =
        Arrays.stream(master.split("#EXT-X-STREAM-INF:"))
            .filter(each -> each.contains("source/index.m3u8"))
            .findFirst()
            .orElseThrow();
    double sound = 128_000;
    assertThat(numbers("^BANDWIDTH=([0-9]+)", own).get(0))
        .isCloseTo(peak + sound * 1.1, within(10.0));
    assertThat(numbers("AVERAGE-BANDWIDTH=([0-9]+)", own).get(0))
        .isCloseTo(bits / 17 + sound, within(10.0));
    assertThat(own).contains("RESOLUTION=640x360,FRAME-RATE=25.000").contains("CODECS=\"avc1.64");
  }

  private static List<Double> numbers(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern, Pattern.MULTILINE).matcher(text);
    List<Double> found = new ArrayList<>();
    while (matcher.find()) {
      found.add(Double.parseDouble(matcher.group(1)));
    }
    return found;
  }

  @Test
  void manifest_hasItBesideTheOthers_withTheLengthsThatItHas() throws Exception {
    String manifest = farm.text("odd-keys.mp4/dash/manifest.mpd");
    String own =
        Arrays.stream(manifest.split("<AdaptationSet"))
            .filter(each -> each.contains("Representation id=\"source\""))
            .findFirst()
            .orElseThrow();
    assertThat(own)
        .doesNotContain("Alignment")
        .contains("startWithSAP=\"1\"", "Representation id=\"240p\"");
    String itself = own.substring(own.indexOf("Representation id=\"source\""));
    List<Double> lengths = numbers(" d=\"([0-9]+)\"", itself);
    double scale = numbers("timescale=\"([0-9]+)\"", itself).get(0);
    assertThat(lengths.stream().map(each -> each / scale)).containsExactly(4.4, 5.2, 5.4, 2.0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"open.mp4", "one-key.mp4", "cut-within.mp4", "plain.mkv"})
  void whatCannotBeCutWithoutDecoding_hasNoRungOfItsOwn(String film) throws Exception {
    assertThat(farm.text(film + "/hls/master.m3u8")).doesNotContain("source/");
    assertThat(farm.text(film + "/dash/manifest.mpd")).doesNotContain("\"source\"");
    assertThat(farm.get(film + "/hls/source/index.m3u8").statusCode()).isEqualTo(404);
    assertThat(farm.get(film + "/hls/source/0.m4s").statusCode()).isEqualTo(404);
  }

  @Test
  void segmentOfIt_isExplainedAsTheOriginalThatItIsAPartOf() throws Exception {
    assertThat(farm.explained("plain.mp4/hls/source/1.m4s"))
        .contains("asked for:  plain.mp4, the original")
        .contains("decision:   pass-through on o1");
    assertThat(farm.explained("plain.mp4/hls/source/99.m4s"))
        .as("which lies at an origin, if anywhere")
        .contains("asked for:  plain.mp4/hls/source/99.m4s");
    assertThat(farm.explained("plain.mkv/hls/source/0.m4s"))
        .contains("asked for:  plain.mkv/hls/source/0.m4s");
  }

  @Test
  void lastSegment_lastsAsLongAsTheSound_whereThePictureEndsBefore() throws Exception {
    List<Double> own =
        numbers("#EXTINF:([0-9.]+),", farm.text("short-picture.mp4/hls/source/index.m3u8"));
    List<Double> sound =
        numbers("#EXTINF:([0-9.]+),", farm.text("short-picture.mp4/hls/audio/index.m3u8"));
    List<Double> rung =
        numbers("#EXTINF:([0-9.]+),", farm.text("short-picture.mp4/hls/240p/index.m3u8"));

    double all = rung.stream().mapToDouble(each -> each).sum();
    assertThat(own.stream().mapToDouble(each -> each).sum()).isCloseTo(all, within(0.001));
    assertThat(sound.stream().mapToDouble(each -> each).sum()).isCloseTo(all, within(0.03));
    assertThat(frames(farm.url("short-picture.mp4/hls/source/index.m3u8").toString())).hasSize(300);
  }

  @Test
  void whoHasASegmentAlready_isToldSo_andAHeadTellsItsLength() throws Exception {
    HttpResponse<byte[]> whole = farm.get("plain.mp4/hls/source/1.m4s");
    assertThat(whole.statusCode()).isEqualTo(200);
    String etag = whole.headers().firstValue("etag").orElseThrow();
    URI uri = farm.url("plain.mp4/hls/source/1.m4s");
    HttpClient client = HttpClient.newHttpClient();
    HttpResponse<byte[]> again =
        client.send(
            HttpRequest.newBuilder(uri).header("if-none-match", etag).build(),
            BodyHandlers.ofByteArray());
    assertThat(again.statusCode()).isEqualTo(304);
    HttpResponse<byte[]> part =
        client.send(
            HttpRequest.newBuilder(uri).header("range", "bytes=10-20").build(),
            BodyHandlers.ofByteArray());
    assertThat(part.statusCode()).isEqualTo(200);
    assertThat(part.body()).isEqualTo(whole.body());
    HttpResponse<Void> head =
        client.send(
            HttpRequest.newBuilder(uri).method("HEAD", HttpRequest.BodyPublishers.noBody()).build(),
            BodyHandlers.discarding());
    assertThat(head.headers().firstValueAsLong("content-length")).hasValue(whole.body().length);
    assertThat(farm.get("plain.mp4/hls/source/99.m4s").statusCode()).isEqualTo(404);
    assertThat(
            new String(
                farm.get("plain.mp4/hls/source/init.mp4").body(), StandardCharsets.ISO_8859_1))
        .contains("ftyp", "avcC");
  }
}
