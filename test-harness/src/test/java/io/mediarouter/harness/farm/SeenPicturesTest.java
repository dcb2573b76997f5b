package io.mediarouter.harness.farm;

import static io.mediarouter.harness.farm.Farm.get;
import static io.mediarouter.harness.farm.Farm.header;
import static io.mediarouter.harness.farm.Transcodes.json;
import static io.mediarouter.harness.farm.Transcodes.transcode;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediarouter.harness.farm.ffmpeg.ToolRun;
import io.mediarouter.harness.farm.media.MediaCheck;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes out looks as the source does in a player: decoded, measured, its pixels compared. */
@Timeout(120)
class SeenPicturesTest {
  /** Red, green, blue and white quarters: left above, right above, left below, right below. */
  private static final String QUARTERS =
      "color=red:s=%1$dx%2$d:r=25:d=1[a];color=lime:s=%1$dx%2$d:r=25:d=1[b];"
          + "color=blue:s=%1$dx%2$d:r=25:d=1[c];color=white:s=%1$dx%2$d:r=25:d=1[d];"
          + "[a][b][c][d]xstack=inputs=4:layout=0_0|w0_0|0_h0|w0_h0,"
          + "scale=out_color_matrix=bt709,format=yuv420p,setparams=colorspace=bt709:range=tv";

  private static final List<Integer> RED = List.of(255, 0, 0);
  private static final List<Integer> GREEN = List.of(0, 255, 0);

  /** (0,199,0), (200,0,0), (222,175,142), grey 128 and white at 203 nits, as PQ, HLG and SDR. */
  private static final int[][][] BT2020 = {
    {{478, 429, 475}, {349, 444, 602}, {502, 488, 529}, {429, 512, 512}, {573, 512, 512}},
    {{552, 348, 423}, {333, 414, 694}, {600, 454, 548}, {456, 512, 512}, {721, 512, 512}},
    {{639, 334, 411}, {373, 411, 690}, {695, 444, 563}, {504, 512, 512}, {940, 512, 512}}
  };

  private static final List<String> PATCHES =
      List.of("00c700", "deaf8e", "c80000", "808080", "2040d0", "ffffff", "f0e010", "10d0d0");

  @TempDir static Path folder;
  private static OriginServer origin;
  private static TranscodingServer server;

  @BeforeAll
  static void start() throws Exception {
    lavfi("base.mp4", QUARTERS.formatted(640, 360), "-c:v", "libx264", "-colorspace", "bt709");
    displayed("turned.mp4", 0, -1, 1, 0);
    displayed("mirrored.mp4", -1, 0, 0, 1);
    displayed("headlong.mp4", -1, 0, 0, -1);
    displayed("turnedMirrored.mp4", 0, -1, -1, 0);
    lavfi("anamorphic.mp4", QUARTERS.formatted(360, 288) + ",setsar=64/45", "-c:v", "libx264");
    lavfi("odd.mp4", "testsrc=s=641x361:r=25:d=1", "-pix_fmt", "yuv444p", "-c:v", "libx264");
    origin = OriginServer.start(folder);
    server = TranscodingServer.start(TranscoderOptions.of(Farm.FFMPEG, origin.url()));
  }

  @AfterAll
  static void stop() {
    server.close();
    origin.close();
  }

  @ParameterizedTest
  @CsvSource({
    "base.mp4, height=360, 640x360, 1280x720",
    "turned.mp4, height=640, 360x640, 720x1280",
    "turned.mp4, width=360&height=640, 360x640, 720x1280",
    "turned.mp4, width=640&height=360, 202x360, 720x1280",
    "turnedMirrored.mp4, width=360, 360x640, 720x1280",
    "headlong.mp4, height=360, 640x360, 1280x720",
    "anamorphic.mp4, height=360, 640x360, 1024x576",
    "anamorphic.mp4, width=640, 640x360, 1024x576",
    "anamorphic.mp4, width=320&height=320, 320x180, 1024x576",
    "anamorphic.mp4, width=320&height=320&fit=cover, 320x320, 1024x576",
    "anamorphic.mp4, height=2160, 1024x576, 1024x576",
    "turned.mp4, width=320&height=320&fit=cover, 320x320, 720x1280",
    "odd.mp4, vb=500000, 640x360, 641x361",
    "odd.mp4, height=360, 640x360, 641x361"
  })
  void aPicture_hasTheShapeThatAViewerSees(String source, String asked, String size, String probed)
      throws Exception {
    for (String format : List.of("&format=mp4", "&format=jpeg", "&format=jpeg&t=0.5")) {
      String rendition = format.contains("jpeg") ? asked.replaceAll("vb=\\d+", "width=640") : asked;
      byte[] made = made(source, "&" + rendition + format);

      assertThat(Picture.of(made).size()).as(format).isEqualTo(size);
    }
    JsonNode video = probe(source).path("video");
    assertThat(video.path("width").asInt() + "x" + video.path("height").asInt()).isEqualTo(probed);
  }

  /** As cameras write photographs: how they are held stands in a tag (Exif), 1 to 8. */
  @ParameterizedTest
  @CsvSource({
    "1, 640x360, RED, GREEN",
    "2, 640x360, GREEN, RED",
    "3, 640x360, WHITE, BLUE",
    "4, 640x360, BLUE, WHITE",
    "5, 360x640, RED, BLUE",
    "6, 360x640, BLUE, RED",
    "7, 360x640, WHITE, GREEN",
    "8, 360x640, GREEN, WHITE"
  })
  void photograph_isUpright(int orientation, String size, String left, String right)
      throws Exception {
    String name = "photo" + orientation + ".jpg";
    Path plain = folder.resolve("plain.jpg");
    String quarters =
        "color=red:s=640x360[a];color=lime:s=640x360[b];color=blue:s=640x360[c];"
            + "color=white:s=640x360[d];[a][b][c][d]xstack=inputs=4:layout=0_0|w0_0|0_h0|w0_h0,"
            + "format=rgb24";
    Picture.ffmpeg(
        "-f",
        "lavfi",
        "-i",
        quarters,
        "-pix_fmt",
        "yuvj420p",
        "-frames:v",
        "1",
        "-q:v",
        "2",
        plain.toString());
    Files.write(folder.resolve(name), held(Files.readAllBytes(plain), orientation));

    for (String format : List.of("jpeg", "png", "webp")) {
      Picture made = Picture.of(made(name, "&width=640&height=640&format=" + format));

      assertThat(made.size()).as(format).isEqualTo(size);
      assertThat(made.at(0.1, 0.1)).satisfies(is(named(left)));
      assertThat(made.at(0.9, 0.1)).satisfies(is(named(right)));
    }
    JsonNode video = probe(name).path("video");
    assertThat(video.path("width").asInt() + "x" + video.path("height").asInt())
        .isEqualTo(orientation < 5 ? "1280x720" : "720x1280");
  }

  private static List<Integer> named(String colour) {
    return switch (colour) {
      case "RED" -> RED;
      case "GREEN" -> GREEN;
      case "BLUE" -> List.of(0, 0, 255);
      default -> List.of(255, 255, 255);
    };
  }

  private static byte[] held(byte[] jpeg, int orientation) {
    byte[] exif = {
      (byte) 0xff,
      (byte) 0xe1,
      0,
      34,
      'E',
      'x',
      'i',
      'f',
      0,
      0,
      'M',
      'M',
      0,
      42,
      0,
      0,
      0,
      8,
      0,
      1,
      1,
      0x12,
      0,
      3,
      0,
      0,
      0,
      1,
      0,
      (byte) orientation,
      0,
      0,
      0,
      0,
      0,
      0
    };
    byte[] held = new byte[jpeg.length + exif.length];
    System.arraycopy(jpeg, 0, held, 0, 2);
    System.arraycopy(exif, 0, held, 2, exif.length);
    System.arraycopy(jpeg, 2, held, 2 + exif.length, jpeg.length - 2);
    return held;
  }

  /**
   * Few containers of broadcast lead to key frames, and some have few: one of 40 s is decoded from
   * its beginning for a picture of its end.
   */
  @ParameterizedTest
  @CsvSource({
    "-f mpegts, 39, WHITE",
    "-f mpegts, 25, WHITE",
    "-f mpegts, 5, BLUE",
    "-f matroska, 39, WHITE",
    "-f mpegts, 14.9, RED",
    "-f flv, 39, WHITE"
  })
  void still_farFromAnyKeyFrame_isWhatIsShownThen(String muxer, String t, String colour)
      throws Exception {
    String name = longGroup(muxer);

    for (String format : List.of("png", "avif")) {
      assertThat(Picture.of(made(name, "&height=180&format=" + format + "&t=" + t)).at(0.5, 0.5))
          .as(format)
          .satisfies(is(named(colour)));
    }
  }

  /** Ten seconds of blue, five of red, 25 of white, and one key frame. */
  private static String longGroup(String muxer) throws Exception {
    String name = "long-group" + muxer.replace("-f ", ".");
    Path film = folder.resolve(name);
    if (!Files.exists(film)) {
      List<String> command = new ArrayList<>();
      for (String part : List.of("blue:d=10", "red:d=5", "white:d=25")) {
        command.addAll(List.of("-f", "lavfi", "-i", "color=" + part + ":s=320x180:r=25"));
      }
      command.addAll(List.of("-f", "lavfi", "-i", "sine=d=40:r=48000"));
      command.addAll(List.of("-filter_complex", "[0][1][2]concat=n=3[v]", "-map", "[v]"));
      command.addAll(
          List.of("-map", "3", "-c:v", muxer.contains("vob") ? "mpeg2video" : "libx264"));
      command.addAll(List.of("-pix_fmt", "yuv420p", "-g", muxer.contains("vob") ? "600" : "2000"));
      command.addAll(List.of("-sc_threshold", muxer.contains("vob") ? "1000000000" : "0"));
      command.addAll(List.of("-ar", "44100", "-c:a", muxer.contains("vob") ? "mp2" : "aac"));
      command.addAll(List.of(muxer.split(" ")));
      command.add(film.toString());
      Picture.ffmpeg(command.toArray(new String[0]));
    }
    return name;
  }

  /** The pieces have their pictures from their first moment on. */
  @ParameterizedTest
  @CsvSource({
    "-f mpegts, 3, BLUE",
    "-f mpegts, 20, WHITE",
    "-f mpegts, 35, WHITE",
    "-f vob, 12, RED"
  })
  void piece_farFromAnyKeyFrame_hasItsPictures(String muxer, String start, String colour)
      throws Exception {
    String name = longGroup(muxer);
    String piece = "&height=90&duration=2&start=" + start;

    for (String format : List.of("mp4", "webm")) {
      byte[] made = made(name, piece + "&format=" + format);

      assertThat(Picture.of(made).at(0.5, 0.5)).as(format).satisfies(is(named(colour)));
      assertThat(new MediaCheck(Farm.FFMPEG).check(made).durationSeconds())
          .isCloseTo(2, org.assertj.core.api.Assertions.offset(0.1));
    }
    assertThat(Picture.of(made(name, piece + "&format=gif")).at(0.5, 0.5))
        .satisfies(is(named(colour)));
  }

  @Test
  void turnsAndMirrors_areDone() throws Exception {
    assertThat(corner("base.mp4")).satisfies(is(RED));
    assertThat(corner("turned.mp4")).satisfies(is(GREEN));
    assertThat(corner("mirrored.mp4")).satisfies(is(GREEN));
    assertThat(corner("headlong.mp4")).satisfies(is(List.of(255, 255, 255)));
    assertThat(probe("turned.mp4").path("video").path("rotation").asInt()).isEqualTo(90);
    assertThat(probe("turned.mp4").path("video").path("mirrored").asBoolean()).isFalse();
    assertThat(probe("mirrored.mp4").path("video").path("mirrored").asBoolean()).isTrue();
    assertThat(probe("turnedMirrored.mp4").path("video").path("mirrored").asBoolean()).isTrue();
  }

  private static List<Integer> corner(String source) throws Exception {
    List<Integer> still = Picture.of(made(source, "&format=jpeg&height=180")).at(0.2, 0.2);
    assertThat(Picture.of(made(source, "&height=180")).at(0.2, 0.2)).satisfies(is(still));
    return still;
  }

  @Test
  void aspectAndSize_areToldAsCodedToo() throws Exception {
    JsonNode video = probe("anamorphic.mp4").path("video");

    assertThat(video.path("sample_aspect_ratio").asText()).isEqualTo("64:45");
    assertThat(video.path("coded_width").asInt()).isEqualTo(720);
    assertThat(video.path("coded_height").asInt()).isEqualTo(576);
  }

  @ParameterizedTest
  @CsvSource({
    "flagged.ts, -c:v mpeg2video -flags +ildct+ilme -q:v 2 -top 1, t",
    "flagged.mp4, -c:v libx264 -flags +ildct+ilme -crf 12, tt",
    "unflagged.mp4, -c:v libx264 -crf 12, tt",
    "unflagged.mkv, -c:v mpeg4 -q:v 2, t"
  })
  void interlacedSources_areDeinterlaced(String name, String encoder, String order)
      throws Exception {
    lavfi(name, "testsrc2=s=720x576:r=50:d=2,interlace", encoder.split(" ", -1));

    JsonNode video = probe(name).path("video");
    assertThat(video.path("interlaced").asBoolean()).isTrue();
    assertThat(video.path("field_order").asText()).startsWith(order);
    assertThat(combed(made(name, "&format=mp4&acodec=none&vb=8000000"))).isLessThan(3);
    assertThat(frames(made(name, "&format=mp4&acodec=none"))).isBetween(48, 52);
  }

  @Test
  void aProgressiveSource_isNotTakenForInterlaced() throws Exception {
    lavfi("progressive.mp4", "testsrc2=s=720x576:r=25:d=2", "-c:v", "libx264");

    assertThat(probe("progressive.mp4").path("video").path("interlaced").asBoolean()).isFalse();
  }

  private static int combed(byte[] media) throws Exception {
    String log = analysed(media, "idet");
    String last = log.substring(log.lastIndexOf("Multi frame detection"));
    String[] words = last.split("[: ]+");
    return Integer.parseInt(words[4]) + Integer.parseInt(words[6]);
  }

  private static int frames(byte[] media) throws Exception {
    return analysed(media, "showinfo").split(" pts_time:", -1).length - 1;
  }

  private static String analysed(byte[] media, String filter) throws Exception {
    Path file = Files.createTempFile(folder, "made", ".mp4");
    Files.write(file, media);
    return Picture.ffmpeg("-i", file.toString(), "-vf", filter, "-f", "null", "-");
  }

  @ParameterizedTest
  @CsvSource({"0, smpte2084, 40", "1, arib-std-b67, 40", "2, bt2020-10, 40"})
  void highDynamicRangeAndWideGamut_becomeOrdinary(int kind, String transfer, int saturated)
      throws Exception {
    String name = transfer + ".mp4";
    hdr(name, BT2020[kind], transfer);
    assertThat(probe(name).path("video").path("color_transfer").asText()).isEqualTo(transfer);
    assertThat(probe(name).path("video").path("bit_depth").asInt()).isEqualTo(10);

    for (String rendition :
        List.of("&height=180&vb=2000000", "&height=180&format=png", "&height=180&format=jpeg")) {
      byte[] made = made(name, rendition);
      Picture seen = Picture.of(made);
      assertThat(seen.at(0.1, 0.5)).as("green").satisfies(isNear(List.of(0, 199, 0), saturated));
      assertThat(seen.at(0.3, 0.5)).as("red").satisfies(isNear(List.of(200, 0, 0), saturated));
      assertThat(seen.at(0.5, 0.5)).as("skin").satisfies(isNear(List.of(222, 175, 142), 5));
      assertThat(seen.at(0.7, 0.5)).as("grey").satisfies(isNear(List.of(128, 128, 128), 4));
    }
    assertThat(tags(made(name, "&height=180"))).isEqualTo("tv,bt709,bt709,bt709");
  }

  private static void hdr(String name, int[][] codes, String transfer) throws Exception {
    StringBuilder patches = new StringBuilder();
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < codes.length; i++) {
      patches.append(
          "color=black:s=256x720:r=25:d=0.4,format=yuv420p10le,geq=lum=%d:cb=%d:cr=%d[p%d];"
              .formatted(codes[i][0], codes[i][1], codes[i][2], i));
      all.append("[p").append(i).append(']');
    }
    lavfi(
        name,
        patches.append(all)
            + "hstack=5,setparams=color_primaries=bt2020:color_trc=%s:colorspace=bt2020nc:range=tv"
                .formatted(transfer),
        "-c:v",
        "libx265",
        "-x265-params",
        "log-level=none:crf=4",
        "-pix_fmt",
        "yuv420p10le",
        "-color_primaries",
        "bt2020",
        "-color_trc",
        transfer,
        "-colorspace",
        "bt2020nc");
  }

  private static String tags(byte[] media) throws Exception {
    Path file = Files.createTempFile(folder, "made", ".mp4");
    Files.write(file, media);
    return ToolRun.of(
            List.of(
                Farm.FFMPEG.ffprobe().toString(),
                "-v",
                "error",
                "-select_streams",
                "v",
                "-show_entries",
                "stream=color_range,color_space,color_transfer,color_primaries",
                "-of",
                "csv=p=0",
                file.toString()))
        .output()
        .strip();
  }

  @ParameterizedTest
  @CsvSource({
    "bt709, tv, 720, bt709",
    "bt709, tv, 360, bt709",
    "bt709, pc, 720, bt709",
    "smpte170m, tv, 720, bt601",
    "bt470bg, tv, 360, bt601",
    "smpte170m, pc, 360, bt601",
    "smpte240m, tv, 720, smpte240m",
    "unknown, tv, 720, bt709",
    "unknown, tv, 360, bt601"
  })
  void colours_areThoseOfTheSource_inEveryStillAndVideo(
      String space, String range, int height, String matrix) throws Exception {
    String name = space + "-" + range + "-" + height + ".mp4";
    solid(name, space, range, height, matrix);

    for (String rendition :
        List.of(
            "&format=jpeg",
            "&format=webp",
            "&format=png",
            "&format=avif",
            "&format=mp4",
            "&format=webm",
            "&format=mp4&vcodec=hevc")) {
      Picture seen = Picture.of(made(name, rendition + "&height=180"));
      int most = rendition.contains("mp4") || rendition.contains("webm") ? 5 : 2;
      for (int i = 0; i < PATCHES.size(); i++) {
        assertThat(seen.at((i + 0.5) / PATCHES.size(), 0.5))
            .as("%s, %s", rendition, PATCHES.get(i))
            .satisfies(isNear(rgb(PATCHES.get(i)), most));
      }
    }
  }

  @Test
  void untaggedPicture_hasTheSameColours_howeverItIsTurned() throws Exception {
    solid("lying.mp4", "unknown", "tv", 480, "bt601");
    displayed("lying.mp4", "upright.mp4", 0, -1, 1, 0);

    for (String rendition : List.of("&format=jpeg", "&format=mp4")) {
      Picture seen = Picture.of(made("upright.mp4", rendition + "&width=240"));
      assertThat(seen.size()).isEqualTo("240x424");
      for (int i = 0; i < PATCHES.size(); i++) {
        assertThat(seen.at(0.5, 1 - (i + 0.5) / PATCHES.size()))
            .as("%s, %s", rendition, PATCHES.get(i))
            .satisfies(isNear(rgb(PATCHES.get(i)), 5));
      }
    }
  }

  private static List<Integer> rgb(String hex) {
    int all = Integer.parseInt(hex, 16);
    return List.of(all >> 16, all >> 8 & 0xff, all & 0xff);
  }

  private static void solid(String name, String space, String range, int height, String matrix)
      throws Exception {
    StringBuilder patches = new StringBuilder();
    for (int i = 0; i < PATCHES.size(); i++) {
      patches.append(
          "color=0x%s:s=%dx%d:r=25:d=0.4,format=gbrp[p%d];"
              .formatted(PATCHES.get(i), height * 2 / 9, height, i));
    }
    for (int i = 0; i < PATCHES.size(); i++) {
      patches.append("[p").append(i).append(']');
    }
    lavfi(
        name,
        patches
            + "hstack=%d,".formatted(PATCHES.size())
            + "scale=flags=accurate_rnd+full_chroma_int:out_color_matrix=%s:out_range=%s,format=yuv420p,"
                .formatted(matrix, range)
            + "setparams=colorspace=%s:range=%s".formatted(space, range),
        "-c:v",
        "libx264",
        "-crf",
        "1",
        "-pix_fmt",
        "yuv420p",
        "-colorspace",
        space,
        "-color_range",
        range);
  }

  @Test
  void screenRecordingsInRgb_keepTheirColours() throws Exception {
    lavfi("screen.mkv", "color=0x00c700:s=1280x720:r=25:d=0.4,format=gbrp", "-c:v", "ffv1");

    for (String rendition : List.of("&format=mp4", "&format=jpeg", "&format=png", "&format=avif")) {
      assertThat(Picture.of(made("screen.mkv", rendition + "&height=360")).at(0.5, 0.5))
          .as(rendition)
          .satisfies(isNear(List.of(0, 199, 0), 3));
    }
  }

  @ParameterizedTest
  @CsvSource({"jpeg, image/jpeg", "webp, image/webp", "png, image/png", "avif, image/avif"})
  void eachStill_isOfItsType(String format, String type) throws Exception {
    HttpResponse<byte[]> answer =
        get(transcode(server, origin.url().resolve("base.mp4"), "&height=180&format=" + format));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "Content-Type")).isEqualTo(type);
    assertThat(Picture.of(answer.body()).size()).isEqualTo("320x180");
  }

  /** Frame n is grey of 40 + 5 n. */
  @ParameterizedTest
  @CsvSource({
    "slides.mp4, 1/10, 60, 55, 5",
    "slides.mp4, 1/10, 60, 25, 2",
    "slides.mp4, 1/10, 60, 59.9, 5",
    "slides.mp4, 1/10, 60, 0, 0",
    "slides.mkv, 1/10, 60, 20, 2",
    "slides.ts, 1/10, 60, 35, 3",
    "clip.mp4, 25, 1.6, 0.1, 2",
    "clip.mp4, 25, 1.6, 0.12, 3",
    "clip.mp4, 25, 1.6, 1.599, 39",
    "clip.mkv, 25, 1.6, 1.57, 39",
    "clip.webm, 25, 1.6, 1.57, 39",
    "clip.ts, 25, 1.6, 0.5, 12"
  })
  void aStill_isTheFrameShownAtItsTime(String file, String rate, String length, String t, int frame)
      throws Exception {
    String name = length + file;
    if (!Files.exists(folder.resolve(name))) {
      numbered(name, rate, length);
    }

    assertThat(Picture.of(made(name, "&format=png&t=" + t)).at(0.5, 0.5).get(0))
        .isBetween(grey(frame) - 2, grey(frame) + 2);
  }

  @Test
  void slidesInAnyFormat_areThePictureOfTheirTime() throws Exception {
    numbered("album.mp4", "1/10", "60");

    for (String format : List.of("jpeg", "webp", "png", "avif")) {
      for (int slide : List.of(0, 4)) {
        byte[] still = made("album.mp4", "&format=" + format + "&t=" + slide * 10);
        assertThat(Picture.of(still).at(0.5, 0.5).get(0))
            .as("slide %d as %s", slide, format)
            .isBetween(grey(slide) - 3, grey(slide) + 3);
      }
    }
  }

  private static int grey(int frame) {
    return (int) Math.round((40 + 5 * frame - 16) * 255 / 219.0);
  }

  private static void numbered(String name, String rate, String length) throws Exception {
    lavfi(
        name,
        "color=black:s=160x96:r=%s:d=%s,format=yuv420p,geq=lum=40+5*N:cb=128:cr=128"
            .formatted(rate, length),
        "-c:v",
        name.endsWith("webm") ? "libvpx-vp9" : "libx264",
        "-g",
        name.endsWith("ts") ? "1" : "250",
        "-crf",
        "2");
  }

  @Test
  void aStillWhereOnlySoundIsLeft_isTheLastFrame() throws Exception {
    numbered("short.mp4", "25", "1");
    Picture.ffmpeg(
        "-i",
        path("short.mp4"),
        "-f",
        "lavfi",
        "-i",
        "sine=d=4",
        "-c:v",
        "copy",
        "-c:a",
        "aac",
        path("longer.mp4"));

    assertThat(Picture.of(made("longer.mp4", "&format=png&t=3.5")).at(0.5, 0.5).get(0))
        .isBetween(grey(24) - 2, grey(24) + 2);
  }

  @Test
  void aCover_isNoVideo_butTheStillOfItsMusic() throws Exception {
    lavfi("cover.png", "color=0x00c700:s=300x300", "-frames:v", "1");
    tagged("cover.mp3", "-c:a", "libmp3lame");
    tagged("cover.m4a", "-c:a", "aac");
    tagged("cover.flac", "-c:a", "flac");

    for (String music : List.of("cover.mp3", "cover.m4a", "cover.flac")) {
      JsonNode found = probe(music);
      assertThat(found.path("video").isNull()).as(music).isTrue();
      assertThat(found.path("cover").path("width").asInt()).isEqualTo(300);
      byte[] sound = made(music, "&format=m4a&ab=64000");
      MediaCheck.Findings heard = new MediaCheck(Farm.FFMPEG).check(sound);
      assertThat(heard.audioCodec()).isEqualTo("aac");
      assertThat(heard.videoCodec()).isNull();
      Picture cover = Picture.of(made(music, "&format=jpeg&height=180&t=2"));
      assertThat(cover.size()).isEqualTo("180x180");
      assertThat(cover.at(0.5, 0.5)).satisfies(isNear(List.of(0, 199, 0), 3));
    }
  }

  private static void tagged(String name, String... encoder) throws Exception {
    Picture.ffmpeg(
        joined(
            new String[] {"-f", "lavfi", "-i", "sine=d=3", "-i", path("cover.png"), "-map", "0"},
            new String[] {"-map", "1", "-c:v", "mjpeg", "-disposition:v", "attached_pic"},
            encoder,
            new String[] {path(name)}));
  }

  @ParameterizedTest
  @ValueSource(strings = {"first.mkv", "firstDefault.mkv", "attached.mp4"})
  void aFilmWithACover_isTheFilm(String name) throws Exception {
    lavfi("poster.png", "color=0x808080:s=400x300", "-frames:v", "1");
    String disposition =
        name.startsWith("firstD") ? "default" : name.startsWith("first") ? "0" : "attached_pic";
    Picture.ffmpeg(
        "-i",
        path("poster.png"),
        "-i",
        path("base.mp4"),
        "-map",
        "0",
        "-map",
        "1",
        "-c",
        "copy",
        "-disposition:v:0",
        disposition,
        path(name));

    assertThat(probe(name).path("video").path("codec").asText()).isEqualTo("h264");
    assertThat(Picture.of(made(name, "&height=360")).size()).isEqualTo("640x360");
    assertThat(Picture.of(made(name, "&height=360&format=jpeg")).at(0.2, 0.2)).satisfies(is(RED));
  }

  @Test
  void theDefaultTracks_areTaken() throws Exception {
    lavfi("other.mp4", "color=blue:s=320x180:r=25:d=1", "-c:v", "libx264");
    Picture.ffmpeg(
        "-i",
        path("other.mp4"),
        "-i",
        path("base.mp4"),
        "-f",
        "lavfi",
        "-i",
        "anullsrc=d=1",
        "-f",
        "lavfi",
        "-i",
        "sine=d=1",
        "-map",
        "0",
        "-map",
        "1",
        "-map",
        "2",
        "-map",
        "3",
        "-c:v",
        "copy",
        "-c:a",
        "aac",
        "-disposition:v:0",
        "0",
        "-disposition:v:1",
        "default",
        "-disposition:a:0",
        "0",
        "-disposition:a:1",
        "default",
        path("tracks.mkv"));

    assertThat(probe("tracks.mkv").path("video").path("width").asInt()).isEqualTo(1280);
    assertThat(Picture.of(made("tracks.mkv", "&height=180")).at(0.2, 0.2)).satisfies(is(RED));
    assertThat(heard(made("tracks.mkv", "&format=m4a"))).doesNotContain("mean_volume: -91");
  }

  private static String heard(byte[] media) throws Exception {
    Path file = Files.createTempFile(folder, "made", ".m4a");
    Files.write(file, media);
    return Picture.ffmpeg("-i", file.toString(), "-af", "volumedetect", "-f", "null", "-");
  }

  private static byte[] made(String source, String rendition) throws Exception {
    HttpResponse<byte[]> answer = get(transcode(server, origin.url().resolve(source), rendition));
    assertThat(answer.statusCode())
        .as(
            source
                + rendition
                + ": "
                + new String(answer.body(), StandardCharsets.ISO_8859_1).lines().limit(1).toList())
        .isEqualTo(200);
    return answer.body();
  }

  private static JsonNode probe(String source) throws Exception {
    return json(server, "probe?source=" + origin.url().resolve(source));
  }

  private static Consumer<List<? extends Integer>> is(List<Integer> colour) {
    return isNear(colour, 20);
  }

  private static Consumer<List<? extends Integer>> isNear(List<Integer> colour, int most) {
    return seen -> {
      for (int i = 0; i < 3; i++) {
        assertThat(seen.get(i))
            .as("%s, expected %s", seen, colour)
            .isBetween(colour.get(i) - most, colour.get(i) + most);
      }
    };
  }

  private static void lavfi(String name, String graph, String... encoder) throws Exception {
    Picture.ffmpeg(
        joined(
            new String[] {"-f", "lavfi", "-i", graph},
            encoder,
            name.endsWith("png") || List.of(encoder).contains("-pix_fmt")
                ? new String[0]
                : name.equals("screen.mkv") ? new String[0] : new String[] {"-pix_fmt", "yuv420p"},
            new String[] {path(name)}));
  }

  private static void displayed(String name, int a, int b, int c, int d) throws Exception {
    displayed("base.mp4", name, a, b, c, d);
  }

  /** A film with these four numbers of the matrix in its track's head. */
  private static void displayed(String from, String name, int a, int b, int c, int d)
      throws Exception {
    ByteBuffer film = ByteBuffer.wrap(Files.readAllBytes(folder.resolve(from)));
    int matrix = new String(film.array(), StandardCharsets.ISO_8859_1).indexOf("tkhd") + 44;
    film.putInt(matrix, a << 16).putInt(matrix + 4, b << 16);
    film.putInt(matrix + 12, c << 16).putInt(matrix + 16, d << 16);
    Files.write(folder.resolve(name), film.array());
  }

  private static String[] joined(String[]... parts) {
    return Arrays.stream(parts).flatMap(Arrays::stream).toArray(String[]::new);
  }

  private static String path(String name) {
    return folder.resolve(name).toString();
  }
}
