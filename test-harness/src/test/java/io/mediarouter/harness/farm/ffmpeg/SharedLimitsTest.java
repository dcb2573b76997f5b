package io.mediarouter.harness.farm.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mediarouter.media.InvalidParameterException;
import io.mediarouter.media.RenditionParameters;
import io.mediarouter.media.RenditionRequest;
import io.mediarouter.media.RenditionResolver;
import io.mediarouter.media.Sources;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a transcoding server refuses, a proxy refuses before, in the same words. */
class SharedLimitsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          duration | 0.001     | 0.01..86400 (seconds, decimals allowed)
          duration | 0.009999  | 0.01..86400 (seconds, decimals allowed)
          duration | 86400.001 | 0.01..86400 (seconds, decimals allowed)
          start    | 86401     | 0..86400 (seconds, decimals allowed)
          fps      | 0.5       | 1..240 (frames per second)
          fps      | 241       | 1..240 (frames per second)
          vb       | 9999      | 10000..200000000 (bits per second
          vb       | 200000001 | 10000..200000000 (bits per second
          ab       | 5999      | 6000..512000 (bits per second
          ab       | 1000000   | 6000..512000 (bits per second
          loudness | -41       | -40..-5 (LUFS, whole numbers)
          loudness | -4        | -40..-5 (LUFS, whole numbers)
          loudness | 3         | -40..-5 (LUFS, whole numbers)
          every    | 0.05      | 0.1..86400 (seconds, decimals allowed)
          """)
  void numberThatTheFarmRefuses_isRefusedBefore(String name, String value, String words) {
    var bad =
        catchThrowableOfType(InvalidParameterException.class, () -> asked(Map.of(name, value)));

    assertThat(bad.allowed()).startsWith(words);
    assertThatThrownBy(() -> ordered(Map.of(name, value)))
        .isInstanceOf(BadOrderException.class)
        .hasMessageContaining(words);
  }

  @ParameterizedTest
  @CsvSource({
    "duration, 0.01", "duration, 86400", "start, 86400", "fps, 1", "fps, 240", "fps, 23.976",
    "vb, 10000", "vb, 200000000", "ab, 6000", "ab, 512000", "loudness, -40", "loudness, -5"
  })
  void numberAtItsLimit_isTakenByBoth(String name, String value) {
    asked(Map.of(name, value));
    ordered(Map.of(name, value));
  }

  /** Encoders differ in what they can make small. */
  @ParameterizedTest
  @CsvSource({
    "hevc, 16, a codec for 28x16, taken",
    "hevc, 10, a codec for 16x10, refused",
    "av1,  66, a codec for 116x66, taken",
    "av1,  36, a codec for 64x36, refused",
    "h264, 10, a codec for 16x10, taken"
  })
  void pictureThatIsTooSmallForItsCodec_isRefusedBefore(
      String codec, int height, String words, String verdict) {
    int width = height * 16 / 9 / 2 * 2;
    Map<String, String> query =
        Map.of("vcodec", codec, "width", Integer.toString(Math.max(16, width)));
    RenditionRequest asked = asked(query);
    TranscodeSpec order = ordered(query);

    if (verdict.equals("taken")) {
      RenditionResolver.resolve(asked, Sources.picture(1280, 720));
      order.checkSize(info(1280, 720));
    } else {
      var bad =
          catchThrowableOfType(
              InvalidParameterException.class,
              () -> RenditionResolver.resolve(asked, Sources.picture(1280, 720)));
      assertThat(bad.allowed()).contains(words);
      assertThatThrownBy(() -> order.checkSize(info(1280, 720)))
          .isInstanceOf(BadOrderException.class)
          .hasMessageContaining(bad.allowed());
    }
  }

  private static RenditionRequest asked(Map<String, String> query) {
    return RenditionParameters.read(query, RenditionRequest.DEFAULT);
  }

  private static TranscodeSpec ordered(Map<String, String> query) {
    Map<String, List<String>> values =
        query.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, each -> List.of(each.getValue())));
    return TranscodeSpec.parse(new HashMap<>(values), Set.of());
  }

  private static MediaInfo info(int width, int height) {
    var video =
        new MediaInfo.Video(
            0,
            "h264",
            width,
            height,
            30.0,
            null,
            new MediaInfo.Coding(width, height, 0, false, "1:1", null, false, false),
            new MediaInfo.Colours("yuv420p", 8, null, null, null, null),
            MediaInfo.Form.UNTOLD);
    return new MediaInfo(
        "mp4",
        10.0,
        new Lengths(false, null, null, 0, 0),
        null,
        null,
        video,
        null,
        null,
        List.of(),
        List.of(),
        0,
        MediaInfo.Layout.PLAIN);
  }
}
