package io.mediarouter.harness.farm;

import static io.mediarouter.harness.farm.Farm.get;
import static io.mediarouter.harness.farm.Transcodes.transcode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import io.mediarouter.harness.farm.ffmpeg.ToolRun;
import io.mediarouter.harness.farm.media.MediaCheck;
import java.io.IOException;
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

/** Pieces that are copied, not encoded. */
@Timeout(300)
class CutAtKeysTest {
  private static final int FPS = 10;
  private static final int SOUND_RATE = 8000;

  /** Each second is one grey, brighter than the one before, and begins with a short tone. */
  private static final String STEPS =
      "-f lavfi -i color=black:s=160x90:r=10:d=8,format=gray,geq=lum=20+15*floor(T)"
          + " -f lavfi -i aevalsrc=if(lt(mod(t\\,1)\\,0.05)\\,sin(6283*t)\\,0):s=44100:d=8 -ac 2"
          + " -pix_fmt yuv420p ";

  private static final String H264 = "-c:v libx264 -bf 3 -b_strategy 0 -g 20 ";

  @TempDir private static Path folder;
  private static OriginServer origin;
  private static TranscodingServer server;

  @BeforeAll
  static void start() throws Exception {
    origin = OriginServer.start(folder);
    server = TranscodingServer.start(TranscoderOptions.of(Farm.FFMPEG, origin.url()));
    make(STEPS + "-c:v ffv1 -c:a pcm_s16le", "steps.mkv");
    encode(H264 + "-c:a aac", "film.mp4");
    copy("film.mp4", "", "film.mkv");
    copy("film.mp4", "", "film.mov");
    copy("film.mp4", "", "film.ts");
    copy("film.mp4", "-movflags frag_keyframe+delay_moov", "fragments.mp4");
    copy("film.mp4", "-output_ts_offset 1000 -mpegts_copyts 1", "late.ts");
    encode("-c:v libvpx-vp9 -g 20 -deadline realtime -cpu-used 8 -c:a libopus", "film.webm");
    encode(
        "-c:v libx265 -preset fast -tag:v hvc1 -c:a aac -x265-params "
            + "log-level=none:keyint=20:min-keyint=20:scenecut=0:bframes=3:open-gop=1:b-adapt=0",
        "open.mp4");
    encode(H264 + "-x264-params open-gop=1:scenecut=0 -c:a aac", "open.ts");
    encode("-c:v libx264 -g 1 -c:a aac", "only-keys.mkv");
    encode(H264 + "-c:a libmp3lame", "old-sound.mkv");
    encode("-c:v libx264 -g 1000 -sc_threshold 0 -c:a aac", "one-key.mp4");
    copy("film.mp4", "-vn", "song.m4a");
    encode("-vn -c:a libmp3lame", "song.mp3");
    encode("-vn -c:a libopus", "song.opus");
  }

  @AfterAll
  static void stop() {
    server.close();
    origin.close();
  }

  @ParameterizedTest
  @CsvSource({
    "film.mp4,      5.3, 2, 4",
    "film.mp4,      4,   2, 4",
    "film.mp4,      0.5, 3, 0",
    "film.mp4,      7.5,  , 6",
    "film.mkv,      5.3, 2, 4",
    "film.mov,      5.3, 2, 4",
    "film.ts,       5.3, 2, 4",
    "film.ts,       7.5,  , 6",
    "late.ts,       5.3, 2, 4",
    "fragments.mp4, 5.3, 2, 4",
    "film.webm,     5.3, 2, 4",
    "open.mp4,      5.3, 2, 4",
    "open.ts,       5.3, 2, 4",
    "only-keys.mkv, 5.35, 2, 5.3",
    "old-sound.mkv, 5.3, 2, 4",
    "one-key.mp4,   5.3, 2, 0"
  })
  void piece_isTheSourceFromAKeyFrameOn_inTime(String name, double start, Double length, double key)
      throws Exception {
    boolean webm = name.endsWith(".webm");
    String copied = name.startsWith("old-sound") ? "&acodec=aac" : "&acodec=copy";
    byte[] piece =
        piece(name, "&format=" + (webm ? "webm" : "mp4") + "&vcodec=copy" + copied, start, length);
    byte[] source = Files.readAllBytes(folder.resolve(name));

    MediaCheck.Findings found = new MediaCheck(Farm.FFMPEG).check(piece);
    assertThat(found.decodes()).as(found.complaints()).isTrue();
    double end = length == null ? 8 : start + length;
    assertThat(found.durationSeconds()).isCloseTo(end - key, offset(0.7));
    assertThat(found.durationSeconds()).isGreaterThan(end - key - 0.05);
    assertThat(start(piece, "v:0")).isCloseTo(0, offset(0.011));
    assertThat(start(piece, "a:0")).isCloseTo(0, offset(0.05));
    List<Integer> whole = greys(source);
    List<Integer> greys = greys(piece);
    assertThat(greys).hasSizeGreaterThanOrEqualTo((int) Math.round((end - key) * FPS));
    for (int i = 0; i < (int) Math.round((end - key) * FPS); i++) {
      int at = (int) Math.round(key * FPS) + i;
      assertThat(greys.get(i)).as("frame " + i).isCloseTo(whole.get(at), within(4));
    }
    assertTones(piece, key, end);
  }

  @ParameterizedTest
  @CsvSource({
    "song.m4a, m4a, 5.3, 2",
    "film.mp4, m4a, 5.3, 2",
    "film.ts, m4a, 5.3, 2",
    "song.m4a, m4a, 0.01, 2",
    "song.mp3, mp3, 5.3, 2",
    "song.opus, opus, 5.3, 2"
  })
  void sound_isCutWhereItWasAsked(String name, String format, double start, double length)
      throws Exception {
    byte[] piece = piece(name, "&format=" + format + "&acodec=copy", start, length);

    MediaCheck.Findings found = new MediaCheck(Farm.FFMPEG).check(piece);
    assertThat(found.decodes()).as(found.complaints()).isTrue();
    assertThat(found.durationSeconds()).isBetween(length - 0.01, length + 0.1);
    assertTones(piece, start, start + length);
  }

  @Test
  void soundBesideAPictureThatIsEncoded_isNotCut() throws Exception {
    HttpResponse<byte[]> answer =
        get(
            transcode(
                server,
                origin.url().resolve("film.mp4"),
                "&format=mp4&vcodec=h264&acodec=copy&start=5"));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("start:");
  }

  /** Whole seconds of the source are heard where they are seen. */
  private static void assertTones(byte[] piece, double from, double to) throws Exception {
    byte[] sound =
        decoded(piece, "-map 0:a -f s16le -ac 1 -ar 8000 -af aresample=async=1:first_pts=0");
    for (int second = (int) Math.ceil(from + 0.1); second < to - 0.1; second++) {
      double at = second - from;
      assertThat(loudest(sound, at - 0.4, at - 0.05))
          .as("before second " + second)
          .isLessThan(6000);
      assertThat(loudest(sound, at - 0.05, at + 0.1)).as("at second " + second).isGreaterThan(8000);
      assertThat(loudest(sound, at + 0.1, at + 0.5)).as("after second " + second).isLessThan(6000);
    }
  }

  private static int loudest(byte[] sound, double from, double to) {
    int most = 0;
    int last = Math.min(sound.length / 2, (int) (to * SOUND_RATE));
    for (int i = Math.max(0, (int) (from * SOUND_RATE)); i < last; i++) {
      int sample = (short) ((sound[2 * i] & 0xff) | sound[2 * i + 1] << 8);
      most = Math.max(most, Math.abs(sample));
    }
    return most;
  }

  private static List<Integer> greys(byte[] media) throws Exception {
    byte[] frames =
        decoded(media, "-map 0:v -vf scale=2:2,fps=10:start_time=0 -f rawvideo -pix_fmt gray");
    List<Integer> greys = new ArrayList<>();
    for (int i = 0; i + 3 < frames.length; i += 4) {
      greys.add(frames[i] & 0xff);
    }
    return greys;
  }

  private static byte[] decoded(byte[] media, String arguments) throws Exception {
    Path file = Files.write(folder.resolve("made"), media);
    make("-i " + file + " " + arguments, "decoded");
    return Files.readAllBytes(folder.resolve("decoded"));
  }

  private static double start(byte[] media, String track) throws IOException {
    Path file = Files.write(folder.resolve("made"), media);
    List<String> command = new ArrayList<>(List.of(Farm.FFMPEG.ffprobe().toString()));
    command.addAll(List.of("-v", "quiet", "-select_streams", track));
    command.addAll(List.of("-show_entries", "stream=start_time", "-of", "csv=p=0"));
    command.add(file.toString());
    String told = ToolRun.of(command).output().lines().findFirst().orElseThrow();
    return Double.parseDouble(told.replace(",", ""));
  }

  private static byte[] piece(String name, String form, double start, Double length)
      throws Exception {
    String piece = "&start=" + start + (length == null ? "" : "&duration=" + length);
    HttpResponse<byte[]> answer = get(transcode(server, origin.url().resolve(name), form + piece));
    assertThat(answer.statusCode())
        .as(new String(answer.body(), StandardCharsets.ISO_8859_1).lines().findFirst().orElse(""))
        .isEqualTo(200);
    return answer.body();
  }

  private static void copy(String from, String arguments, String name) throws Exception {
    make("-i " + folder.resolve(from) + " -c copy " + arguments, name);
  }

  private static void encode(String arguments, String name) throws Exception {
    make("-i " + folder.resolve("steps.mkv") + " -pix_fmt yuv420p " + arguments, name);
  }

  private static void make(String arguments, String name) throws Exception {
    List<String> command =
        new ArrayList<>(List.of(Farm.FFMPEG.ffmpeg().toString(), "-nostdin", "-v", "error", "-y"));
    command.addAll(List.of(arguments.trim().split(" +")));
    command.add(folder.resolve(name).toString());
    ToolRun.of(command).requireSuccess("making " + name);
  }
}
