package io.mediarouter.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceFitTest {
  private static final VideoStream SMALL = new VideoStream("h264", 640, 360, 25_000, 19_000);
  private static final AudioStream SOUND = new AudioStream("aac", 2, 44_100, 64_000);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "shorter=360&vb=800k&ab=96k",
        "shorter=720&vb=2800k&ab=128k",
        "shorter=1080&vb=5M&ab=192k"
      })
  void smallSourceOfLowRate_isEachPreset_underOneKey(String preset) {
    SourceProperties source = source("mp4", SMALL, SOUND);

    assertThat(SourceFit.isWhole(resolve(preset, source), source)).isTrue();
    assertThat(resolve(preset, source).key()).isEqualTo("h264-aac-640x360-v19000-a64000.mp4");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          height=360                     | true
          height=1080                    | true
          height=200..720&vb=10k..1M     | true
          width=640&height=640           | true
          fit=cover&width=640&height=360 | true
          fps=25                         | true
          fps=60                         | true
          duration=60                    | true
          format=mp4&vcodec=h264         | true
          height=240                     | false
          vb=15k                         | false
          ab=32k                         | false
          fps=10                         | false
          start=1                        | false
          duration=2                     | false
          loudness=-16                   | false
          acodec=none                    | false
          acodec=opus                    | false
          vcodec=hevc                    | false
          format=webm                    | false
          format=m4a                     | false
          format=jpeg                    | false
          format=gif                     | false
          format=jpeg&every=2            | false
          fit=cover&width=360&height=360 | false
          """)
  void whatTheRequestCaps_decides(String query, boolean direct) {
    SourceProperties source = source("mp4", SMALL, SOUND);

    assertThat(SourceFit.isWhole(resolve(query, source), source)).isEqualTo(direct);
  }

  @ParameterizedTest
  @CsvSource({
    "90, false, 1, 1, false, SDR, 8",
    "180, false, 1, 1, false, SDR, 8",
    "0, true, 1, 1, false, SDR, 8",
    "0, false, 64, 45, false, SDR, 8",
    "0, false, 1, 1, true, SDR, 8",
    "0, false, 1, 1, false, PQ, 10",
    "0, false, 1, 1, false, HLG, 10",
    "0, false, 1, 1, false, SDR, 10"
  })
  void pictureThatIsNotShownAsItIsCoded_isEncoded(
      int rotation, boolean mirrored, int w, int h, boolean fields, DynamicRange range, int bits) {
    var traits = PictureTraits.of(rotation, mirrored, w, h, fields, range, bits);
    SourceProperties source =
        source("mp4", new VideoStream("h264", 640, 360, 25_000, 19_000, traits), SOUND);

    assertThat(SourceFit.isWhole(resolve("height=360", source), source)).isFalse();
  }

  @Test
  void coloursThatFewPlayersDecode_areNeitherDeliveredNorCopied() {
    var traits = PictureTraits.of(0, false, 1, 1, false, DynamicRange.SDR, 8).withFineChroma(true);
    SourceProperties source =
        source("mp4", new VideoStream("h264", 640, 360, 25_000, 19_000, traits), SOUND);
    Rendition wanted = resolve("height=360", source);

    assertThat(SourceFit.isWhole(wanted, source)).isFalse();
    assertThat(SourceFit.fitsPicture(wanted, source)).isFalse();
  }

  @Test
  void surroundSound_isMixedDown() {
    SourceProperties source = source("mp4", SMALL, new AudioStream("aac", 6, 48_000, 64_000));

    assertThat(SourceFit.isWhole(resolve("height=360", source), source)).isFalse();
  }

  @Test
  void rateThatNobodyKnows_isTakenForHigher_onlyWhereOneIsAskedFor() {
    SourceProperties source = source("mp4", new VideoStream("h264", 640, 360, 25_000, 0), SOUND);

    assertThat(SourceFit.isWhole(resolve("height=360", source), source)).isTrue();
    assertThat(SourceFit.isWhole(resolve("height=360&vb=5M", source), source)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "height=360, true",
    "vcodec=h264&height=360, true",
    "format=mp4&height=360, false",
    "format=webm&height=360, false",
    "height=240, false",
    "start=1, false"
  })
  void quickTimesForm_isDeliveredOnlyWhereNoFormatWasAskedFor(String query, boolean direct) {
    SourceProperties source = source("mov", SMALL, SOUND);
    RenditionRequest request = request(query);
    Rendition wanted = resolve(query, source);

    assertThat(SourceFit.isWhole(wanted, source)).isFalse();
    assertThat(SourceFit.isWholeQuickTime(request, wanted, source)).isEqualTo(direct);
    assertThat(SourceFit.isOpen(request, wanted, source)).isEqualTo(direct);
  }

  @Test
  void otherContainer_isNoneOfIt() {
    SourceProperties source = source("mkv", SMALL, SOUND);

    assertThat(SourceFit.isWhole(resolve("height=360", source), source)).isFalse();
    assertThat(SourceFit.fitsPicture(resolve("height=360", source), source)).isTrue();
    assertThat(SourceFit.fitsSound(resolve("height=360", source), source)).isTrue();
  }

  @Test
  void rateThatAnEncoderHasMissedByALittle_isTheOneItWasTold_andStillOneRendition() {
    SourceProperties source =
        source(
            "mp4",
            new VideoStream("h264", 640, 360, 25_000, 820_000),
            new AudioStream("aac", 2, 44_100, 97_100));

    for (String query : new String[] {"vb=800k&ab=96k", "vb=2M&ab=128k", "vb=750k&ab=192k"}) {
      Rendition rendition = resolve(query, source);
      assertThat(rendition.key()).isEqualTo("h264-aac-640x360-v820000-a97100.mp4");
      assertThat(SourceFit.isWhole(rendition, source)).isTrue();
    }
    assertThat(resolve("vb=700k&ab=96k", source).key())
        .isEqualTo("h264-aac-640x360-v700000-a96000.mp4");
    assertThat(resolve("height=240&vb=800k&ab=96k", source).key())
        .isEqualTo("h264-aac-426x240-v800000-a96000.mp4");
  }

  @Test
  void oddSides_areNoReasonToEncode() {
    SourceProperties source =
        source("mp4", new VideoStream("h264", 641, 361, 25_000, 19_000), SOUND);

    assertThat(SourceFit.isWhole(resolve("shorter=720", source), source)).isTrue();
  }

  @Test
  void soundInAnMp4WithoutPicture_isM4a() {
    SourceProperties song = source("mp4", null, SOUND);

    assertThat(SourceFit.isWhole(resolve("format=m4a&ab=128k", song), song)).isTrue();
    assertThat(SourceFit.isWhole(resolve("format=m4a&ab=32k", song), song)).isFalse();
  }

  @Test
  void mp3OfGuessedLength_isMadeAnew() {
    var sound = new AudioStream("mp3", 2, 44_100, 64_000);
    var guessed = new Extent(true, Duration.ZERO, Duration.ZERO);
    SourceProperties sure = source("mp3", null, sound);
    var unsure =
        SourceProperties.of("\"1\"", "mp3", "audio/mpeg", 1, Duration.ofSeconds(9), null, sound)
            .withExtent(guessed);

    assertThat(SourceFit.isWhole(resolve("format=mp3", sure), sure)).isTrue();
    assertThat(SourceFit.isWhole(resolve("format=mp3", unsure), unsure)).isFalse();
  }

  @Test
  void photograph_isItself_unlessItHasToBeTurned() {
    SourceProperties photo = Sources.photo();

    assertThat(SourceFit.isWhole(resolve("format=jpeg", photo), photo)).isTrue();
    assertThat(SourceFit.isWhole(resolve("format=jpeg&height=3000", photo), photo)).isTrue();
    assertThat(SourceFit.isWhole(resolve("format=jpeg&height=300", photo), photo)).isFalse();
    assertThat(SourceFit.isWhole(resolve("format=webp", photo), photo)).isFalse();
    var turned = PictureTraits.of(90, false, 1, 1, false, DynamicRange.SDR, 8);
    SourceProperties upright =
        SourceProperties.of(
            "\"1\"",
            "jpeg",
            "image/jpeg",
            1,
            Duration.ZERO,
            new VideoStream("mjpeg", 1200, 1600, 0, 0, turned),
            null);
    assertThat(SourceFit.isWhole(resolve("format=jpeg", upright), upright)).isFalse();
  }

  @Test
  void unprobedSource_mayBeAnything() {
    var unprobed = SourceProperties.of("\"1\"", "", "video/mp4", 1, Duration.ZERO, null, null);

    assertThat(SourceFit.isWhole(resolve("format=mp4", unprobed), unprobed)).isFalse();
  }

  @Test
  void ownForm_isWhatARequestLeavesOpen() {
    var vp9 = new VideoStream("vp9", 640, 360, 25_000, 19_000);
    SourceProperties webm = source("webm", vp9, new AudioStream("opus", 2, 48_000, 64_000));

    assertThat(ownForm("height=720", webm)).isEqualTo("vp9-opus-640x360.webm");
    assertThat(ownForm("height=720&format=mp4", webm)).isEqualTo("vp9-opus-640x360.mp4");
    assertThat(ownForm("height=720&vcodec=h264", webm)).isEqualTo("h264-opus-640x360.webm");
    assertThat(ownForm("height=720&acodec=none", webm)).isEqualTo("vp9-640x360.webm");
    assertThat(ownForm("format=jpeg", webm)).isEqualTo("none");
  }

  @Test
  void whatAClientAccepts_decides_onlyWhereTheOriginalsFormIsLeftOpen() {
    var vp9 = new VideoStream("vp9", 640, 360, 25_000, 19_000);
    SourceProperties webm = source("webm", vp9, new AudioStream("opus", 2, 48_000, 64_000));

    assertThat(isOpen("height=720", webm)).isTrue();
    assertThat(isOpen("height=240", webm)).isFalse();
    assertThat(isOpen("height=720&format=mp4", webm)).isFalse();
    assertThat(isOpen("height=720&format=webm", webm)).isFalse();
    assertThat(isOpen("height=720", source("mp4", SMALL, SOUND))).isFalse();
  }

  private static boolean isOpen(String query, SourceProperties source) {
    RenditionRequest request = request(query);
    return SourceFit.isOpen(request, RenditionResolver.resolve(request, source), source);
  }

  private static String ownForm(String query, SourceProperties source) {
    RenditionRequest request = request(query);
    Rendition form = SourceFit.ownForm(request, RenditionResolver.resolve(request, source), source);
    return form == null ? "none" : form.key();
  }

  @Test
  void rates_areCappedToTheSources_twiceOfWhatIsInANewerCodec() {
    var hevc = new VideoStream("hevc", 640, 360, 25_000, 300_000);
    var opus = new AudioStream("opus", 2, 48_000, 40_000);
    SourceProperties newer = source("mkv", hevc, opus);
    SourceProperties tiny = source("mp4", new VideoStream("h264", 640, 360, 25_000, 700), SOUND);

    assertThat(resolve("height=240&vb=2M&ab=128k", newer).key())
        .isEqualTo("h264-aac-426x240-v600000-a80000.mp4");
    assertThat(resolve("height=240&vcodec=hevc&vb=2M", newer).key())
        .isEqualTo("hevc-aac-426x240-v300000.mp4");
    assertThat(resolve("height=240&vb=200k", newer).key())
        .isEqualTo("h264-aac-426x240-v200000.mp4");
    assertThat(resolve("height=240&vb=200k", tiny).key()).isEqualTo("h264-aac-426x240-v10000.mp4");
  }

  private static SourceProperties source(
      String container, @Nullable VideoStream video, @Nullable AudioStream audio) {
    return SourceProperties.of(
        "\"1\"", container, "video/mp4", 100_000, Duration.ofSeconds(60), video, audio);
  }

  @Test
  void fileThatPlayersDoNotPlay_isNotTheAnswer_butWhatIsInItCanBeCopied() {
    SourceProperties source = source("mp4", SMALL, SOUND).asUnwieldy();
    Rendition wanted = resolve("height=360", source);

    assertThat(SourceFit.isWhole(wanted, source)).isFalse();
    assertThat(Copied.of(wanted, source)).isEqualTo(new Copied(true, true));
  }

  @ParameterizedTest
  @CsvSource({
    "fps=30, false",
    "fps=49.9, false",
    "fps=50, true",
    "fps=60, true",
    "height=360, true"
  })
  void pictureOfUnevenRate_isWithinARateThatItsPeakIsWithin(String asked, boolean whole) {
    var traits =
        new PictureTraits(0, false, 1, 1, false, DynamicRange.SDR, 8, false, false, 50_000);
    var uneven = new VideoStream("h264", 640, 360, 25_000, 19_000, traits);
    SourceProperties source = source("mp4", uneven, SOUND);

    assertThat(SourceFit.isWhole(resolve(asked, source), source)).isEqualTo(whole);
  }

  @Test
  void soundThatFewPlayersPlay_isEncoded() {
    for (AudioStream each :
        new AudioStream[] {
          new AudioStream("aac", 2, 96_000, 64_000), new AudioStream("aac", 2, 44_100, 64_000, true)
        }) {
      SourceProperties source = source("mp4", SMALL, each);
      Rendition wanted = resolve("height=360", source);
      assertThat(SourceFit.isWhole(wanted, source)).isFalse();
      assertThat(Copied.of(wanted, source)).isEqualTo(new Copied(true, false));
    }
  }

  private static Rendition resolve(String query, SourceProperties source) {
    return RenditionResolver.resolve(request(query), source);
  }

  private static RenditionRequest request(String query) {
    Map<String, String> values = new HashMap<>();
    for (String pair : query.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      values.put(parts[0], parts[1]);
    }
    return RenditionParameters.read(values, RenditionRequest.DEFAULT);
  }
}
