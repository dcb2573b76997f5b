package io.mediarouter.vertx.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.media.RenditionParameters;
import io.mediarouter.plan.PublishingOption;
import io.mediarouter.request.Tolerance;
import io.mediarouter.select.ServerChoice;
import io.mediarouter.vertx.config.servers.TranscodingResources;
import io.mediarouter.vertx.config.tree.ConfigSchema;
import io.mediarouter.vertx.config.tree.Variables;
import io.mediarouter.vertx.config.tree.YamlTree;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The example, the schema and the records say the same. */
class ExampleConfigTest {
  private static final String PRESETS = "presets.";

  /** Where keys may stand again, or names of servers; the example shows some of them. */
  private static final List<String> REPEATED =
      List.of(
          "breakers.roles.",
          "breakers.servers.",
          "speculation.standingRules.rules.",
          "servers.headers.*.",
          "servers.basic.password",
          "store.budgets.",
          "store.tags.",
          "streams.steering.pathways.");

  private final JsonNode schema = schema();

  private static JsonNode schema() {
    try (var in = ExampleConfigTest.class.getResourceAsStream(ConfigSchema.RESOURCE)) {
      return new ObjectMapper().readTree(in);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** A # without a space after it hides a key whose default is to be absent. */
  private static String withHiddenKeys() {
    return ExampleConfig.text().replaceAll("(?m)^( *)#(?=\\S)", "$1");
  }

  @Test
  void theExample_isTheDefaults() {
    var config = MediaRoutingConfig.parse(ExampleConfig.text(), "example");

    assertThat(config)
        .usingRecursiveComparison()
        .ignoringFields("durable.store")
        .isEqualTo(MediaRoutingConfig.of(config.servers()));
    assertThat(config.durable().store()).isEqualTo(DurableKind.FILE);
    assertThat(config.servers().get(1).resources()).isEqualTo(TranscodingResources.DEFAULT);
    assertThat(config.servers())
        .extracting(s -> s.resources().load())
        .containsExactly(null, TranscodingResources.DEFAULT_LOAD, null);
    assertThat(config.servers()).extracting(s -> s.server().capacityCores()).containsOnly(4.0);
    assertThat(config.servers()).extracting(s -> s.server().assetPath()).containsOnly("");
  }

  @Test
  void theHiddenKeys_haveTheirDefaults() {
    var config = MediaRoutingConfig.parse(withHiddenKeys(), "example");

    assertThat(config.cluster())
        .isEqualTo(
            new ClusterConfig(
                ClusterConfig.DEFAULT.name(),
                ClusterConfig.DEFAULT.networkInterface(),
                ClusterConfig.DEFAULT.port(),
                List.of(),
                "192.0.2.7:5701"));
    assertThat(config.servers().get(0).server().id()).isEqualTo("origin-127.0.0.1:9001");
    assertThat(config.fallback()).isNotNull();
  }

  @Test
  void theExamplesKeys_areTheSchemasKeys() {
    var written = new TreeSet<String>();
    keys(YamlTree.read(withHiddenKeys(), "example", Variables.NONE).root(), "", written);
    var known = new TreeMap<String, JsonNode>();
    properties(schema, "", known);
    written.removeIf(ExampleConfigTest::isRepeated);
    known.keySet().removeIf(ExampleConfigTest::isRepeated);

    assertThat(written).isEqualTo(known.keySet());
  }

  private static boolean isRepeated(String key) {
    return REPEATED.stream().anyMatch(key::startsWith);
  }

  private static void keys(JsonNode node, String path, Set<String> keys) {
    for (var entry : node.properties()) {
      String key = path.equals(PRESETS) || path.endsWith(".headers.") ? "*" : entry.getKey();
      keys.add(path + key);
      keys(entry.getValue(), path + key + ".", keys);
    }
    if (node.isArray()) {
      node.forEach(item -> keys(item, path, keys));
    }
  }

  private void properties(JsonNode rule, String path, TreeMap<String, JsonNode> properties) {
    JsonNode at = rule.has("$ref") ? schema.at(rule.get("$ref").asText().substring(1)) : rule;
    for (var entry : at.path("properties").properties()) {
      properties.put(path + entry.getKey(), entry.getValue());
      properties(entry.getValue(), path + entry.getKey() + ".", properties);
    }
    if (at.path("additionalProperties").isObject()) {
      properties.put(path + "*", at.get("additionalProperties"));
      properties(at.get("additionalProperties"), path + "*.", properties);
    }
    if (at.has("items")) {
      properties(at.get("items"), path, properties);
    }
  }

  @Test
  void theSchemasDefaults_areThoseOfTheExample() {
    JsonNode example = YamlTree.read(withHiddenKeys(), "example", Variables.NONE).root();
    var known = new TreeMap<String, JsonNode>();
    properties(schema, "", known);
    known.values().removeIf(rule -> !rule.has("default"));
    known.keySet().removeIf(key -> key.startsWith("servers.") || isRepeated(key));

    assertThat(known).hasSizeGreaterThan(20);
    known.forEach(
        (key, rule) ->
            assertThat(example.at("/" + key.replace('.', '/')).asText())
                .as(key)
                .isEqualTo(rule.get("default").asText()));
  }

  @Test
  void everyKeyOfTheSchema_isDescribed() {
    var known = new TreeMap<String, JsonNode>();
    properties(schema, "", known);
    known.remove(PRESETS + "*");
    known.remove("breakers.servers.*");

    assertThat(known)
        .allSatisfy(
            (key, rule) -> assertThat(rule.path("description").asText()).as(key).endsWith("."));
  }

  @Test
  void theSchemasNames_areThoseOfTheCore() {
    assertThat(schema.at("/properties/options/items/enum"))
        .extracting(JsonNode::asText)
        .containsExactlyElementsOf(
            Arrays.stream(PublishingOption.values())
                .filter(o -> o != PublishingOption.REJECT)
                .map(PublishingOption::token)
                .toList());
    assertThat(schema.at("/properties/servers/items/properties/role/enum"))
        .extracting(JsonNode::asText)
        .containsExactlyElementsOf(
            Arrays.stream(ServerRole.values()).map(ServerRole::token).toList());
    assertThat(schema.at("/properties/presets/additionalProperties/properties").properties())
        .extracting(e -> e.getKey())
        .containsExactlyInAnyOrderElementsOf(withTolerance(RenditionParameters.NAMES));
    assertThat(schema.at("/properties/policy/properties/tolerance/enum"))
        .extracting(JsonNode::asText)
        .containsExactlyElementsOf(
            Arrays.stream(Tolerance.values()).map(Tolerance::token).toList());
  }

  @Test
  void theSchemasChoices_areThoseOfTheRecord() {
    assertThat(schema.at("/properties/serverChoice/enum"))
        .extracting(JsonNode::asText)
        .containsExactlyElementsOf(
            Arrays.stream(ServerChoice.values()).map(ServerChoice::token).toList());
  }

  private static Set<String> withTolerance(Set<String> parameters) {
    var names = new TreeSet<>(parameters);
    names.add("tolerance");
    return names;
  }

  @Test
  void theSchema_isASchema() {
    var metaSchema =
        JsonSchemaFactory.getInstance(VersionFlag.V202012)
            .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

    assertThat(metaSchema.validate(schema)).isEmpty();
  }
}
