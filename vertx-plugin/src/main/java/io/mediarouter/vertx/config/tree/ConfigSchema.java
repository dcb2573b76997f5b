package io.mediarouter.vertx.config.tree;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * The published JSON schema of the configuration. Its titles say what a value may be, so that an
 * error can. Safe for use by several threads.
 */
public final class ConfigSchema {
  public static final String RESOURCE = "/media-router.schema.json";

  private static final ConfigSchema INSTANCE = new ConfigSchema(read());

  private final JsonNode text;
  private final JsonSchema schema;

  private ConfigSchema(JsonNode text) {
    this.text = text;
    var config = SchemaValidatorsConfig.builder().pathType(PathType.JSON_POINTER).build();
    schema = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(text, config);
  }

  private static JsonNode read() {
    try (InputStream in = ConfigSchema.class.getResourceAsStream(RESOURCE)) {
      return new ObjectMapper().readTree(Objects.requireNonNull(in, RESOURCE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static ConfigSchema instance() {
    return INSTANCE;
  }

  /** Adds to the tree what in it is not as the schema says. */
  public void check(ConfigTree tree) {
    tree.filledIn().forEach(path -> settle(path, tree));
    schema.validate(tree.root()).stream()
        .filter(mistake -> !isBranch(mistake))
        .forEach(mistake -> report(mistake, tree));
  }

  /** Has what a variable stood for be a number or a truth where one is expected. */
  private void settle(KeyPath path, ConfigTree tree) {
    JsonNode rule = text;
    JsonNode written = tree.root();
    for (Object element : path.elements()) {
      rule = below(rule, element);
      written = element instanceof Integer i ? written.path(i) : written.path((String) element);
    }
    JsonNode meant = YamlScalars.value(written.asText());
    String types = rule.path("type").toString();
    boolean number = meant.isNumber() && (types.contains("integer") || types.contains("number"));
    if (number || meant.isBoolean() && types.contains("boolean")) {
      tree.replace(path, meant);
    }
  }

  private static JsonNode below(JsonNode rule, Object element) {
    if (element instanceof Integer) {
      return rule.path("items");
    }
    JsonNode property = rule.path("properties").path((String) element);
    return property.isMissingNode() ? rule.path("additionalProperties") : property;
  }

  /** Whether this only says why one branch of an alternative does not fit. */
  private static boolean isBranch(ValidationMessage mistake) {
    List<Object> location = elements(mistake.getSchemaLocation().getFragment());
    int branch = location.indexOf("oneOf");
    return branch >= 0 && branch < location.size() - 1;
  }

  private void report(ValidationMessage mistake, ConfigTree tree) {
    var path = new KeyPath(elements(mistake.getInstanceLocation()));
    JsonNode rule = ruleOf(mistake);
    String property = mistake.getProperty();
    switch (mistake.getType()) {
      case "additionalProperties" ->
          tree.error(path.key(property), unknown(property, rule.path("properties")));
      case "required" ->
          tree.error(path.key(property), Values.expected("missing", expected(rule, property)));
      default ->
          tree.error(
              path, Values.expected(Values.shown(path, mistake.getInstanceNode()), title(rule)));
    }
  }

  /** The part of the schema whose keyword was not obeyed. */
  private JsonNode ruleOf(ValidationMessage mistake) {
    List<Object> location = elements(mistake.getSchemaLocation().getFragment());
    JsonNode rule = text;
    for (Object element : location.subList(0, location.size() - 1)) {
      rule = element instanceof Integer i ? rule.path(i) : rule.path((String) element);
    }
    return rule;
  }

  private static List<Object> elements(JsonNodePath path) {
    return IntStream.range(0, path.getNameCount())
        .mapToObj(path::getElement)
        .collect(Collectors.toList());
  }

  private String expected(JsonNode rule, String property) {
    return title(rule.path("properties").path(property));
  }

  private String title(JsonNode rule) {
    if (rule.has("title")) {
      return rule.get("title").asText();
    }
    if (rule.has("$ref")) {
      return title(text.at(rule.get("$ref").asText().substring(1)));
    }
    return rule.has("items")
        ? "a list, each item " + item(rule.get("items"))
        : StreamSupport.stream(rule.path("enum").spliterator(), false)
            .map(JsonNode::asText)
            .collect(Collectors.joining(", "));
  }

  private String item(JsonNode rule) {
    JsonNode keys = rule.path("properties");
    return keys.isEmpty() ? title(rule) : "a map of " + String.join(", ", names(keys));
  }

  private static List<String> names(JsonNode properties) {
    List<String> names = new ArrayList<>();
    properties.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static String unknown(String name, JsonNode properties) {
    return Spelling.unknownKey(name, names(properties));
  }
}
