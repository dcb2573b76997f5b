package io.mediarouter.vertx.config;

import java.time.Instant;
import java.util.List;

/**
 * One attempt to take a configuration from a file.
 *
 * @param at when the file was read
 * @param digest SHA-256 of what was in it, hexadecimal; empty where it could not be read
 * @param errors why it was refused, such as {@code mr.yaml:7: limits.requests: 0 (expected: >= 1)};
 *     none = it was taken
 */
public record ConfigAttempt(Instant at, String digest, List<String> errors) {
  public ConfigAttempt {
    errors = List.copyOf(errors);
  }

  /** Whether what was in force before stayed. */
  public boolean isRefused() {
    return !errors.isEmpty();
  }
}
