package io.mediarouter.vertx.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediarouter.vertx.config.form.RecordForm;

/** The JSON schema of the configuration, made of its records. */
final class SchemaFile {
  private SchemaFile() {}

  static String text() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    ObjectNode root = RecordForm.of(MediaRoutingConfig.class).schema();
    root.put("title", "the configuration of Media Router: a map with the key servers");
    root.put(
        "description",
        "A title says what a value may be and stands in error messages. Durations are whole numbers"
            + " with ms, s, m or h; sizes are bytes, or whole numbers with k, M, G or T (powers of"
            + " 1024). A key without a value counts as absent.");
    schema.setAll(root);
    try {
      return new ObjectMapper().writer(printer()).writeValueAsString(schema) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static DefaultPrettyPrinter printer() {
    Separators separators =
        Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER);
    return new DefaultPrettyPrinter(separators).withObjectIndenter(new DefaultIndenter("  ", "\n"));
  }
}
