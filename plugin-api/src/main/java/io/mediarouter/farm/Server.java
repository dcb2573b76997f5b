package io.mediarouter.farm;

import java.net.URI;
import java.util.Set;

/**
 * One server of the farm, as configured.
 *
 * @param id unique name in the farm
 * @param roles what it does, at least one role
 * @param url where it listens, {@code http} or {@code https}
 * @param capacityCores how many cores it has for tasks, above 0
 * @param sessions how many tasks it can run at a time, whatever their load, as hardware encoders
 *     limit it; 0 = any number
 * @param capabilities for a transcoding server: what it can make
 * @param assetPath for an origin: the assets whose path starts with this are its own; empty = all
 */
public record Server(
    String id,
    Set<ServerRole> roles,
    URI url,
    double capacityCores,
    int sessions,
    Capabilities capabilities,
    String assetPath) {

  public Server {
    if (id.isEmpty() || roles.isEmpty()) {
      throw new IllegalArgumentException(
          "server: \"" + id + "\" " + roles + " (expected: an id and a role)");
    }
    if (!(capacityCores > 0)) {
      throw new IllegalArgumentException("capacity: " + capacityCores + " (expected: > 0)");
    }
    if (sessions < 0) {
      throw new IllegalArgumentException("sessions: " + sessions + " (expected: >= 0)");
    }
    roles = Set.copyOf(roles);
  }

  /** A server that runs any number of tasks. */
  public Server(
      String id,
      Set<ServerRole> roles,
      URI url,
      double capacityCores,
      Capabilities capabilities,
      String assetPath) {
    this(id, roles, url, capacityCores, 0, capabilities, assetPath);
  }

  /** A server that can make everything, if it transcodes. */
  public Server(String id, Set<ServerRole> roles, URI url, double capacityCores, String assetPath) {
    this(id, roles, url, capacityCores, Capabilities.ALL, assetPath);
  }

  /** Whether it has this role. */
  public boolean is(ServerRole role) {
    return roles.contains(role);
  }
}
