package io.mediarouter.state.hazelcast;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The other proxies of the cluster, by name, with the Hazelcast member on which each is. Safe for
 * use by many threads.
 *
 * <p>A Hazelcast cluster may also hold members that are no proxies: a peer is who has spoken.
 */
final class Peers {
  /** Beats without a word after which a client is gone. */
  static final int BEATS = 5;

  private static final String CLIENT = "client:";

  private final Map<String, String> nodes = new HashMap<>();
  private final Map<String, Long> heard = new HashMap<>();
  private long beats;

  /** The name of a node that is a client. */
  static String client(String id) {
    return CLIENT + id;
  }

  static boolean isClient(String node) {
    return node.startsWith(CLIENT);
  }

  /** Counts one more beat. */
  synchronized void beat() {
    beats++;
  }

  /** Notes that a peer speaks, and from which member. */
  synchronized void note(String name, String node) {
    nodes.put(name, node);
    heard.put(name, beats);
  }

  /** Drops a peer; tells whether it was known. */
  synchronized boolean drop(String name) {
    heard.remove(name);
    return nodes.remove(name) != null;
  }

  /** Drops and returns the peers that are on none of the present members. */
  synchronized Set<String> dropAbsent(Set<String> presentNodes) {
    var absent = new HashSet<String>();
    nodes.forEach(
        (name, node) -> {
          if (isClient(node) ? isSilent(name) : !presentNodes.contains(node)) {
            absent.add(name);
          }
        });
    nodes.keySet().removeAll(absent);
    heard.keySet().removeAll(absent);
    return absent;
  }

  private boolean isSilent(String name) {
    return beats - heard.getOrDefault(name, beats) > BEATS;
  }

  /** From which node a peer spoke last; null = it is not known. */
  synchronized @Nullable String node(String name) {
    return nodes.get(name);
  }

  synchronized Set<String> names() {
    return Set.copyOf(nodes.keySet());
  }

  /** Whether somebody has spoken from each of these members. */
  synchronized boolean areOnAll(Set<String> presentNodes) {
    return nodes.values().containsAll(presentNodes);
  }
}
