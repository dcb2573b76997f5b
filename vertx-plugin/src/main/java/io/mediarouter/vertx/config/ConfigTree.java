package io.mediarouter.vertx.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * A configuration as written, before it is understood, with the mistakes found in it so far.
 * Confined to the thread that reads.
 */
final class ConfigTree {
  private final String source;
  private final JsonNode root;
  private final Map<KeyPath, Integer> lines;
  private final List<ConfigError> errors = new ArrayList<>();

  /**
   * A tree without mistakes yet.
   *
   * @param source name for errors; empty = none
   * @param lines line of each key and item, from 1; empty = there are no lines
   */
  ConfigTree(String source, JsonNode root, Map<KeyPath, Integer> lines) {
    this.source = source;
    this.root = root;
    this.lines = lines;
  }

  JsonNode root() {
    return root;
  }

  /** Adds a mistake; what is not written at all gets the line of what it should stand in. */
  void error(KeyPath path, String message) {
    var error = new ConfigError(line(path), path.toString(), message);
    if (!errors.contains(error)) {
      errors.add(error);
    }
  }

  private int line(KeyPath path) {
    Integer line = lines.get(path);
    if (line != null) {
      return line;
    }
    return path.elements().isEmpty() ? 0 : line(path.parent());
  }

  /**
   * Ends the reading if there are mistakes.
   *
   * @throws ConfigException with all of them
   */
  void requireNoErrors() {
    if (!errors.isEmpty()) {
      errors.sort(Comparator.comparingInt(ConfigError::line));
      throw new ConfigException(source, errors);
    }
  }
}
