package io.mediarouter.select;

import java.util.Map;

/**
 * The record of what was learned of the farm and its traffic, at a moment. Immutable: with the
 * views, all that a choice depends on.
 *
 * @param servers what was learned of each server, by name
 * @param newsDelaySeconds how late the other proxies' tasks come to be seen, at least 0
 */
public record FarmExperience(Map<String, ServerExperience> servers, double newsDelaySeconds) {
  /** Nothing was learned yet. */
  public static final FarmExperience NONE = new FarmExperience(Map.of(), 0);

  public FarmExperience {
    servers = Map.copyOf(servers);
    if (!(newsDelaySeconds >= 0)) {
      throw new IllegalArgumentException("newsDelay: " + newsDelaySeconds + " (expected: >= 0)");
    }
  }

  /** What was learned of a server. */
  public ServerExperience of(String serverId) {
    ServerExperience known = servers.get(serverId);
    return known == null ? ServerExperience.NONE : known;
  }
}
