package io.mediarouter.vertx.config.form;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediarouter.vertx.config.tree.ConfigTree;
import io.mediarouter.vertx.config.tree.KeyPath;
import io.mediarouter.vertx.config.tree.Spelling;
import io.mediarouter.vertx.config.tree.Values;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One map of a configuration that obeys the schema, and where it stands. */
public record Section(ConfigTree tree, JsonNode map, KeyPath path) {

  /** The map under a key; empty if absent. */
  public Section section(String key) {
    return new Section(tree, map.path(key), path.key(key));
  }

  /** The maps in the list under a key; empty if absent. */
  public List<Section> sections(String key) {
    Section list = section(key);
    return IntStream.range(0, list.map.size()).mapToObj(list::item).toList();
  }

  /** What stands in this list at an index. */
  public Section item(int index) {
    return new Section(tree, map.path(index), path.item(index));
  }

  public boolean has(String key) {
    return map.has(key);
  }

  public List<String> keys() {
    return map.properties().stream().map(entry -> entry.getKey()).toList();
  }

  public String text(String key, String absent) {
    return map.path(key).asText(absent);
  }

  public @Nullable String optionalText(String key) {
    return has(key) ? map.path(key).asText() : null;
  }

  public List<String> texts(String key) {
    JsonNode list = map.path(key);
    return IntStream.range(0, list.size()).mapToObj(i -> list.path(i).asText()).toList();
  }

  /** The whole. */
  public Section root() {
    return new Section(tree, tree.root(), KeyPath.ROOT);
  }

  /** Adds a mistake in a key whose value is told otherwise than it is written. */
  public void error(String key, String shown, String expected) {
    tree.error(path.key(key), Values.expected(shown, expected));
  }

  /** Adds that something else is expected here. */
  public void expected(String what) {
    tree.error(path, Values.expected(Values.shown(path, map), what));
  }

  /** Adds a mistake in the value of a key. */
  public void error(String key, String expected) {
    KeyPath at = path.key(key);
    tree.error(at, Values.expected(Values.shown(at, map.path(key)), expected));
  }

  /** Adds that a key is none of {@code known}. */
  public void unknown(String key, List<String> known) {
    tree.error(path.key(key), Spelling.unknownKey(key, known));
  }

  /** What would stand under a key, for a key that is absent. */
  public Section section(String key, JsonNode value) {
    return new Section(tree, value, path.key(key));
  }

  /** Adds that a record refuses what is in this map; it names keys of the root or of the map. */
  void refused(InvalidValueException refusal) {
    String start = path + ".";
    List<String> keys =
        refusal.keys().stream()
            .map(key -> key.startsWith(start) ? key.substring(start.length()) : key)
            .toList();
    String key = keys.stream().filter(this::has).findFirst().orElse(keys.get(keys.size() - 1));
    KeyPath at = path;
    for (String name : key.split("\\.")) {
      at = at.key(name);
    }
    String value = refusal.value();
    String shown = value == null ? Values.shown(at, map.path(key)) : value;
    tree.error(at, Values.expected(shown, refusal.expected()));
  }
}
