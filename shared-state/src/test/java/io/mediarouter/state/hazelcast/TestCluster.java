package io.mediarouter.state.hazelcast;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A cluster of a random name whose members listen on free ports of 127.0.0.1. */
final class TestCluster {
  static final String LOOPBACK = "127.0.0.1";

  private final String name = "test-" + UUID.randomUUID();
  private final List<String> addresses = new ArrayList<>();

  /** Options for one more member, which knows those before it. */
  ClusterOptions nextOptions() {
    int port = freePort();
    addresses.add(LOOPBACK + ":" + port);
    return ClusterOptions.of(name, LOOPBACK, port, addresses);
  }

  HazelcastSharedState join() {
    return HazelcastSharedState.join(nextOptions());
  }

  static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
