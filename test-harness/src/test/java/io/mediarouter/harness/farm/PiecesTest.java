package io.mediarouter.harness.farm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.container.Piece;
import io.mediarouter.container.SegmentSplitter;
import io.mediarouter.container.TrackCodecs;
import io.mediarouter.media.AudioCodec;
import io.mediarouter.media.AudioStream;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.Extent;
import io.mediarouter.media.SourceProperties;
import io.mediarouter.media.VideoCodec;
import io.mediarouter.media.VideoStream;
import io.mediarouter.stream.FrameRate;
import io.mediarouter.stream.Rung;
import io.mediarouter.stream.SegmentGrid;
import io.mediarouter.stream.SegmentPiece;
import io.mediarouter.stream.Sound;
import io.mediarouter.stream.StreamTrack;
import io.mediarouter.vertx.config.servers.TranscodingResources;
import io.mediarouter.vertx.farm.TranscodingInterface;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Pieces that a server makes which knows nothing of segments, made into segments: decoded, each
 * picture is the one that belongs there, and sound goes on over each border.
 */
@Timeout(180)
class PiecesTest {
  private static final String NUMBERED =
      "color=black:s=64x64:r=%s:d=%s,geq=lum='16+mod(N*7\\,200)':cb=128:cr=128";
  private static final String SWEEP =
      "aevalsrc='0.4*sin(2*PI*(300+20*t)*t)|0.4*sin(2*PI*(500+15*t)*t)':s=%s:d=%s";

  @TempDir static Path folder;
  private static OriginServer origin;
  private static TranscodingServer server;

  @BeforeAll
  static void start() throws Exception {
    film("film.mp4", "24000/1001", "14.5", "44100");
    film("ntsc.mp4", "30000/1001", "10", "48000");
    film("pal.ts", "25", "9", "48000");
    film("fast.mp4", "50", "9", "32000");
    origin = OriginServer.start(folder);
    server = TranscodingServer.start(TranscoderOptions.of(Farm.FFMPEG, origin.url()));
  }

  @AfterAll
  static void stop() {
    server.close();
    origin.close();
  }

  private static void film(String name, String rate, String seconds, String samples)
      throws Exception {
    Picture.ffmpeg(
        "-f",
        "lavfi",
        "-i",
        NUMBERED.formatted(rate, seconds),
        "-f",
        "lavfi",
        "-i",
        SWEEP.formatted(samples, seconds),
        "-c:v",
        "libx264",
        "-qp",
        "12",
        "-pix_fmt",
        "yuv420p",
        "-bf",
        "2",
        "-g",
        "77",
        "-c:a",
        "aac",
        "-b:a",
        "192k",
        folder.resolve(name).toString());
  }

  private static SourceProperties source(double seconds, int milliFps, int samples) {
    return SourceProperties.of(
            "v",
            "mp4",
            "video/mp4",
            1,
            Duration.ofMillis((long) (seconds * 1000)),
            new VideoStream("h264", 64, 64, milliFps, 0),
            new AudioStream("aac", 2, samples, 192_000))
        .withExtent(Extent.PLAIN);
  }

  private static StreamTrack pictures(SourceProperties source, FrameRate rate) {
    SegmentGrid grid =
        SegmentGrid.of(FrameRate.of(source.video().milliFps()), 4, source.duration());
    return new StreamTrack(grid, Rung.of("small", VideoCodec.H264, 64, 64, rate, 200_000), null);
  }

  private static StreamTrack sound(SourceProperties source) {
    SegmentGrid grid =
        SegmentGrid.of(FrameRate.of(source.video().milliFps()), 4, source.duration());
    return new StreamTrack(
        grid, null, new Sound("audio", AudioCodec.AAC, 160_000, -1, "", "Sound", true));
  }

  /** All segments, the last one first, each of a piece that is asked of the server alone. */
  private static List<Piece.Segment> made(String name, StreamTrack track, SourceProperties source)
      throws Exception {
    var uris =
        new TranscodingInterface(TranscodingResources.DEFAULT.transcode(), null, null, null, null);
    List<Piece.Segment> made = new ArrayList<>();
    for (int number = track.grid().count() - 1; number >= 0; number--) {
      SegmentPiece piece = new SegmentPiece(track, number, source);
      String address =
          uris.transcode(
              origin.url().resolve(name).toString(),
              piece.rendition(),
              EncodingSpeed.FAST,
              "t" + number);
      HttpResponse<byte[]> answer = Farm.get(URI.create(server.url() + address));
      assertThat(answer.statusCode()).as(new String(answer.body(), UTF_8)).isEqualTo(200);
      made.add(0, piece.cut(answer.body()));
    }
    return made;
  }

  private static byte[] joined(List<Piece.Segment> made) {
    var all = new ByteArrayOutputStream();
    all.writeBytes(made.get(0).init());
    made.forEach(each -> all.writeBytes(each.bytes()));
    return all.toByteArray();
  }

  private static void assertOnGrid(List<Piece.Segment> made, StreamTrack track) {
    SegmentSplitter splitter = new SegmentSplitter(0);
    assertThat(splitter.feed(joined(made)))
        .hasSize(track.grid().count())
        .allMatch(each -> track.isOnGrid(each.number(), each.start(), each.samples()));
    assertThat(splitter.isCut()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "film.mp4, 14.5, 23976, 24000/1001, 1",
    "ntsc.mp4, 10, 29970, 30000/1001, 1",
    "pal.ts, 9, 25000, 25, 1",
    "fast.mp4, 9, 50000, 50, 1",
    "fast.mp4, 9, 50000, 25, 2"
  })
  void picturesOfPiecesAreThoseOfTheSourceEachOnce(
      String name, double seconds, int milliFps, String rate, int step) throws Exception {
    SourceProperties source = source(seconds, milliFps, 48_000);
    StreamTrack track = pictures(source, FrameRate.of(milliFps / step));
    assertThat(track.rung().rate()).hasToString(rate);
    List<Piece.Segment> made = made(name, track, source);

    assertOnGrid(made, track);
    assertThat(made).extracting(Piece.Segment::init).containsOnly(made.get(0).init());
    assertThat(TrackCodecs.of(made.get(0).init())).contains(track.rung().codecs());
    byte[] pixels =
        decoded(
            joined(made),
            "-fps_mode",
            "passthrough",
            "-vf",
            "extractplanes=y,crop=1:1:32:32",
            "-f",
            "rawvideo");
    int total = (int) track.grid().at(track.rung().rate()).totalFrames();
    assertThat(pixels).hasSize(total);
    List<String> wrong =
        IntStream.range(0, total)
            .filter(i -> Math.abs((pixels[i] & 0xff) - (16 + i * step * 7 % 200)) > 3)
            .mapToObj(i -> i + ": " + (pixels[i] & 0xff) + " for " + (16 + i * step * 7 % 200))
            .toList();
    assertThat(wrong.stream().limit(8)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "film.mp4, 14.5, 23976, 44100",
    "ntsc.mp4, 10, 29970, 48000",
    "fast.mp4, 9, 50000, 32000"
  })
  void soundOfPiecesGoesOnOverEachBorder(String name, double seconds, int milliFps, int rate)
      throws Exception {
    SourceProperties source = source(seconds, milliFps, rate);
    StreamTrack track = sound(source);
    List<Piece.Segment> made = made(name, track, source);

    assertThat(TrackCodecs.of(made.get(0).init())).contains("mp4a.40.2");
    String[] raw = {"-vn", "-f", "f32le", "-ac", "2", "-ar", String.valueOf(rate)};
    float[] alone = MadeSegments.floats(decoded(joined(made), raw));
    float[] whole = MadeSegments.floats(MadeSegments.decoded(folder.resolve(name), raw));
    assertThat(alone.length / 2.0 / rate).isBetween(seconds, seconds + 2048.0 / rate);
    for (int i = 0; i < track.grid().count(); i++) {
      int border = (int) (Math.round(track.grid().startSeconds(i) * rate / 1024) * 1024);
      int from = Math.max(2048, border - 1024);
      assertThat(distance(alone, whole, from, from + 2048)).as("border %d", i).isLessThan(0.04);
      int middle = border + rate / 2;
      assertThat(distance(alone, whole, middle, middle + 2048))
          .as("middle of %d", i)
          .isLessThan(0.04);
    }
  }

  @Test
  void soundThatHasEndedIsSilent() throws Exception {
    SourceProperties all = source(30, 25_000, 48_000);
    SourceProperties source =
        SourceProperties.of("v", "mp4", "video/mp4", 1, all.duration(), all.video(), all.audio())
            .withExtent(new Extent(false, Duration.ofSeconds(9), Duration.ofSeconds(9)));
    List<Piece.Segment> made = made("pal.ts", sound(source), source);
    float[] samples = MadeSegments.floats(decoded(joined(made), "-f", "f32le", "-ac", "2"));
    assertThat(samples.length / 2 / 48_000.0).isBetween(30.0, 30.03);
    float[] none = new float[samples.length];
    assertThat(distance(samples, none, 8 * 48_000, 8 * 48_000 + 4096)).isGreaterThan(0.1);
    assertThat(distance(samples, none, 10 * 48_000, 29 * 48_000)).isLessThan(0.001);

    StreamTrack track = pictures(source, new FrameRate(25, 1));
    byte[] last =
        decoded(
            joined(made("pal.ts", track, source).subList(3, 8)),
            "-vf",
            "fps=25,extractplanes=y,crop=1:1:32:32",
            "-f",
            "rawvideo");
    assertThat(last[last.length - 1] & 0xff)
        .isBetween(16 + 224 * 7 % 200 - 3, 16 + 224 * 7 % 200 + 3);
  }

  private static byte[] decoded(byte[] media, String... output) throws Exception {
    Path file = Files.createTempFile(folder, "pieces", ".mp4");
    Files.write(file, media);
    return MadeSegments.decoded(file, output);
  }

  private static double distance(float[] one, float[] other, int from, int to) {
    return Math.sqrt(
        IntStream.range(2 * from, 2 * to)
            .mapToDouble(i -> one[i] - other[i])
            .map(each -> each * each)
            .average()
            .orElseThrow());
  }
}
