package io.mediarouter.vertx.config.tree;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A configuration that cannot be used, with all the mistakes found; its message has a line for
 * each, such as {@code media-router.yaml:7: servers[1].capacity: -1 (expected: > 0)}.
 */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<ConfigError> errors;

  public ConfigException(String source, List<ConfigError> errors) {
    super(
        errors.stream().map(e -> where(source, e) + e).collect(Collectors.joining("\n")),
        null,
        false,
        false);
    this.errors = List.copyOf(errors);
  }

  /** The mistakes that are found after the reading; they are on no line. */
  public static ConfigException of(List<ConfigError> errors) {
    return new ConfigException("", errors);
  }

  private static String where(String source, ConfigError error) {
    String line = error.line() > 0 ? ":" + error.line() : "";
    return source.isEmpty() ? "" : source + line + ": ";
  }

  /** The mistakes, in the order of their lines. */
  public List<ConfigError> errors() {
    return errors;
  }
}
