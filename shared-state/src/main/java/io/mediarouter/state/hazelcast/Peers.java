package io.mediarouter.state.hazelcast;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The other proxies of the cluster, by name, with the Hazelcast member on which each is. Safe for
 * use by many threads.
 *
 * <p>A Hazelcast cluster may also hold members that are no proxies: a peer is who has spoken.
 */
final class Peers {
  private final Map<String, String> nodes = new HashMap<>();

  /** Notes that a peer speaks, and from which member. */
  synchronized void note(String name, String node) {
    nodes.put(name, node);
  }

  /** Drops a peer; tells whether it was known. */
  synchronized boolean drop(String name) {
    return nodes.remove(name) != null;
  }

  /** Drops and returns the peers that are on none of the present members. */
  synchronized Set<String> dropAbsent(Set<String> presentNodes) {
    var absent = new HashSet<String>();
    nodes.forEach(
        (name, node) -> {
          if (!presentNodes.contains(node)) {
            absent.add(name);
          }
        });
    nodes.keySet().removeAll(absent);
    return absent;
  }

  synchronized Set<String> names() {
    return Set.copyOf(nodes.keySet());
  }

  /** Whether somebody has spoken from each of these members. */
  synchronized boolean areOnAll(Set<String> presentNodes) {
    return nodes.values().containsAll(presentNodes);
  }
}
