package io.mediarouter.vertx;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The address of this machine by which it reaches servers. */
final class OwnAddress {
  private OwnAddress() {}

  /**
   * Looks for it by the routes of this machine; nothing is sent, but names may be looked up, which
   * blocks.
   *
   * @throws IOException where none can be reached, and why none of them can
   */
  static String towards(List<InetSocketAddress> servers) throws IOException {
    List<InetAddress> found = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (InetSocketAddress server : servers) {
      try {
        found.add(towards(server));
      } catch (IOException | RuntimeException e) {
        problems.add(server.getHostString() + ": " + e.getMessage());
      }
    }
    // Who is on this machine reaches its other addresses too.
    return found.stream()
        .min(Comparator.comparing(InetAddress::isLoopbackAddress))
        .map(InetAddress::getHostAddress)
        .orElseThrow(() -> new IOException("no transcoding server can be reached " + problems));
  }

  private static InetAddress towards(InetSocketAddress server) throws IOException {
    try (var socket = new DatagramSocket()) {
      socket.connect(new InetSocketAddress(server.getHostString(), server.getPort()));
      return socket.getLocalAddress();
    }
  }
}
