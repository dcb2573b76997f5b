package io.mediarouter.harness.scenario.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports of the loopback interface that nobody listens at. */
public final class FreePort {
  private FreePort() {}

  /**
   * One that was free a moment ago.
   *
   * @throws IOException if there is none
   */
  public static int find() throws IOException {
    try (ServerSocket socket =
        new ServerSocket(0, 1, InetAddress.getByName(ProxyConfig.LOOPBACK))) {
      return socket.getLocalPort();
    }
  }
}
