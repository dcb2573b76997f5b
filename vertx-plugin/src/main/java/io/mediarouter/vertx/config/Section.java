package io.mediarouter.vertx.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One map of a configuration that obeys the schema, and where it stands. */
record Section(ConfigTree tree, JsonNode map, KeyPath path) {

  /** The map under a key; empty if absent. */
  Section section(String key) {
    return new Section(tree, map.path(key), path.key(key));
  }

  /** The maps in the list under a key; empty if absent. */
  List<Section> sections(String key) {
    return IntStream.range(0, map.path(key).size()).mapToObj(i -> item(key, i)).toList();
  }

  private Section item(String key, int index) {
    return new Section(tree, map.path(key).path(index), path.key(key).item(index));
  }

  boolean has(String key) {
    return map.has(key);
  }

  List<String> keys() {
    return map.properties().stream().map(entry -> entry.getKey()).toList();
  }

  String text(String key, String absent) {
    return map.path(key).asText(absent);
  }

  @Nullable String optionalText(String key) {
    return has(key) ? map.path(key).asText() : null;
  }

  List<String> texts(String key) {
    JsonNode list = map.path(key);
    return IntStream.range(0, list.size()).mapToObj(i -> list.path(i).asText()).toList();
  }

  int number(String key, int absent) {
    return map.path(key).asInt(absent);
  }

  boolean flag(String key, boolean absent) {
    return map.path(key).asBoolean(absent);
  }

  double decimal(String key, double absent) {
    return map.path(key).asDouble(absent);
  }

  Duration duration(String key, Duration absent) {
    return has(key) ? Quantities.duration(map.path(key).asText()) : absent;
  }

  long bytes(String key, long absent) {
    JsonNode value = map.path(key);
    if (value.isNumber()) {
      return value.asLong();
    }
    return has(key) ? Quantities.bytes(value.asText()) : absent;
  }

  /** Adds a mistake in the value of a key. */
  void error(String key, String expected) {
    KeyPath at = path.key(key);
    tree.error(at, Values.expected(Values.shown(at, map.path(key)), expected));
  }

  /** Adds that a key is none of {@code known}. */
  void unknown(String key, List<String> known) {
    tree.error(path.key(key), Spelling.unknownKey(key, known));
  }

  /** The same as {@link #checked} for a record whose keys are relative to this map. */
  <T> T checkedHere(Supplier<T> reading, T otherwise) {
    try {
      return reading.get();
    } catch (InvalidValueException e) {
      tree.error(path.key(e.key()), e.problem());
      return otherwise;
    }
  }

  /** What the reading gives, or {@code otherwise} with a mistake added if a record refuses it. */
  <T> T checked(Supplier<T> reading, T otherwise) {
    try {
      return reading.get();
    } catch (InvalidValueException e) {
      tree.error(new KeyPath(List.of((Object[]) e.key().split("\\."))), e.problem());
      return otherwise;
    }
  }
}
