package io.mediarouter.vertx.health;

import io.mediarouter.farm.Work;
import java.util.Set;

/**
 * The reasons that keep a server from its usual work.
 *
 * @param untrusted the work for which this proxy's breakers are not closed
 * @param ejected the work that the proxies have agreed not to send it
 * @param down whether it fails its checks
 */
record ServerFaults(Set<Work> untrusted, Set<Work> ejected, boolean down) {
  static final ServerFaults NONE = new ServerFaults(Set.of(), Set.of(), false);

  ServerFaults {
    untrusted = Set.copyOf(untrusted);
    ejected = Set.copyOf(ejected);
  }

  /** Whether something of {@code before} is over. */
  boolean isRecoveryFrom(ServerFaults before) {
    return (before.down && !down)
        || !untrusted.containsAll(before.untrusted)
        || !ejected.containsAll(before.ejected);
  }
}
