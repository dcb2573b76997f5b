package io.mediarouter.vertx.config;

import org.jspecify.annotations.Nullable;

/**
 * A secret of a configuration, or where it is: exactly one of the three is not null.
 *
 * @param text itself
 * @param env the variable of the environment that holds it
 * @param file the file whose first line it is
 */
public record Secret(@Nullable String text, @Nullable String env, @Nullable String file) {

  /** What a key of a section says; a text stands for itself. */
  static Secret read(Section section, String key) {
    if (!section.map().path(key).isObject()) {
      return new Secret(section.text(key, ""), null, null);
    }
    Section place = section.section(key);
    return new Secret(null, place.optionalText("env"), place.optionalText("file"));
  }

  /** Where it is. */
  @Override
  public String toString() {
    return text != null ? "a secret" : env != null ? "env " + env : "file " + file;
  }
}
