package io.mediarouter.vertx.health;

import io.mediarouter.farm.Work;
import java.util.Set;

/**
 * What keeps a server from its usual work.
 *
 * @param untrusted the work for which this proxy's breakers are not closed
 * @param ejected the work that the proxies have agreed not to send it
 * @param down whether it fails its checks
 */
record Ailments(Set<Work> untrusted, Set<Work> ejected, boolean down) {
  static final Ailments NONE = new Ailments(Set.of(), Set.of(), false);

  Ailments {
    untrusted = Set.copyOf(untrusted);
    ejected = Set.copyOf(ejected);
  }

  /** Whether something of {@code before} is over. */
  boolean isRecoveryFrom(Ailments before) {
    return (before.down && !down)
        || !untrusted.containsAll(before.untrusted)
        || !ejected.containsAll(before.ejected);
  }
}
