package io.mediarouter.harness.farm.ffmpeg;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediarouter.media.DynamicRange;
import io.mediarouter.media.PictureSize;
import io.mediarouter.media.PictureTraits;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The reader of what ffprobe tells of one video track. */
final class VideoReport {
  private static final Pattern ASPECT = Pattern.compile("([0-9]{1,6}):([0-9]{1,6})");
  private static final Pattern DEEP = Pattern.compile(".*?(9|10|12|14|16)(?:le|be)");
  private static final Set<String> INTERLACED = Set.of("tt", "bb", "tb", "bt");
  private static final int MATRIX_NUMBERS = 9;

  /** What rounding makes of an even rate is less. */
  private static final double UNEVEN = 1.02;

  private VideoReport() {}

  /**
   * The picture; a still has no rate, whatever ffprobe makes up.
   *
   * @param frame the first frame, which may tell how it is turned; absent where that was not asked
   */
  static MediaInfo.Video read(JsonNode stream, JsonNode frame, boolean still) {
    MediaInfo.Coding coding = coding(stream, frame);
    PictureSize shown = shown(coding);
    return new MediaInfo.Video(
        stream.path("index").asInt(),
        stream.path("codec_name").asText("unknown"),
        shown.width(),
        shown.height(),
        still ? null : MediaProbe.ratio(stream.path("avg_frame_rate").asText()),
        MediaProbe.whole(stream.path("bit_rate")),
        coding,
        colours(stream),
        still ? MediaInfo.Form.UNTOLD : form(stream));
  }

  private static MediaInfo.Form form(JsonNode stream) {
    Double mean = MediaProbe.ratio(stream.path("avg_frame_rate").asText());
    Double peak = MediaProbe.ratio(stream.path("r_frame_rate").asText());
    boolean uneven = mean != null && peak != null && peak > mean * UNEVEN;
    String tag = known(stream, "codec_tag_string");
    return new MediaInfo.Form(
        known(stream, "profile"),
        MediaProbe.whole(stream.path("level")),
        tag == null || tag.startsWith("[") ? null : tag,
        mean != null && mean > 0 && Edits.hides(stream, 1 / mean),
        uneven ? peak : null);
  }

  private static MediaInfo.Coding coding(JsonNode stream, JsonNode frame) {
    JsonNode matrix = displayMatrix(stream);
    if (matrix.isMissingNode()) {
      matrix = displayMatrix(frame);
    }
    String order = known(stream, "field_order");
    boolean interlaced = order != null && INTERLACED.contains(order);
    return new MediaInfo.Coding(
        stream.path("width").asInt(),
        stream.path("height").asInt(),
        rotation(matrix),
        isMirror(matrix.path("displaymatrix").asText()),
        aspect(stream.path("sample_aspect_ratio").asText()),
        order,
        interlaced,
        interlaced);
  }

  private static JsonNode displayMatrix(JsonNode stream) {
    for (JsonNode each : stream.path("side_data_list")) {
      if (each.has("displaymatrix")) {
        return each;
      }
    }
    return stream.path("absent");
  }

  private static int rotation(JsonNode matrix) {
    int rotation = Math.floorMod(Math.round(matrix.path("rotation").floatValue()), 360);
    return rotation % 90 == 0 ? rotation : 0;
  }

  /** A matrix of negative determinant turns left into right; {@code rotation} does not tell. */
  private static boolean isMirror(String matrix) {
    long[] numbers =
        Arrays.stream(matrix.replaceAll("[0-9]{8}:", " ").strip().split("\\s+"))
            .filter(each -> each.matches("-?[0-9]{1,10}"))
            .mapToLong(Long::parseLong)
            .toArray();
    return numbers.length == MATRIX_NUMBERS
        && numbers[0] * numbers[4] - numbers[1] * numbers[3] < 0;
  }

  private static String aspect(String told) {
    Matcher aspect = ASPECT.matcher(told);
    return aspect.matches() && !told.startsWith("0:") && !told.endsWith(":0") ? told : "1:1";
  }

  private static PictureSize shown(MediaInfo.Coding coding) {
    String[] aspect = coding.sampleAspect().split(":", 2);
    var traits =
        PictureTraits.of(
            coding.rotation(),
            coding.mirrored(),
            Integer.parseInt(aspect[0]),
            Integer.parseInt(aspect[1]),
            coding.interlaced(),
            DynamicRange.SDR,
            0);
    return traits.displayed(coding.width(), coding.height());
  }

  private static MediaInfo.Colours colours(JsonNode stream) {
    String format = known(stream, "pix_fmt");
    return new MediaInfo.Colours(
        format,
        bitDepth(format),
        known(stream, "color_space"),
        known(stream, "color_primaries"),
        known(stream, "color_transfer"),
        known(stream, "color_range"));
  }

  private static int bitDepth(@Nullable String format) {
    Matcher deep = DEEP.matcher(String.valueOf(format));
    return deep.matches() ? Integer.parseInt(deep.group(1)) : 8;
  }

  private static @Nullable String known(JsonNode stream, String name) {
    String value = stream.path(name).asText();
    return value.isEmpty() || value.equals("unknown") || value.equals("reserved") ? null : value;
  }
}
