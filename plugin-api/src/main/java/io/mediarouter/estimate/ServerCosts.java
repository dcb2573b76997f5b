package io.mediarouter.estimate;

/** The table of what equal work costs on one server, relative to the farm's average server. */
@FunctionalInterface
public interface ServerCosts {
  /** Every server is an average one. */
  ServerCosts EQUAL = serverId -> 1;

  /** Core-seconds on that server per core-second on the average one, above 0; unknown = 1. */
  double factorOf(String serverId);
}
