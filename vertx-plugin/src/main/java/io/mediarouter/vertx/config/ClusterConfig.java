package io.mediarouter.vertx.config;

import java.util.List;

/**
 * The cluster through which several proxies share what they know. Whoever reaches its port owns the
 * shared tables, so it belongs into a network of its own.
 *
 * @param name name that all members have in common
 * @param networkInterface address of this proxy that members talk to; nothing else is bound
 * @param port port on that address, 1..65535
 * @param members where to look for other members, {@code host:port} or {@code host}; empty = this
 *     proxy is the first
 */
public record ClusterConfig(String name, String networkInterface, int port, List<String> members) {
  public static final String DEFAULT_NAME = "media-router";
  public static final String DEFAULT_INTERFACE = "127.0.0.1";
  public static final int DEFAULT_PORT = 5701;

  /** A cluster that this proxy is the first of. */
  public static final ClusterConfig DEFAULT =
      new ClusterConfig(DEFAULT_NAME, DEFAULT_INTERFACE, DEFAULT_PORT, List.of());

  public ClusterConfig {
    Checks.require(!name.isBlank(), "cluster.name", Values.quoted(name), "a name");
    Checks.port("cluster.port", port, 1);
    members = List.copyOf(members);
  }
}
