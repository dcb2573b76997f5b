package io.mediarouter.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RenditionResolverTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          height=360                                | h264-aac-640x360.mp4
          width=640                                 | h264-aac-640x360.mp4
          height=360&width=640                      | h264-aac-640x360.mp4
          height=360&format=MP4&vcodec=H264         | h264-aac-640x360.mp4
          height=360&fps=30                         | h264-aac-640x360.mp4
          height=360&fps=60                         | h264-aac-640x360.mp4
          height=360&duration=10                    | h264-aac-640x360.mp4
          height=360&start=0.000                    | h264-aac-640x360.mp4
          height=360&fps=29.97                      | h264-aac-640x360-f29970.mp4
          height=360&vb=800k                        | h264-aac-640x360-v800000.mp4
          height=360&vb=800000                      | h264-aac-640x360-v800000.mp4
          height=360&start=2.5&duration=3           | h264-aac-640x360-s2500-d3000.mp4
          height=1080                               | h264-aac-1280x720.mp4
          width=1920&height=1920                    | h264-aac-1280x720.mp4
          width=640&height=640                      | h264-aac-640x360.mp4
          width=400&height=720                      | h264-aac-400x226.mp4
          width=640&height=640&fit=cover            | h264-aac-640x640-cover.mp4
          width=1920&height=1920&fit=cover          | h264-aac-720x720-cover.mp4
          width=640&height=360&fit=cover            | h264-aac-640x360.mp4
          height=360&fit=cover                      | h264-aac-640x360.mp4
          shorter=360                               | h264-aac-640x360.mp4
          shorter=1080                              | h264-aac-1280x720.mp4
          format=avif&shorter=360&t=1               | 640x360-t1000.avif
          format=webp&width=640                     | 640x360.webp
          height=360&acodec=none                    | h264-640x360.mp4
          height=360&vcodec=vp9                     | vp9-opus-640x360.webm
          format=webm&height=240                    | vp9-opus-426x240.webm
          format=m4a&ab=96k&height=360              | aac-a96000.m4a
          format=jpeg&t=1.5&height=180              | 320x180-t1500.jpeg
          format=gif&height=180                     | 320x180-d10000.gif
          format=webp&height=180                    | 320x180.webp
          format=webp&start=1&duration=2&fps=5&height=180 | 320x180-f5000-s1000-d2000.webp
          format=webp&start=9&duration=2&height=180 | 320x180-s9000-d1000.webp
          format=jpeg&every=2&height=90             | 160x90-e2000-n5.jpeg
          format=jpeg&every=0.1&height=90 | 160x90-e100-n100.jpeg
          height=360&loudness=-16                   | h264-aac-640x360-l16.mp4
          height=360&loudness=-16&acodec=none       | h264-640x360.mp4
          format=jpeg&t=1.5&height=180&vb=1M        | 320x180-t1500.jpeg
          """)
  void equalRenditions_haveOneKey(String query, String key) {
    assertThat(resolve(query, Sources.clip720p()).key()).isEqualTo(key);
  }

  @Test
  void storyboard_namesEachPictureOnItsSheet() {
    Rendition sheet = resolve("every=4&height=90&format=jpeg", Sources.clip720p());

    assertThat(Storyboard.times(sheet, Sources.clip720p(), "/m/a.mp4?x"))
        .startsWith("WEBVTT\n\n00:00:00.000 --> 00:00:04.000\n/m/a.mp4?x#xywh=0,0,160,90\n")
        .endsWith("00:00:08.000 --> 00:00:10.000\n/m/a.mp4?x#xywh=320,0,160,90\n");
    assertThat(RenditionResolver.resolve(RenditionQuery.request(sheet), Sources.clip720p()))
        .isEqualTo(sheet);
  }

  @Test
  void soundAlone_isTheDefaultOfASourceWithoutPicture() {
    assertThat(resolve("ab=64k", Sources.song()).key()).isEqualTo("aac-a64000.m4a");
  }

  @Test
  void aPicture_becomesPicturesOnly() {
    assertThat(resolve("width=320", Sources.photo()).key()).isEqualTo("320x240.jpeg");
    assertThatThrownBy(() -> resolve("format=mp4", Sources.photo()))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("single picture");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          format=webm&vcodec=h264    | vcodec
          format=mp3&acodec=aac      | acodec
          format=mp3&acodec=none     | acodec
          start=10                   | start
          format=jpeg&t=11           | t
          format=gif&duration=61     | duration
          format=jpeg&every=2        | width
          format=vtt&every=2         | format
          """)
  void whatTheSourceCannotBecome_isRefusedByName(String query, String parameter) {
    assertThatThrownBy(() -> resolve(query, Sources.clip720p()))
        .isInstanceOfSatisfying(
            InvalidParameterException.class, e -> assertThat(e.parameter()).isEqualTo(parameter));
  }

  @ParameterizedTest
  @CsvSource({
    "shorter=360, 720, 1280, 360x640",
    "height=360, 720, 1280, 202x360",
    "width=360&height=360, 720, 1280, 202x360",
    "shorter=360, 1366, 768, 640x360",
    "height=240, 853, 480, 426x240",
    "vb=1M, 641, 361, 640x360",
    "shorter=720, 641, 361, 640x360",
    "width=16&height=16, 8000, 16, 16x2"
  })
  void aPictureKeepsItsShape_isNeverLarger_andItsSidesAreEven(
      String query, int width, int height, String size) {
    var source = Sources.picture(width, height);

    assertThat(resolve(query, source).key()).startsWith("h264-" + size);
  }

  @Test
  void aShorterSideBesideAWidth_isRefused() {
    assertThatThrownBy(() -> resolve("shorter=360&width=640", Sources.clip720p()))
        .hasMessageContaining("shorter: \"360\" (allowed: one of shorter, and width or height");
  }

  @Test
  void aWidthOnTopOfAPresetWithAShorterSide_takesItsPlace() {
    var preset = RenditionParameters.read(Map.of("shorter", "360"), RenditionRequest.DEFAULT);
    var request = RenditionParameters.read(Map.of("width", "320"), preset);

    assertThat(RenditionResolver.resolve(request, Sources.clip720p()).key())
        .isEqualTo("h264-aac-320x180.mp4");
  }

  @Test
  void aSongWithACover_isASong_andItsStillIsTheCover() {
    var source = Sources.songWithCover();

    assertThat(resolve("ab=64k", source).key()).isEqualTo("aac-a64000.m4a");
    assertThat(resolve("format=jpeg&height=180&t=3", source).key()).isEqualTo("180x180.jpeg");
  }

  @Test
  void pictureOfASong_isRefused() {
    assertThatThrownBy(() -> resolve("format=mp4", Sources.song()))
        .hasMessageContaining("the source has no picture");
  }

  private static Rendition resolve(String query, SourceProperties source) {
    Map<String, String> values = new HashMap<>();
    for (String pair : query.strip().split("&", -1)) {
      String[] parts = pair.split("=", 2);
      values.put(parts[0], parts[1]);
    }
    var request = RenditionParameters.read(values, RenditionRequest.DEFAULT);
    return RenditionResolver.resolve(request, source);
  }

  @Test
  void lengthThatNobodyKnows_refusesNothing_andIsPassedOn() {
    for (SourceProperties source : List.of(ofLength(Duration.ZERO, false), ofLength(TEN, true))) {
      Rendition piece = resolve("start=12&duration=3", source);

      assertThat(piece.startMillis()).isEqualTo(12_000);
      assertThat(piece.durationMillis()).isEqualTo(3_000);
      assertThat(piece.playMillis(source)).isEqualTo(3_000);
      assertThat(piece.expectedMillis(source)).isEmpty();
    }
  }

  @Test
  void tracksThatAreTaken_tellHowLongTheRenditionIs() {
    var source =
        SourceProperties.of("1", "mp4", "video/mp4", 1, TEN, VIDEO, AUDIO)
            .withExtent(new Extent(false, Duration.ofSeconds(10), Duration.ofSeconds(4)));

    assertThat(expected("format=mp4", source)).hasValue(10_000);
    assertThat(expected("format=m4a", source)).hasValue(4_000);
    assertThat(expected("format=m4a&start=1", source)).hasValue(3_000);
    assertThat(expected("format=m4a", ofLength(TEN, false))).isEmpty();
    assertThat(expected("format=mp4&duration=2", ofLength(TEN, false))).hasValue(2_000);
  }

  private static final Duration TEN = Duration.ofSeconds(10);
  private static final VideoStream VIDEO = new VideoStream("h264", 640, 360, 25_000, 0);
  private static final AudioStream AUDIO = new AudioStream("aac", 2, 44_100, 0);

  private static OptionalLong expected(String query, SourceProperties source) {
    return resolve(query, source).expectedMillis(source);
  }

  private static SourceProperties ofLength(Duration length, boolean estimated) {
    return SourceProperties.of("1", "webm", "video/webm", 1, length, VIDEO, AUDIO)
        .withExtent(new Extent(estimated, Duration.ZERO, Duration.ZERO));
  }

  @Test
  void segment_staysAsItIsAsked_andHasAKeyOfItsOwn() {
    var segment =
        new Rendition(
            Format.M4S, VideoCodec.H264, null, 640, 360, 23_976, 800_000, 0, 0, 4_004, 4_004);

    assertThat(RenditionResolver.resolve(RenditionQuery.request(segment), Sources.clip720p()))
        .isEqualTo(segment);
    assertThat(segment.key()).isEqualTo("h264-640x360-f23976-v800000-s4004-d4004.m4s");
    assertThat(RenditionKey.read(segment.key())).contains(segment);
  }

  @Test
  void segment_isNotAskedForByItsFormat() {
    assertThatThrownBy(
            () -> RenditionParameters.read(Map.of("format", "m4s"), RenditionRequest.DEFAULT))
        .isInstanceOf(InvalidParameterException.class);
  }
}
