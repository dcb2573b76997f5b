package io.mediarouter.vertx.config.tree;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A configuration as written, before it is understood, with the mistakes found in it so far.
 * Confined to the thread that reads.
 */
public final class ConfigTree {
  private final String source;
  private final JsonNode root;
  private final Map<KeyPath, Integer> lines;
  private final Set<KeyPath> filledIn;
  private final List<ConfigError> errors = new ArrayList<>();
  private final Set<KeyPath> unread = new HashSet<>();

  /**
   * A tree without mistakes yet.
   *
   * @param source name for errors; empty = none
   * @param lines line of each key and item, from 1; empty = there are no lines
   * @param filledIn where variables stood: texts that may be meant as something else
   */
  public ConfigTree(
      String source, JsonNode root, Map<KeyPath, Integer> lines, Set<KeyPath> filledIn) {
    this.source = source;
    this.root = root;
    this.lines = lines;
    this.filledIn = filledIn;
  }

  Set<KeyPath> filledIn() {
    return filledIn;
  }

  /** Puts something else in the place of a value. */
  void replace(KeyPath path, JsonNode value) {
    JsonNode parent = root;
    for (Object element : path.parent().elements()) {
      parent = element instanceof Integer i ? parent.path(i) : parent.path((String) element);
    }
    Object last = path.elements().get(path.elements().size() - 1);
    if (parent instanceof ObjectNode map) {
      map.set((String) last, value);
    } else if (parent instanceof ArrayNode list) {
      list.set((Integer) last, value);
    }
  }

  public JsonNode root() {
    return root;
  }

  /** Adds a mistake; what is not written at all gets the line of what it should stand in. */
  public void error(KeyPath path, String message) {
    var error = new ConfigError(line(path), path.toString(), message);
    if (!unread.contains(path) && !errors.contains(error)) {
      errors.add(error);
    }
  }

  /** The same for what cannot be read at all: nothing else is said of it. */
  void onlyError(KeyPath path, String message) {
    error(path, message);
    unread.add(path);
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
  public void requireNoErrors() {
    if (!errors.isEmpty()) {
      errors.sort(Comparator.comparingInt(ConfigError::line));
      throw new ConfigException(source, errors);
    }
  }
}
