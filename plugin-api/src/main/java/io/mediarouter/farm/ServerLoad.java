package io.mediarouter.farm;

/**
 * The load of a server as the monitor sees it, in cores.
 *
 * @param cores what it is taken to be, at least 0; may exceed the capacity
 * @param known whether it can be relied on; an unknown load is never taken for idle
 */
public record ServerLoad(double cores, boolean known) {
  /** Cores that are free for another task; 0 where the load is unknown or above the capacity. */
  public double freeCores(Server server) {
    return known ? Math.max(0, server.capacityCores() - cores) : 0;
  }
}
