package io.mediarouter.harness.scenario.process;

import io.mediarouter.harness.scenario.relay.Relay;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * The network between the proxies of a farm. With {@link FarmExtra#RELAYS} each of them is reached
 * through a relay, and the network can be broken. Thread-safe.
 */
public final class ClusterLink implements AutoCloseable {
  private final boolean relayed;
  private final List<Integer> ports = new ArrayList<>();
  private final List<Relay> relays = new ArrayList<>();
  private int joined;

  ClusterLink(boolean relayed) {
    this.relayed = relayed;
  }

  /** Makes places for members, which then know of each other from the beginning. */
  synchronized void prepare(int members) throws IOException {
    while (ports.size() < members) {
      int port = FreePort.find();
      ports.add(port);
      if (relayed) {
        relays.add(Relay.to(new InetSocketAddress(ProxyConfig.LOOPBACK, port)));
      }
    }
  }

  /** Gives a proxy the next place. Without relays it looks for those before it only. */
  synchronized void join(ProxyConfig config, String name) throws IOException {
    prepare(joined + 1);
    List<Integer> reached =
        relayed
            ? relays.stream().map(relay -> relay.address().getPort()).toList()
            : ports.subList(0, joined);
    config.cluster(name, ports.get(joined), reached);
    if (relayed) {
      config.clusterReachedAt(reached.get(joined));
    }
    joined++;
  }

  /**
   * Lets each proxy be alone, as when a switch fails: nothing that a member sends arrives, and
   * nobody is told.
   *
   * @throws IllegalStateException if there are no relays
   */
  public synchronized void partition() {
    requireRelays();
    relays.forEach(Relay::silence);
  }

  /**
   * Lets each proxy be alone, as when a peer's host refuses: connections are closed and new ones
   * too.
   *
   * @throws IllegalStateException if there are no relays
   */
  public synchronized void cut() {
    requireRelays();
    relays.forEach(Relay::cut);
  }

  /** Makes the network whole again. */
  public synchronized void heal() {
    relays.forEach(Relay::heal);
  }

  private void requireRelays() {
    if (relays.isEmpty()) {
      throw new IllegalStateException("no relays (expected: a plan with RELAYS and a cluster)");
    }
  }

  @Override
  public synchronized void close() {
    relays.forEach(Relay::close);
  }
}
