package io.mediarouter.vertx.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediarouter.media.InvalidParameterException;
import io.mediarouter.media.RenditionParameters;
import io.mediarouter.media.RenditionRequest;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The reader of presets. */
final class PresetsReader {
  private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}\\s]{1,64}");

  private final Map<String, String> namesInLowerCase = new HashMap<>();
  private final Map<String, RenditionRequest> presets = new HashMap<>();
  private final Section section;

  private PresetsReader(Section section) {
    this.section = section;
  }

  /** The configured presets over the built-in ones. */
  static Map<String, RenditionRequest> read(Section root) {
    var reader = new PresetsReader(root.section("presets"));
    reader.section.keys().forEach(reader::add);
    return Presets.with(reader.presets);
  }

  private void add(String name) {
    requireName(name);
    var values = new HashMap<String, String>();
    Section preset = section.section(name);
    preset.keys().stream()
        .filter(key -> !key.equals(PoliciesReader.TOLERANCE))
        .forEach(key -> addValue(preset, key, values));
    presets.put(name, RenditionParameters.read(values, RenditionRequest.DEFAULT));
  }

  private void requireName(String name) {
    if (!NAME.matcher(name).matches()) {
      error(name, "a name of 1 to 64 characters without spaces");
    }
    String other = namesInLowerCase.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
    if (other != null) {
      error(name, "names that differ in more than case; also there: " + Values.quoted(other));
    }
  }

  private void error(String name, String expected) {
    section.tree().error(section.path().key(name), Values.expected(Values.quoted(name), expected));
  }

  /** Each value is tried alone, so that all mistakes are found. */
  private static void addValue(Section preset, String key, Map<String, String> values) {
    String value = written(preset.map().path(key));
    try {
      RenditionParameters.read(Map.of(key, value), RenditionRequest.DEFAULT);
      values.put(key, value);
    } catch (InvalidParameterException e) {
      preset.error(key, e.allowed());
    }
  }

  private static String written(JsonNode value) {
    boolean finite = value.isNumber() && Double.isFinite(value.asDouble());
    return finite ? value.decimalValue().stripTrailingZeros().toPlainString() : value.asText();
  }
}
