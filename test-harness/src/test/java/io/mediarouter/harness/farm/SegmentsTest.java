package io.mediarouter.harness.farm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.container.SegmentSplitter;
import io.mediarouter.container.TrackCodecs;
import io.mediarouter.media.AudioCodec;
import io.mediarouter.stream.FrameRate;
import io.mediarouter.stream.SegmentGrid;
import io.mediarouter.stream.SoundGrid;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Segments that were made alone, in any order, are one stream: decoded, each picture is the one
 * that belongs there, and sound has no more errors at borders than elsewhere.
 */
@Timeout(180)
class SegmentsTest {
  /** Each picture is grey in a shade that tells its number. */
  private static final String NUMBERED = "color=black:s=64x64:r=%s:d=%s,geq=lum='%s':cb=128:cr=128";

  private static final String SHADE = "16+mod(N*7\\,200)";
  private static final String SWEEP =
      "aevalsrc='0.4*sin(2*PI*(300+20*t)*t)|0.4*sin(2*PI*(500+15*t)*t)':s=%d:d=%s";
  private static final String SMALL = "vcodec=h264&width=64&height=64&level=10&vb=200000";

  @TempDir static Path folder;
  private static OriginServer origin;
  private static TranscodingServer server;

  @BeforeAll
  static void start() throws Exception {
    film("film.mp4", "24000/1001", "14.5", "-bf", "2", "-g", "100");
    film("ntsc.mp4", "30000/1001", "10", "-bf", "2", "-g", "77");
    film("half.mkv", "25", "9", "-bf", "2", "-g", "60");
    Picture.ffmpeg("-i", path("film.mp4"), "-c", "copy", path("film.mkv"));
    Picture.ffmpeg("-i", path("film.mp4"), "-c", "copy", path("film.ts"));
    variable("variable.mp4");
    late();
    origin = OriginServer.start(folder);
    server = TranscodingServer.start(TranscoderOptions.of(Farm.FFMPEG, origin.url()));
  }

  @AfterAll
  static void stop() {
    server.close();
    origin.close();
  }

  private static String path(String name) {
    return folder.resolve(name).toString();
  }

  private static void film(String name, String rate, String seconds, String... coding)
      throws Exception {
    String[] input = {
      "-f",
      "lavfi",
      "-i",
      NUMBERED.formatted(rate, seconds, SHADE),
      "-f",
      "lavfi",
      "-i",
      SWEEP.formatted(44_100, seconds),
      "-c:v",
      "libx264",
      "-qp",
      "12",
      "-pix_fmt",
      "yuv420p",
      "-c:a",
      "aac",
      "-b:a",
      "192k"
    };
    Picture.ffmpeg(joined(input, coding, new String[] {path(name)}));
  }

  private static String[] joined(String[]... parts) {
    return Arrays.stream(parts).flatMap(Arrays::stream).toArray(String[]::new);
  }

  /** For a second all of thirty pictures, then only each fifth one. */
  private static boolean isThere(int number) {
    return number / 30 % 3 == 0 || number % 5 == 0;
  }

  private static void variable(String name) throws Exception {
    String graph =
        NUMBERED.formatted("30", "12", SHADE)
            + ",select='not(mod(floor(n/30)\\,3))+not(mod(n\\,5))'";
    Picture.ffmpeg(
        "-f",
        "lavfi",
        "-i",
        graph,
        "-fps_mode",
        "vfr",
        "-c:v",
        "libx264",
        "-qp",
        "12",
        "-bf",
        "2",
        "-g",
        "50",
        "-pix_fmt",
        "yuv420p",
        path(name));
  }

  /** Sound that begins at 5.5 s and ends before the picture, and a picture that begins at 1 s. */
  private static void late() throws Exception {
    Picture.ffmpeg(
        "-i",
        path("film.mp4"),
        "-itsoffset",
        "5.5",
        "-t",
        "11.5",
        "-i",
        path("film.mp4"),
        "-map",
        "0:v",
        "-map",
        "1:a",
        "-c",
        "copy",
        path("lateSound.mp4"));
    Picture.ffmpeg(
        "-itsoffset",
        "1",
        "-i",
        path("film.mp4"),
        "-i",
        path("film.mp4"),
        "-map",
        "0:v",
        "-map",
        "1:a",
        "-c",
        "copy",
        path("latePicture.mp4"));
  }

  private static MadeSegments segments(String source, String form) {
    return new MadeSegments(server, origin.url().resolve(source), form);
  }

  private static int shade(int number) {
    return 16 + number * 7 % 200;
  }

  /** Where sound has the encoder's first samples in front, the picture begins half a frame late. */
  @ParameterizedTest
  @CsvSource({
    "film.mp4, 24000/1001, 96, 348, 0",
    "film.mkv, 24000/1001, 96, 348, 1",
    "film.ts, 24000/1001, 96, 348, 1",
    "ntsc.mp4, 30000/1001, 60, 300, 0",
    "half.mkv, 25, 50, 225, 1"
  })
  void picturesOfSegmentsMadeAloneAreThoseOfTheSourceEachOnce(
      String source, String rate, int frames, int total, int late) throws Exception {
    MadeSegments made = inDisorder(segments(source, pictures(rate, frames, total)), frames, total);

    assertThat(made.complaints()).isEmpty();
    assertShades(made.greys(), total, slot -> shade(Math.max(0, slot - late)));
  }

  @ParameterizedTest
  @CsvSource({"hevc, hvc1.1.6.L", "vp9, vp09.00.10.08", "av1, av01.0.00M.08"})
  void otherCodecsMakeSegmentsThatFitToo(String codec, String coding) throws Exception {
    String form = pictures("24000/1001", 96, 348).replace("h264", codec).replace("&level=10", "");
    MadeSegments made = segments("film.mp4", form).run(3, 1).run(0, 1).run(1, 2);

    assertThat(TrackCodecs.of(made.init()).orElseThrow()).startsWith(coding);
    assertShades(made.greys(), 348, SegmentsTest::shade);
  }

  @ParameterizedTest
  @ValueSource(strings = {"h264", "hevc", "vp9", "av1"})
  void segmentsMadeWithMoreEffort_haveTheSameHead(String codec) throws Exception {
    String form = pictures("24000/1001", 96, 348).replace("h264", codec);
    String same = codec.equals("h264") ? form : form.replace("&level=10", "");
    MadeSegments made = segments("film.mp4", same + "&speed=fast").run(0, 1);

    assertThat(segments("film.mp4", same + "&speed=slow").run(1, 1).init()).isEqualTo(made.init());
  }

  /** Interlaced pictures with wide samples, HDR, a tiny rate of sound, six channels. */
  @ParameterizedTest
  @CsvSource({
    "pal.ts, vcodec=h264&width=256&height=144&rate=25, progressive, 2",
    "hdr.mp4, vcodec=h264&width=64&height=64&rate=25, bt709, 2",
    "tiny.mp3, acodec=aac&rate=25, stereo, 2",
    "six.mkv, acodec=aac&rate=25, stereo, 2"
  })
  void whatIsUnusualOfASourceIsOrdinaryInItsSegments(
      String source, String form, String shown, int count) throws Exception {
    unusual(source);
    MadeSegments made = segments(source, form + "&frames=50&total=100");

    assertThat(made.run(1, 1).run(0, count).complaints()).isEmpty();
    assertThat(made.streams()).contains(shown);
  }

  private static void unusual(String name) throws Exception {
    String moving = "testsrc2=s=%s:r=%s:d=4";
    String[] lavfi = {"-f", "lavfi", "-i"};
    switch (name) {
      case "pal.ts" ->
          Picture.ffmpeg(
              joined(
                  lavfi,
                  new String[] {moving.formatted("180x144", "50") + ",interlace,setsar=64/45"},
                  new String[] {"-c:v", "mpeg2video", "-flags", "+ildct+ilme", "-g", "12"},
                  new String[] {"-bf", "2", "-b:v", "2M", path(name)}));
      case "hdr.mp4" ->
          Picture.ffmpeg(
              joined(
                  lavfi,
                  new String[] {moving.formatted("64x64", "25"), "-c:v", "libx265"},
                  new String[] {"-pix_fmt", "yuv420p10le", "-preset", "ultrafast", "-x265-params"},
                  new String[] {
                    "log-level=error:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc",
                    path(name)
                  }));
      case "tiny.mp3" ->
          Picture.ffmpeg(
              joined(lavfi, new String[] {"sine=r=8000:d=4", "-c:a", "libmp3lame", path(name)}));
      default ->
          Picture.ffmpeg(
              joined(lavfi, new String[] {"sine=d=4", "-ac", "6", "-c:a", "ac3", path(name)}));
    }
  }

  @Test
  void opusMakesSegmentsThatFitToo() throws Exception {
    String form = "acodec=opus&ab=128000&rate=24000/1001&frames=96&total=348";
    MadeSegments alone = segments("film.mp4", form).run(3, 1).run(0, 1).run(1, 2);
    // Decoders leave out what the encoder puts in front, and go on at the time behind that.
    float[] samples = Arrays.copyOfRange(alone.samples(), 0, 2 * 14 * 48_000);
    float[] source =
        MadeSegments.floats(
            MadeSegments.decoded(
                folder.resolve("film.mp4"), "-vn", "-f", "f32le", "-ac", "2", "-ar", "48000"));

    assertThat(TrackCodecs.of(alone.init())).contains("opus");
    assertThat(alone.all()).extracting(SegmentSplitter.Segment::samples).startsWith(200, 200);
    float[] shown = Arrays.copyOfRange(source, 2 * 312, source.length);
    for (int at = 48_000; at < 13 * 48_000; at += 24_000) {
      assertThat(distance(samples, shown, at, at + 4096)).as("at %d", at).isLessThan(0.05);
    }
    for (int border : new int[] {192_000, 384_000}) {
      assertThat(distance(samples, shown, border - 960, border + 960)).isLessThan(0.05);
    }
  }

  private static String pictures(String rate, int frames, int total) {
    return SMALL + "&rate=" + rate + "&frames=" + frames + "&total=" + total;
  }

  /** The last one, the third one, a run of two, then the rest. */
  private static MadeSegments inDisorder(MadeSegments made, int frames, int total)
      throws Exception {
    int count = (total + frames - 1) / frames;
    made.run(count - 1, 1).run(2, 1).run(0, 2);
    return count > 4 ? made.run(3, count - 4) : made;
  }

  private static void assertShades(int[] greys, int total, IntUnaryOperator expected) {
    assertThat(greys).hasSize(total);
    List<String> wrong =
        IntStream.range(0, total)
            .filter(i -> Math.abs(greys[i] - expected.applyAsInt(i)) > 3)
            .mapToObj(i -> i + ": " + greys[i] + " for " + expected.applyAsInt(i))
            .toList();
    assertThat(wrong.stream().limit(8)).isEmpty();
  }

  @Test
  void aSourceOfVariableRateShowsInEachPlaceWhatAPlayerShowsThen() throws Exception {
    MadeSegments made = inDisorder(segments("variable.mp4", pictures("30", 60, 360)), 60, 360);

    assertShades(
        made.greys(),
        360,
        slot ->
            shade(IntStream.rangeClosed(0, slot).filter(SegmentsTest::isThere).max().orElse(0)));
  }

  @Test
  void aPictureThatBeginsLateIsShownFromTheBeginning() throws Exception {
    int total = 372;
    MadeSegments made =
        inDisorder(segments("latePicture.mp4", pictures("24000/1001", 96, total)), 96, total);

    assertShades(made.greys(), total, slot -> shade(Math.max(0, slot - 24)));
  }

  @Test
  void segmentsBehindTheEndOfThePictureShowItsLastOne() throws Exception {
    MadeSegments made = segments("film.mp4", pictures("24000/1001", 96, 480)).run(4, 1).run(3, 1);

    assertThat(made.greys()).hasSize(192);
    assertThat(made.greys()[191]).isBetween(shade(346) - 3, shade(347) + 3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"film.mp4", "film.ts", "film.mkv", "lateSound.mp4"})
  void soundAtBordersIsAsGoodAsInOneEncode(String source) throws Exception {
    SegmentGrid pictures = new SegmentGrid(new FrameRate(24_000, 1001), 96, 348);
    SoundGrid grid = SoundGrid.of(pictures, AudioCodec.AAC);
    String form = "acodec=aac&ab=160000&rate=24000/1001&frames=96&total=348";
    float[] alone = segments(source, form).run(3, 1).run(0, 1).run(2, 1).run(1, 1).samples();
    float[] whole = segments(source, form).run(0, 4).samples();

    assertThat(alone).hasSize((int) grid.firstFrame(4) * 1024 * 2);
    assertThat(whole).hasSize(alone.length);
    for (int i = 1; i < 4; i++) {
      int border = (int) grid.startSamples(i);
      assertThat(distance(alone, whole, border - 1024, border + 1024))
          .as("border %d", i)
          .isLessThan(0.04);
    }
    assertThat(loudness(whole, 0, whole.length / 2)).isGreaterThan(0.1);
  }

  /** Root of the mean square of what differs. */
  private static double distance(float[] one, float[] other, int from, int to) {
    return Math.sqrt(
        IntStream.range(2 * from, 2 * to)
            .mapToDouble(i -> one[i] - other[i])
            .map(each -> each * each)
            .average()
            .orElseThrow());
  }

  private static double loudness(float[] samples, int from, int to) {
    return distance(samples, new float[samples.length], from, to);
  }

  @Test
  void soundThatBeginsLateIsSilentUntilThenAndAfterItsEnd() throws Exception {
    String form = "acodec=aac&rate=24000/1001&frames=96&total=348";
    float[] samples = segments("lateSound.mp4", form).run(3, 1).run(0, 1).run(1, 2).samples();

    assertThat(loudness(samples, 0, 5 * 48_000)).isLessThan(0.001);
    assertThat(loudness(samples, 6 * 48_000, 7 * 48_000)).isGreaterThan(0.2);
    assertThat(loudness(samples, 13 * 48_000, 14 * 48_000)).isLessThan(0.001);
  }

  @Test
  void everySegmentTellsItsPlaceAndTheCodingIsTheOneThatWasPromised() throws Exception {
    MadeSegments made = segments("film.mp4", pictures("24000/1001", 96, 348)).run(2, 2).run(0, 1);

    assertThat(made.all())
        .extracting(SegmentSplitter.Segment::start)
        .containsExactly(0L, 192_192L, 288_288L);
    assertThat(made.all()).extracting(SegmentSplitter.Segment::samples).containsExactly(96, 96, 60);
    assertThat(TrackCodecs.of(made.init())).contains("avc1.64000a");
    MadeSegments sound =
        segments("film.mp4", "acodec=aac&rate=24000/1001&frames=96&total=348").run(1, 1);
    assertThat(TrackCodecs.of(sound.init())).contains("mp4a.40.2");
    assertThat(sound.all().get(0).start()).isEqualTo(188 * 1024);
    assertThat(sound.all().get(0).samples()).isEqualTo(187);
  }

  @Test
  void aSourceThatEndsTooEarlyIsNotPaddedWithItsLastPicture() throws Exception {
    Picture.ffmpeg(
        "-i", path("film.mp4"), "-c", "copy", "-movflags", "+faststart", path("whole.mp4"));
    byte[] whole = Files.readAllBytes(folder.resolve("whole.mp4"));
    Files.write(folder.resolve("cut.mp4"), Arrays.copyOf(whole, whole.length / 2));
    for (String form :
        List.of(
            pictures("24000/1001", 96, 348), "acodec=aac&rate=24000/1001&frames=96&total=348")) {
      URI address = MadeSegments.address(server, origin.url().resolve("cut.mp4"), form, 2, 1);
      HttpResponse<byte[]> answer = Farm.get(address);

      assertThat(answer.statusCode()).as(form).isEqualTo(422);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "vcodec=h264&width=64&height=64&rate=25&frames=100&total=300&first=3&count=1",
        "vcodec=h264&width=64&height=64&rate=25&frames=100&total=300&first=0&count=4",
        "vcodec=h264&width=64&height=64&rate=25&frames=100&total=300&first=0",
        "vcodec=h264&width=64&height=64&rate=25/7&frames=100&total=300&first=0&count=1",
        "vcodec=h264&width=64&rate=25&frames=100&total=300&first=0&count=1",
        "vcodec=h264&acodec=aac&rate=25&frames=100&total=300&first=0&count=1",
        "acodec=mp3&rate=25&frames=100&total=300&first=0&count=1",
        "rate=25&frames=100&total=300&first=0&count=1"
      })
  void anOrderOutsideOfItsBoundsIsRefused(String query) throws Exception {
    URI source = origin.url().resolve("film.mp4");
    HttpResponse<byte[]> answer =
        Farm.get(URI.create(server.url() + "segments?source=" + source + "&" + query));

    assertThat(answer.statusCode()).as(text(answer)).isEqualTo(400);
    assertThat(text(answer)).contains("expected");
  }

  @Test
  void aSourceWithoutSoundHasNoneToMake() throws Exception {
    URI address =
        MadeSegments.address(
            server,
            origin.url().resolve("variable.mp4"),
            "acodec=aac&rate=30&frames=60&total=360",
            0,
            1);
    HttpResponse<byte[]> answer = Farm.get(address);
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(text(answer)).contains("no sound");
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), UTF_8);
  }
}
