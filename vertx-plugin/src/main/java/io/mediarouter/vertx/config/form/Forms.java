package io.mediarouter.vertx.config.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The forms of single values. */
public final class Forms {
  /** What stands for nothing where nothing would stand for something. */
  public static final String OFF = "off";

  private static final String DURATION = "(ms|s|m|h)$";

  private Forms() {}

  /** A form by its three sides. */
  private record Simple<T>(
      ObjectNode schema, Function<Section, @Nullable T> reading, Function<T, JsonNode> writing)
      implements Form<T> {
    @Override
    public ObjectNode schema() {
      return schema.deepCopy();
    }

    @Override
    public @Nullable T read(Section written) {
      return reading.apply(written);
    }

    @Override
    public JsonNode write(T value) {
      return writing.apply(value);
    }
  }

  public static <T> Form<T> of(
      ObjectNode schema, Function<Section, @Nullable T> reading, Function<T, JsonNode> writing) {
    return new Simple<>(schema, reading, writing);
  }

  /** A schema of a type with what is expected. */
  public static ObjectNode schema(String type, String title) {
    return schema(title).put("type", type);
  }

  /** A schema with what is expected alone. */
  public static ObjectNode schema(String title) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    return title.isEmpty() ? schema : schema.put("title", title);
  }

  /** A schema of several types with what is expected. */
  public static ObjectNode schema(List<String> types, String title) {
    ObjectNode schema = schema(title);
    types.forEach(schema.putArray("type")::add);
    return schema;
  }

  static Form<Integer> whole(String range) {
    Range bounds = Range.of(range);
    ObjectNode schema = schema("integer", bounds.words("a whole number"));
    bounds.addTo(schema);
    return of(schema, at -> at.map().asInt(), IntNode::valueOf);
  }

  public static Form<Double> decimal(String range) {
    Range bounds = Range.of(range);
    ObjectNode schema = schema("number", bounds.words("a number"));
    bounds.addTo(schema);
    return of(schema, at -> at.map().asDouble(), Forms::number);
  }

  static Form<Float> shortDecimal(String range) {
    Form<Double> decimal = decimal(range);
    return of(
        decimal.schema(),
        at -> (float) at.map().asDouble(),
        value -> number(new BigDecimal(Float.toString(value)).doubleValue()));
  }

  /** Whole ones are written so. */
  private static JsonNode number(double value) {
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
    return whole ? LongNode.valueOf((long) value) : DoubleNode.valueOf(value);
  }

  static Form<Boolean> flag() {
    return of(schema("boolean", "true or false"), at -> at.map().asBoolean(), BooleanNode::valueOf);
  }

  public static Form<String> text(String title, String pattern) {
    ObjectNode schema = schema("string", title);
    if (!pattern.isEmpty()) {
      schema.put("pattern", pattern);
    }
    return of(schema, at -> at.map().asText(), TextNode::valueOf);
  }

  /** A text; {@code off} is null. */
  static Form<@Nullable String> textOrOff(String title, String pattern) {
    Form<String> text = text(title, pattern);
    return of(
        text.schema(),
        at -> at.map().asText().equals(OFF) ? null : at.map().asText(),
        value -> TextNode.valueOf(value == null ? OFF : value));
  }

  static Form<Duration> duration(boolean zero) {
    ObjectNode schema =
        zero
            ? schema("string", "a duration such as 0s, 200ms or 5s")
                .put("pattern", "^(0|[1-9][0-9]{0,5})" + DURATION)
            : schema("string", "a duration above 0 such as 200ms, 5s or 2m")
                .put("pattern", "^[1-9][0-9]{0,5}" + DURATION);
    return of(
        schema,
        at -> Quantities.duration(at.map().asText()),
        value -> TextNode.valueOf(Quantities.shortest(value)));
  }

  static Form<Long> size() {
    ObjectNode schema =
        schema(List.of("integer", "string"), "a size such as 8M or 2G; a bare number is bytes")
            .put("minimum", 0)
            .put("maximum", 1_000_000_000_000_000_000L)
            .put("pattern", "^[0-9]{1,6}[kMGT]$");
    return of(schema, Forms::bytes, value -> Quantities.shortest(value));
  }

  private static Long bytes(Section at) {
    JsonNode value = at.map();
    return value.isNumber() ? value.asLong() : Quantities.bytes(value.asText());
  }

  /** One of some constants, by their names with hyphens. */
  public static <E extends Enum<E>> Form<E> oneOf(List<E> known, String title) {
    ObjectNode schema = schema(title);
    known.forEach(each -> schema.withArray("enum").add(token(each)));
    return of(
        schema,
        at ->
            known.stream()
                .filter(each -> token(each).equals(at.map().asText()))
                .findFirst()
                .orElse(null),
        value -> TextNode.valueOf(token(value)));
  }

  public static <E extends Enum<E>> Form<E> oneOf(Class<E> type, String title) {
    return oneOf(Arrays.asList(type.getEnumConstants()), title);
  }

  /** The schema of one of some texts. */
  public static ObjectNode oneOfTexts(String title, String... known) {
    ObjectNode schema = schema(title);
    for (String each : known) {
      schema.withArray("enum").add(each);
    }
    return schema;
  }

  /** How a constant is written. */
  public static String token(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
