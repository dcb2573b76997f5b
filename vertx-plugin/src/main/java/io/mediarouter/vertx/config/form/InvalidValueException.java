package io.mediarouter.vertx.config.form;

import io.mediarouter.vertx.config.tree.Values;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A value that a configuration record refuses, by the path of its key. */
public final class InvalidValueException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> keys;
  private final @Nullable String value;
  private final String expected;

  public InvalidValueException(String key, String value, String expected) {
    super(key + ": " + Values.expected(value, expected));
    keys = List.of(key);
    this.value = value;
    this.expected = expected;
  }

  /** Values that do not go together; the first of the keys that is written is at fault. */
  public InvalidValueException(List<String> keys, String expected) {
    super(String.join(", ", keys) + ": " + expected);
    this.keys = List.copyOf(keys);
    value = null;
    this.expected = expected;
  }

  /** The paths of the keys, such as {@code spool.memory}. */
  List<String> keys() {
    return keys;
  }

  /** What the value is; null = what is written. */
  @Nullable String value() {
    return value;
  }

  /** What is expected. */
  String expected() {
    return expected;
  }

  /** The path of the key. */
  public String key() {
    return keys.get(0);
  }

  /** What the value is and what is expected. */
  public String problem() {
    return value == null ? expected : Values.expected(value, expected);
  }
}
