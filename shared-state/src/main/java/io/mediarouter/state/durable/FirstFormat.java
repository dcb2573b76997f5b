package io.mediarouter.state.durable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The documents of format 1, which were flatter than the records that they are of. */
final class FirstFormat {
  private static final JsonMapper JSON = new JsonMapper();

  private FirstFormat() {}

  /**
   * A document as it is in the second format.
   *
   * @throws IllegalArgumentException if it is not JSON
   */
  static JsonNode upgraded(String table, String document) {
    JsonNode old = tree(document);
    switch (table) {
      case "servers" -> {
        return old.path("state");
      }
      case "jobs" -> job(old);
      case "farm" -> server(old.path("definition"));
      case "history" -> {
        treatment(old.path("rendition"));
        nest(old, "task", "asset", "source", "rendition", "speed");
      }
      case "popularity" -> nest(old, "popularity", "weight", "at");
      case "speculation" -> {
        nest(old.path("investment"), "benefit", "firstUse", "eachUse");
        nest(old, "row", "account", "investment", "uses");
      }
      case "renditions" -> rendition(old);
      case "removals" -> rename(old, "server", "serverId");
      default -> throw new IllegalArgumentException("no table " + table + " in format 1");
    }
    return old;
  }

  private static JsonNode tree(String document) {
    try {
      return JSON.readTree(document);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    }
  }

  private static void job(JsonNode job) {
    nest(job, "priority", "urgency");
    job.path("tasks").forEach(task -> treatment(task.path("rendition")));
  }

  private static void server(JsonNode definition) {
    nest(definition, "capabilities", "formats", "videoCodecs", "audioCodecs");
    nest(
        definition,
        "server",
        "id",
        "roles",
        "url",
        "capacityCores",
        "sessions",
        "capabilities",
        "assetPath");
  }

  private static void treatment(JsonNode rendition) {
    nest(rendition, "treatment", "loudness", "everyMillis", "tiles");
  }

  private static void rendition(JsonNode kept) {
    treatment(kept.path("rendition"));
    rename(kept, "servers", "serverIds");
    rename(kept, "useWeight", "weight");
    rename(kept, "usedAt", "at");
    nest(kept, "usage", "hits", "weight", "at");
    if (kept instanceof ObjectNode row) {
      row.set("sourceVersion", row.path("source").path("version"));
    }
    nest(
        kept,
        "stored",
        "rendition",
        "sourceVersion",
        "path",
        "bytes",
        "etag",
        "storedAt",
        "speed",
        "serverIds",
        "usage");
  }

  private static void rename(JsonNode node, String from, String to) {
    if (node.has(from)) {
      ((ObjectNode) node).set(to, ((ObjectNode) node).remove(from));
    }
  }

  /** Moves fields of a node, those that are there, into a node in it. */
  private static void nest(JsonNode node, String name, String... fields) {
    if (node instanceof ObjectNode flat) {
      ObjectNode nested = JSON.createObjectNode();
      for (String field : fields) {
        JsonNode value = flat.remove(field);
        if (value != null) {
          nested.set(field, value);
        }
      }
      if (!nested.isEmpty()) {
        flat.set(name, nested);
      }
    }
  }
}
