package io.mediarouter.farm;

import java.util.Set;

/**
 * An order to drain a server, which ends its present work, with what comes then: nothing, its
 * retirement, or other roles.
 *
 * @param handsOver whether batch work that runs there is moved at once; otherwise it may end there
 * @param retires whether it leaves the farm then
 * @param becomes what it does then; empty = nothing new
 */
public record DrainOrder(boolean handsOver, boolean retires, Set<ServerRole> becomes) {
  public DrainOrder {
    becomes = Set.copyOf(becomes);
    if (retires && !becomes.isEmpty()) {
      throw new IllegalArgumentException(
          "departure: retires and becomes " + becomes + " (expected: one of them)");
    }
  }

  /** Whether the server leaves its place at the end, so that nothing may be under way there. */
  public boolean leaves() {
    return retires || !becomes.isEmpty();
  }
}
