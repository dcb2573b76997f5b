package io.mediarouter.vertx.config.servers;

import org.jspecify.annotations.Nullable;

/**
 * A secret of a configuration, or where it is: exactly one of the three is not null.
 *
 * @param text itself
 * @param env the variable of the environment that holds it
 * @param file the file whose first line it is
 */
public record Secret(@Nullable String text, @Nullable String env, @Nullable String file) {

  /** Where it is. */
  @Override
  public String toString() {
    return text != null ? "a secret" : env != null ? "env " + env : "file " + file;
  }
}
