package io.mediarouter.state.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Records as a proxy of a later version has them: with a field more, on each level. */
public final class Newer {
  private static final RecordCodec CODEC = new RecordCodec(List.of());
  private static final JsonMapper JSON = new JsonMapper();

  private Newer() {}

  /** What a later version has written of a record, as it is read here: each level says so. */
  public static <T> T written(Class<T> type, T value, String note) {
    return CODEC.read(type, noted(tree(type, value), note));
  }

  private static JsonNode noted(JsonNode node, String note) {
    node.forEach(child -> noted(child, note));
    if (node instanceof ObjectNode object) {
      object.putArray("notes").addObject().put("note", note);
    }
    return node;
  }

  /** What a later version reads of what is written here. */
  public static <T> JsonNode read(Class<T> type, T value) {
    return tree(type, value);
  }

  private static <T> JsonNode tree(Class<T> type, T value) {
    try {
      return JSON.readTree(new String(CODEC.write(type, value), StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  /** The note on a level; empty = none. */
  public static String note(JsonNode node) {
    return node.path("notes").path(0).path("note").asText();
  }
}
