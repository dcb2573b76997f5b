package io.mediarouter.vertx.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The example configuration: every key with its default, explained. */
public final class ExampleConfig {
  private static final String RESOURCE = "/media-router-example.yaml";

  private ExampleConfig() {}

  /** The example as YAML text. */
  public static String text() {
    try (InputStream in = ExampleConfig.class.getResourceAsStream(RESOURCE)) {
      return new String(
          Objects.requireNonNull(in, RESOURCE).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
