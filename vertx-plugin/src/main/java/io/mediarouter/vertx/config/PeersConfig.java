package io.mediarouter.vertx.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the other proxies of the cluster get what this one makes, while it grows.
 *
 * @param networkInterface address of this machine that they reach; nothing else is bound; null = by
 *     which the cluster knows this proxy
 * @param port port on that address, 0..65535; 0 = any free one, which they are told
 * @param secretFile file whose first line is the secret that all proxies of the cluster share, at
 *     least 16 characters; null = that of the environment variable {@value #VARIABLE}, and without
 *     one each proxy makes its own and tells it in the cluster's tables alone
 */
public record PeersConfig(
    @Nullable String networkInterface, int port, @Nullable String secretFile) {
  /** The environment variable that may hold the secret. */
  public static final String VARIABLE = "MEDIA_ROUTER_CLUSTER_SECRET";

  public static final int DEFAULT_PORT = 0;
  public static final PeersConfig DEFAULT = new PeersConfig(null, DEFAULT_PORT, null);

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

  static PeersConfig read(Section root) {
    Section peers = root.section("peers");
    return new PeersConfig(
        peers.optionalText("interface"),
        peers.number("port", DEFAULT_PORT),
        peers.optionalText("secretFile"));
  }

  /** Whether nothing is said of where to listen. */
  public boolean isDefault() {
    return networkInterface == null && port == DEFAULT_PORT;
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
