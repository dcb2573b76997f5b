package io.mediarouter.vertx.config.resilience;

import io.mediarouter.farm.ServerRole;
import io.mediarouter.farm.Work;
import java.util.Map;

/**
 * The settings of all circuit breakers: one for each server and kind of work.
 *
 * @param defaults where nothing else is said
 * @param roles for the servers of a role, as they do its work
 * @param servers for single servers, by id and role
 */
public record BreakersConfig(
    BreakerSettings defaults,
    Map<ServerRole, BreakerSettings> roles,
    Map<String, Map<ServerRole, BreakerSettings>> servers) {
  public static final BreakersConfig DEFAULT =
      new BreakersConfig(BreakerSettings.DEFAULT, Map.of(), Map.of());

  public BreakersConfig {
    roles = Map.copyOf(roles);
    servers = Map.copyOf(servers);
  }

  /** The settings of the breaker for that work of that server. */
  public BreakerSettings of(String serverId, Work work) {
    BreakerSettings role = roles.getOrDefault(work.role(), defaults);
    return servers.getOrDefault(serverId, Map.of()).getOrDefault(work.role(), role);
  }
}
