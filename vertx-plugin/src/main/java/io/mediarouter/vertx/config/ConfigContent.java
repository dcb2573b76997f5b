package io.mediarouter.vertx.config;

import io.mediarouter.Sha256;
import io.mediarouter.vertx.config.tree.ConfigException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The content of a configuration file when it was read.
 *
 * @param text what was in it; empty where it could not be read
 * @param failure why it could not be read; null = it could
 */
record ConfigContent(String text, @Nullable ConfigException failure) {
  /** Reads; blocks. */
  static ConfigContent of(Path file) {
    try {
      return new ConfigContent(ConfigLoader.read(file), null);
    } catch (ConfigException e) {
      return new ConfigContent("", e);
    }
  }

  /**
   * Whether the file was the same then: with the same text, or not readable for the same reason.
   */
  boolean isSameAs(@Nullable ConfigContent other) {
    return other != null && text.equals(other.text) && reason().equals(other.reason());
  }

  private String reason() {
    return failure == null ? "" : String.valueOf(failure.getMessage());
  }

  /**
   * What the text says to the stand-alone proxy, which keeps in a file what outlives it.
   *
   * @param source name of the text in errors
   * @throws ConfigException naming every mistake
   */
  MediaRoutingConfig parse(String source) {
    if (failure != null) {
      throw failure;
    }
    return ConfigLoader.parse(text, source, DurableKind.FILE);
  }

  /** SHA-256 of the text, hexadecimal; empty where it could not be read. */
  String digest() {
    return failure == null ? Sha256.hex(text) : "";
  }
}
