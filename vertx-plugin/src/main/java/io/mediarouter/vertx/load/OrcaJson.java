package io.mediarouter.vertx.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.mediarouter.orca.MalformedReportException;
import io.mediarouter.orca.OrcaDraft;
import io.mediarouter.orca.OrcaReport;
import io.mediarouter.orca.OrcaText;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The reader of ORCA's JSON form, as protobuf maps it: names in snake or in camel case, numbers
 * also as strings, null as if absent. An unknown or repeated field rejects the report.
 */
final class OrcaJson {
  private static final Pattern CAPITAL = Pattern.compile("[A-Z]");
  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .reader();

  private OrcaJson() {}

  /**
   * Reads a report.
   *
   * @throws MalformedReportException if it is not one
   */
  static OrcaReport parse(String json) {
    if (json.length() > OrcaText.LONGEST) {
      throw new MalformedReportException(json, "at most " + OrcaText.LONGEST + " characters");
    }
    JsonNode report = tree(json);
    var draft = new OrcaDraft();
    report.fields().forEachRemaining(field -> add(field.getKey(), field.getValue(), draft));
    return draft.finish();
  }

  private static JsonNode tree(String json) {
    try {
      JsonNode tree = JSON.readTree(json);
      if (tree.isObject()) {
        return tree;
      }
    } catch (JsonProcessingException malformed) {
      throw new MalformedReportException(json, "JSON without repeated names");
    }
    throw new MalformedReportException(json, "a JSON object");
  }

  private static void add(String field, JsonNode value, OrcaDraft draft) {
    String name = snakeCase(field);
    if (OrcaDraft.isMap(name) && (value.isObject() || value.isNull())) {
      value
          .fields()
          .forEachRemaining(
              entry -> draft.put(name + '.' + entry.getKey(), number(entry.getValue())));
    } else if (!(value.isNull() && OrcaDraft.isNumber(name))) {
      draft.put(name, number(value));
    }
  }

  private static String snakeCase(String field) {
    return CAPITAL.matcher(field).replaceAll(c -> "_" + c.group().toLowerCase(Locale.ROOT));
  }

  private static double number(JsonNode value) {
    if (value.isNumber()) {
      return value.doubleValue();
    }
    if (value.isTextual()) {
      return OrcaText.number(value.textValue());
    }
    throw new MalformedReportException(value.toString(), "a number");
  }
}
