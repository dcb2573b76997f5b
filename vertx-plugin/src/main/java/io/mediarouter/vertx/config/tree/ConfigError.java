package io.mediarouter.vertx.config.tree;

/**
 * One mistake in a configuration.
 *
 * @param line line of the key, from 1; 0 = the configuration has no lines
 * @param key path of the key, such as {@code servers[1].capacity}; empty = the whole
 * @param message what it is and what is expected, such as {@code -1 (expected: > 0)}
 */
public record ConfigError(int line, String key, String message) {
  /** As {@code key: message}. */
  @Override
  public String toString() {
    return key.isEmpty() ? message : key + ": " + message;
  }
}
