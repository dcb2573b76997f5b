package io.mediarouter.estimate;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The learned costs of the farm's servers. Written by one thread at a time, read by any. */
final class ServerCostTable implements ServerCosts {
  /** More names than any farm has: a file with a new name in each row must not fill the memory. */
  private static final int CAPACITY = 10_000;

  private final Map<String, ServerCost> servers = new ConcurrentHashMap<>();
  private final ServerCost average = ServerCost.average();

  @Override
  public double factorOf(String serverId) {
    ServerCost known = servers.get(serverId);
    return known == null ? 1 : known.factor();
  }

  ServerCost of(@Nullable String serverId) {
    if (serverId == null || (servers.size() >= CAPACITY && !servers.containsKey(serverId))) {
      return average;
    }
    return servers.computeIfAbsent(serverId, id -> ServerCost.unseen());
  }
}
