package io.mediarouter.vertx.config;

import io.mediarouter.vertx.config.form.Checks;
import io.mediarouter.vertx.config.form.Key;
import io.mediarouter.vertx.config.form.RecordForm;
import io.mediarouter.vertx.config.form.Texts;
import io.mediarouter.vertx.config.tree.ConfigError;
import io.mediarouter.vertx.config.tree.ConfigException;
import io.mediarouter.vertx.config.tree.Values;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The settings of where the other proxies of the cluster get what this one makes, while it grows.
 */
public record PeersConfig(
    @Key(
            value =
                "Address of this machine that they reach; nothing else is bound. Absent: by which"
                    + " the cluster knows this proxy.",
            name = "interface",
            is = Texts.HOST,
            pattern = Texts.HOST_PATTERN,
            example = "10.0.0.1")
        @Nullable String networkInterface,
    @Key(
            value = "Port on that address. 0: any free one, which they are told.",
            absent = "0",
            range = "0..65535")
        int port,
    @Key(
            value =
                "Its first line is the secret that all proxies of the cluster share, at least 16"
                    + " characters. Absent: that of the environment variable"
                    + " MEDIA_ROUTER_CLUSTER_SECRET; without one each proxy makes its own and tells"
                    + " it in the cluster's tables alone.",
            is = Texts.FILE,
            pattern = Texts.SOME,
            example = "/run/secrets/cluster")
        @Nullable String secretFile) {
  /** The environment variable that may hold the secret. */
  public static final String VARIABLE = "MEDIA_ROUTER_CLUSTER_SECRET";

  public static final PeersConfig DEFAULT = RecordForm.defaults(PeersConfig.class);

  private static final int SHORTEST = 16;
  private static final String EXPECTED =
      "a file whose first line is a secret of at least " + SHORTEST + " characters";

  public PeersConfig {
    Checks.port("peers.port", port, 0);
    Checks.require(
        networkInterface == null || !networkInterface.isBlank(),
        "peers.interface",
        Values.quoted(String.valueOf(networkInterface)),
        "an address of this machine");
  }

  /** Whether nothing is said of where to listen. */
  public boolean isDefault() {
    return networkInterface == null && port == DEFAULT.port();
  }

  /**
   * The secret; null = none is configured. Blocks.
   *
   * @param environment the value of {@link #VARIABLE}; null = it is not set
   * @throws ConfigException if there is one that cannot be used
   */
  public @Nullable String secret(@Nullable String environment) {
    if (secretFile != null) {
      return firstLine(secretFile);
    }
    if (environment == null || environment.isBlank()) {
      return null;
    }
    if (environment.strip().length() < SHORTEST) {
      throw refused(VARIABLE, "a secret of at least " + SHORTEST + " characters is expected");
    }
    return environment.strip();
  }

  private static String firstLine(String file) {
    try {
      String first =
          Files.readString(Path.of(file), StandardCharsets.UTF_8)
              .lines()
              .findFirst()
              .orElse("")
              .strip();
      if (first.length() < SHORTEST) {
        throw refused("peers.secretFile", Values.expected(file, EXPECTED));
      }
      return first;
    } catch (IOException e) {
      throw refused("peers.secretFile", Values.expected(file, "a file that can be read"));
    }
  }

  private static ConfigException refused(String key, String problem) {
    return new ConfigException("", List.of(new ConfigError(0, key, problem)));
  }
}
