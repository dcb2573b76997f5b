package io.mediarouter.harness.farm;

import static io.mediarouter.harness.farm.Farm.get;
import static io.mediarouter.harness.farm.Farm.header;
import static io.mediarouter.harness.farm.Transcodes.json;
import static io.mediarouter.harness.farm.Transcodes.transcode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediarouter.harness.farm.ffmpeg.ToolRun;
import io.mediarouter.harness.farm.media.MediaCheck;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Media as people have it is read, whatever it is packed in. */
@Timeout(180)
class ReadableSourcesTest {
  private static final String SINE = "-f lavfi -i sine=d=3:r=48000 ";
  private static final String FILM = "-f lavfi -i testsrc2=s=320x180:r=25:d=3 " + SINE;
  private static final String PICTURE = "-f lavfi -i color=0x00c700:s=640x360:d=1 ";

  @TempDir private static Path folder;
  private static OriginServer origin;
  private static TranscodingServer server;

  @BeforeAll
  static void start() {
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
    "film.flv,  flv,       -c:v flv -c:a libmp3lame -ar 44100",
    "h264.flv,  flv,       -c:v libx264 -pix_fmt yuv420p -c:a aac",
    "film.wmv,  asf,       -c:v wmv2 -c:a wmav2",
    "film.mpg,  mpeg-ps,   -c:v mpeg1video -c:a mp2 -f mpeg",
    "film.vob,  mpeg-ps,   -c:v mpeg2video -c:a ac3 -f vob",
    "film.h264, h264-video, -an -c:v libx264 -bf 0 -f h264",
    "film.h265, hevc-video, -an -c:v libx265 -preset ultrafast -f hevc",
    "film.m2v,  mpeg-video, -an -c:v mpeg2video -f mpeg2video",
    "film.m2ts, mpegts,    -c:v libx264 -pix_fmt yuv420p -c:a ac3 -mpegts_m2ts_mode 1 -f mpegts",
    "film.ts,   mpegts,    -c:v libx264 -pix_fmt yuv420p -c:a aac -f mpegts",
    "film.mxf,  mxf,       -c:v mpeg2video -b:v 4M -c:a pcm_s16le -ar 48000 -f mxf",
    "film.avi,  avi,       -c:v mpeg4 -c:a libmp3lame -f avi",
    "film.mkv,  mkv,       -c:v ffv1 -c:a flac",
    "film.3gp,  mp4,       -c:v h263 -s 352x288 -c:a aac -ar 8000 -ac 1 -b:a 12.2k",
    "film.ivf,  ivf,       -an -c:v libvpx -f ivf",
    "film.rm,   realmedia, -c:v rv20 -s 320x180 -c:a ac3 -f rm"
  })
  void film_ofAnyContainer_isTranscoded(String name, String container, String encoding)
      throws Exception {
    make(FILM, encoding, name);

    assertThat(probe(name).path("container").asText()).isEqualTo(container);
    MediaCheck.Findings made = made(name, "&height=90&width=160");
    assertThat(made.complaints()).isEmpty();
    assertThat(made.videoCodec()).isEqualTo("h264");
    assertThat(made.width()).isEqualTo(160);
    assertThat(made.durationSeconds()).isCloseTo(3, offset(0.4));
  }

  @ParameterizedTest
  @CsvSource({
    "tone.wma,  asf,     -c:a wmav2 -f asf",
    "tone.aiff, aiff,    -c:a pcm_s16be",
    "tone.ac3,  ac3,     -c:a ac3",
    "tone.eac3, eac3,    -c:a eac3",
    "tone.flac, flac,    -c:a flac",
    "tone.mp2,  mp3,     -c:a mp2 -f mp2",
    "tone.mp3,  mp3,     -c:a libmp3lame -ar 22050 -id3v2_version 0 -write_xing 0",
    "tone.aac,  adts,    -c:a aac -f adts",
    "tone.latm, loas,    -c:a aac -f latm",
    "tone.wav,  wav,     -c:a pcm_s24le",
    "tone.rf64, wav,     -c:a pcm_s16le -rf64 always -f wav",
    "tone.w64,  wave64,  -c:a pcm_s16le -f w64",
    "tone.au,   au,      -c:a pcm_s16be -f au",
    "tone.caf,  caf,     -c:a pcm_s16be -f caf",
    "tone.wv,   wavpack, -c:a wavpack -f wv",
    "tone.tta,  tta,     -c:a tta -f tta",
    "tone.dts,  dts,     -c:a dca -strict -2 -ac 2 -f dts",
    "tone.oga,  ogg,     -c:a flac -f ogg"
  })
  void sound_ofAnyContainer_isTranscoded(String name, String container, String encoding)
      throws Exception {
    make(SINE, encoding, name);

    assertThat(probe(name).path("container").asText()).isEqualTo(container);
    assertIsTone(made(name, "&format=m4a"));
  }

  /** Few ffmpegs encode it: frames of 20 ms, each with its mode in front. */
  @ParameterizedTest
  @CsvSource({"nb.amr, #!AMR, 60, 32", "wb.amr, #!AMR-WB, 4, 18"})
  void speech_ofPhones_isTranscoded(String name, String magic, byte mode, int frameBytes)
      throws Exception {
    byte[] frames = new byte[150 * frameBytes];
    for (int at = 0; at < frames.length; at += frameBytes) {
      frames[at] = mode;
    }
    write(name, (magic + "\n").getBytes(StandardCharsets.US_ASCII), frames);

    assertThat(probe(name).path("container").asText()).isEqualTo("amr");
    assertIsTone(made(name, "&format=m4a"));
  }

  @ParameterizedTest
  @CsvSource({
    "flac, flac, -c:a flac",
    "ac3,  ac3,  -c:a ac3",
    "eac3, eac3, -c:a eac3",
    "aac,  adts, -c:a aac -f adts",
    "dts,  dts,  -c:a dca -strict -2 -ac 2 -f dts",
    "mp3,  mp3,  -c:a libmp3lame -id3v2_version 0"
  })
  void sound_behindTags_isWhatFollowsThem(String ending, String container, String encoding)
      throws Exception {
    make(SINE, encoding, "bare." + ending);
    byte[] bare = Files.readAllBytes(folder.resolve("bare." + ending));
    write("tagged." + ending, id3(300), bare);
    write("twice-tagged." + ending, id3(500), id3(200_000), bare);

    for (String name : List.of("tagged." + ending, "twice-tagged." + ending)) {
      assertThat(probe(name).path("container").asText()).as(name).isEqualTo(container);
      assertIsTone(made(name, "&format=m4a"));
    }
  }

  @Test
  void mp3_behindBytesThatMeanNothing_isStillMp3() throws Exception {
    make(SINE, "-c:a libmp3lame -id3v2_version 0", "bare.mp3");
    byte[] bare = Files.readAllBytes(folder.resolve("bare.mp3"));
    write("zeros.mp3", new byte[3000], bare);
    write(
        "text.mp3",
        "HTTP/1.0 200 OK\r\nicy-name: x\r\n\r\n".repeat(30).getBytes(StandardCharsets.US_ASCII),
        bare);
    write("tag-and-zeros.mp3", id3(2000), new byte[5000], bare);

    for (String name : List.of("zeros.mp3", "text.mp3", "tag-and-zeros.mp3")) {
      assertThat(probe(name).path("container").asText()).as(name).isEqualTo("mp3");
      assertIsTone(made(name, "&format=m4a"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "still.jpg,  jpeg, -c:v mjpeg -q:v 2",
    "cmyk.jpg,   jpeg, -c:v mjpeg -pix_fmt yuvj444p -q:v 2",
    "still.png,  png,  -c:v png",
    "deep.png,   png,  -c:v png -pix_fmt rgb48be",
    "still.webp, webp, -c:v libwebp",
    "still.avif, avif, -c:v libaom-av1 -still-picture 1 -cpu-used 8 -f avif",
    "still.tiff, tiff, -c:v tiff",
    "still.bmp,  bmp,  -c:v bmp"
  })
  void still_ofAnyKind_hasAThumbnail(String name, String container, String encoding)
      throws Exception {
    make(PICTURE, "-frames:v 1 -update 1 " + encoding, name);

    JsonNode found = probe(name);
    assertThat(found.path("container").asText()).isEqualTo(container);
    assertThat(found.path("duration_seconds").isNumber()).isFalse();
    assertThat(found.path("video").path("width").asInt()).isEqualTo(640);
    assertThat(found.path("video").path("fps").isNumber()).isFalse();
    MediaCheck.Findings made = made(name, "&format=jpeg&width=320&height=180");
    assertThat(made.complaints()).isEmpty();
    assertThat(made.width()).isEqualTo(320);
  }

  @ParameterizedTest
  @CsvSource({"moving.gif, gif, -f gif", "moving.apng, apng, -f apng -plays 0"})
  void animation_isReadOnce_asAFilm(String name, String container, String encoding)
      throws Exception {
    make("-f lavfi -i testsrc2=s=160x90:r=10:d=2 ", encoding, name);

    assertThat(probe(name).path("container").asText()).isEqualTo(container);
    assertThat(made(name, "&width=160&height=90").durationSeconds()).isCloseTo(2, offset(0.21));
    assertThat(made(name, "&format=jpeg&width=80&height=46").width()).isEqualTo(80);
  }

  /** ffmpeg tells of it as a picture without a size. */
  @Test
  void animatedWebp_thatCannotBeDecoded_isRefusedAsASource() throws Exception {
    make("-f lavfi -i testsrc2=s=160x90:r=10:d=1 ", "-c:v libwebp_anim -f webp", "moving.webp");

    var answer = get(URI.create(server.url() + "probe?source=" + origin.url() + "moving.webp"));

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(new String(answer.body(), StandardCharsets.UTF_8))
        .contains("no picture or sound in the source can be decoded (webp)");
  }

  @Test
  void playlists_underAnyName_areNoMedia() throws Exception {
    Files.writeString(folder.resolve("list.mp3"), "#EXTM3U\n#EXTINF:1,\n/etc/passwd\n".repeat(9));
    Files.writeString(folder.resolve("list.png"), "ffconcat version 1.0\nfile '/etc/passwd'\n");

    for (String name : List.of("list.mp3", "list.png")) {
      assertThat(get(transcode(server, origin.url().resolve(name), "&format=mp3")).statusCode())
          .as(name)
          .isEqualTo(415);
    }
  }

  private static void make(String input, String encoding, String name) throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(Farm.FFMPEG.ffmpeg().toString(), "-nostdin", "-v", "error", "-y"));
    command.addAll(List.of((input + encoding).strip().split(" +")));
    command.add(folder.resolve(name).toString());
    ToolRun.of(command).requireSuccess("making " + name);
  }

  private static void write(String name, byte[]... parts) throws IOException {
    var all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.write(part);
    }
    Files.write(folder.resolve(name), all.toByteArray());
  }

  /** A tag of ID3v2.4 with so many bytes of padding. */
  private static byte[] id3(int padding) {
    byte[] tag = new byte[10 + padding];
    System.arraycopy("ID3\4\0\0".getBytes(StandardCharsets.ISO_8859_1), 0, tag, 0, 6);
    for (int i = 0; i < 4; i++) {
      tag[6 + i] = (byte) (padding >> 7 * (3 - i) & 0x7f);
    }
    return tag;
  }

  private static JsonNode probe(String name) throws Exception {
    return json(server, "probe?source=" + origin.url().resolve(name));
  }

  private static MediaCheck.Findings made(String name, String rendition) throws Exception {
    URI source = origin.url().resolve(name);
    HttpResponse<byte[]> answer = get(transcode(server, source, rendition));
    assertThat(answer.statusCode())
        .as(name + ": " + header(answer, "Content-Type") + " " + answer.body().length)
        .isEqualTo(200);
    return new MediaCheck(Farm.FFMPEG).check(answer.body());
  }

  private static void assertIsTone(MediaCheck.Findings made) {
    assertThat(made.complaints()).isEmpty();
    assertThat(made.audioCodec()).isEqualTo("aac");
    assertThat(made.durationSeconds()).isCloseTo(3, offset(0.25));
  }
}
