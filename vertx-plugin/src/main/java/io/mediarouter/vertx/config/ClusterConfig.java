package io.mediarouter.vertx.config;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The cluster through which several proxies share what they know. Whoever reaches its port owns the
 * shared tables, so it belongs into a network of its own.
 *
 * @param name name that all members have in common
 * @param networkInterface address of this proxy that members talk to; nothing else is bound
 * @param port port on that address, 1..65535
 * @param members where to look for other members, {@code host:port} or {@code host}; empty = this
 *     proxy is the first
 * @param publicAddress where other members reach this proxy, {@code host:port}, such as in front of
 *     an address translation; null: where it listens
 */
public record ClusterConfig(
    String name,
    String networkInterface,
    int port,
    List<String> members,
    @Nullable String publicAddress) {
  public static final String DEFAULT_NAME = "media-router";
  public static final String DEFAULT_INTERFACE = "127.0.0.1";
  public static final int DEFAULT_PORT = 5701;

  private static final Pattern ADDRESS =
      Pattern.compile("(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+]):([0-9]{1,5})");

  /** A cluster that this proxy is the first of. */
  public static final ClusterConfig DEFAULT =
      new ClusterConfig(DEFAULT_NAME, DEFAULT_INTERFACE, DEFAULT_PORT, List.of(), null);

  public ClusterConfig {
    Checks.require(!name.isBlank(), "cluster.name", Values.quoted(name), "a name");
    Checks.port("cluster.port", port, 1);
    members = List.copyOf(members);
    requireAddress(publicAddress);
  }

  private static void requireAddress(@Nullable String address) {
    if (address != null) {
      var parts = ADDRESS.matcher(address);
      String key = "cluster.publicAddress";
      Checks.require(parts.matches(), key, Values.quoted(address), "host:port");
      Checks.port(key, Integer.parseInt(parts.group(1)), 1);
    }
  }
}
