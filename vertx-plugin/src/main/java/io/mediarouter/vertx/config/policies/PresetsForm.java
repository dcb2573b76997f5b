package io.mediarouter.vertx.config.policies;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mediarouter.media.Cut;
import io.mediarouter.media.InvalidParameterException;
import io.mediarouter.media.RenditionParameters;
import io.mediarouter.media.RenditionRequest;
import io.mediarouter.request.Tolerance;
import io.mediarouter.vertx.config.form.Form;
import io.mediarouter.vertx.config.form.Forms;
import io.mediarouter.vertx.config.form.Section;
import io.mediarouter.vertx.config.tree.Values;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The form of presets. Their tolerances are policies. */
public final class PresetsForm implements Form<Map<String, RenditionRequest>> {
  /** The key under which a preset says its tolerance, beside its parameters. */
  static final String TOLERANCE = "tolerance";

  private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}\\s]{1,64}");

  private static final Map<String, String> PARAMETERS = parameters();

  private static Map<String, String> parameters() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put(
        "format", "Container: mp4, webm, m4a, opus or mp3; or a still: jpeg, webp, png or avif.");
    all.put("vcodec", "Video codec: h264, hevc, vp9 or av1.");
    all.put("acodec", "Audio codec: aac, opus, mp3 or none.");
    all.put("width", "Pixels, even.");
    all.put("height", "Pixels, even.");
    all.put(
        "shorter",
        "Pixels of the shorter side, even; what 360p means. Not beside width or height.");
    all.put(
        "fit",
        "Of a picture of another shape than width and height together: inside (all of it is shown,"
            + " the default) or cover (the size is filled, what sticks out is cut off).");
    all.put("fps", "Frames per second.");
    all.put(
        "vb", "Bits per second of the picture; 800k and 2M (thousand, million) are understood.");
    all.put("ab", "Bits per second of the sound.");
    all.put("t", "Offset of a still, seconds.");
    all.put("start", "Where the piece starts, seconds.");
    all.put("duration", "Length of the piece, seconds. 0: to the end.");
    all.put(
        "loudness",
        "What the sound is levelled to by EBU R 128, LUFS, -40 to -5, such as -16. It is listened"
            + " to before it is made.");
    all.put(
        "every",
        "Makes a still format a storyboard: pictures from all of the source on one sheet, so many"
            + " seconds apart, farther where there would be more than 100.");
    all.put(
        "cut",
        "Where a piece may begin and end: exact (the default), or key: at the key frame at or"
            + " before its start, so that streams that fit are copied and not encoded.");
    return all;
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = Forms.schema("object", "a map of names to rendition parameters");
    ObjectNode rendition = Forms.schema("object", "a map of rendition parameters");
    rendition.put(
        "description",
        "The parameters of a request, with the same ranges. What is left out, the source decides.");
    ObjectNode properties = rendition.put("additionalProperties", false).putObject("properties");
    PARAMETERS.forEach((name, words) -> properties.set(name, parameter(words)));
    properties.set(
        TOLERANCE,
        Forms.oneOf(Tolerance.class, "")
            .schema()
            .put(
                "description",
                "How far an answer may be from these, where the request does not say. Absent: as"
                    + " the policy says."));
    schema.set("additionalProperties", rendition);
    return schema;
  }

  private static ObjectNode parameter(String description) {
    return Forms.schema(List.of("string", "number"), "text or a number")
        .put("description", description);
  }

  /** The configured presets over the built-in ones. */
  @Override
  public Map<String, RenditionRequest> read(Section written) {
    Map<String, String> namesInLowerCase = new HashMap<>();
    Map<String, RenditionRequest> presets = new HashMap<>();
    for (String name : written.keys()) {
      requireName(written, name, namesInLowerCase);
      presets.put(name, rendition(written.section(name)));
    }
    return Presets.with(presets);
  }

  private static void requireName(Section at, String name, Map<String, String> namesInLowerCase) {
    if (!NAME.matcher(name).matches()) {
      at.error(name, Values.quoted(name), "a name of 1 to 64 characters without spaces");
    }
    String other = namesInLowerCase.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
    if (other != null) {
      String different = "names that differ in more than case; also there: ";
      at.error(name, Values.quoted(name), different + Values.quoted(other));
    }
  }

  private static RenditionRequest rendition(Section preset) {
    Map<String, String> values = new HashMap<>();
    preset.keys().stream()
        .filter(key -> !key.equals(TOLERANCE))
        .forEach(key -> addValue(preset, key, values));
    return RenditionParameters.read(values, RenditionRequest.DEFAULT);
  }

  /** Each value is tried alone, so that all mistakes are found. */
  private static void addValue(Section preset, String key, Map<String, String> values) {
    String value = text(preset.map().path(key));
    try {
      RenditionParameters.read(Map.of(key, value), RenditionRequest.DEFAULT);
      values.put(key, value);
    } catch (InvalidParameterException e) {
      preset.error(key, e.allowed());
    }
  }

  private static String text(JsonNode value) {
    boolean finite = value.isNumber() && Double.isFinite(value.asDouble());
    return finite ? value.decimalValue().stripTrailingZeros().toPlainString() : value.asText();
  }

  @Override
  public JsonNode write(Map<String, RenditionRequest> presets) {
    ObjectNode map = JsonNodeFactory.instance.objectNode();
    new TreeMap<>(presets).forEach((name, each) -> map.set(name, written(each)));
    return map;
  }

  /** What stands there as a request would say it; what the source decides does not. */
  private static ObjectNode written(RenditionRequest preset) {
    ObjectNode map = JsonNodeFactory.instance.objectNode();
    put(map, "format", token(preset.format()));
    put(map, "vcodec", token(preset.videoCodec()));
    put(map, "acodec", preset.muted() ? "none" : token(preset.audioCodec()));
    put(map, "width", preset.width());
    put(map, "height", preset.height());
    put(map, "shorter", preset.shorter());
    put(map, "fit", preset.fit() == RenditionRequest.DEFAULT.fit() ? null : token(preset.fit()));
    put(map, "fps", fps(preset));
    put(map, "vb", preset.videoBitRate());
    put(map, "ab", preset.audioBitRate());
    putSeconds(map, "t", preset.atMillis());
    putSeconds(map, "start", preset.startMillis());
    putSeconds(map, "duration", preset.durationMillis());
    int loudness = preset.treatment().loudness();
    put(map, "loudness", loudness == 0 ? null : loudness);
    putSeconds(map, "every", preset.treatment().everyMillis());
    Cut cut = preset.treatment().cut();
    put(map, "cut", cut == Cut.EXACT ? null : cut.token());
    return map;
  }

  private static @Nullable String fps(RenditionRequest preset) {
    var range = preset.milliFps();
    if (range == null) {
      return null;
    }
    String most = thousandths(range.max());
    return range.isExact() ? most : thousandths(range.min()) + ".." + most;
  }

  private static String thousandths(long value) {
    return BigDecimal.valueOf(value, 3).stripTrailingZeros().toPlainString();
  }

  private static @Nullable String token(@Nullable Enum<?> constant) {
    return constant == null ? null : Forms.token(constant);
  }

  private static void put(ObjectNode map, String key, @Nullable Object value) {
    if (value != null) {
      map.set(key, TextNode.valueOf(value.toString()));
    }
  }

  private static void putSeconds(ObjectNode map, String key, long millis) {
    put(map, key, millis == 0 ? null : thousandths(millis));
  }
}
