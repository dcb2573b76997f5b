package io.mediarouter.harness.contract;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;

/** An address that nobody has a reason to connect to, and that notes who does. */
final class Trap implements AutoCloseable {
  private final ServerSocket socket = new ServerSocket();
  private final String host;
  private volatile boolean sprung;

  /**
   * Sets one on a free port.
   *
   * @param host an address of this machine
   */
  Trap(String host) throws IOException {
    this.host = host;
    socket.bind(new InetSocketAddress(InetAddress.getByName(host), 0));
    Thread watch = new Thread(this::watch, "trap");
    watch.setDaemon(true);
    watch.start();
  }

  private void watch() {
    while (!socket.isClosed()) {
      try (var caught = socket.accept()) {
        sprung = caught.isConnected();
      } catch (IOException e) {
        // Closed by us, or by who came.
      }
    }
  }

  URI url() {
    return URI.create("http://" + host + ":" + socket.getLocalPort() + "/film.mp4");
  }

  /** Whether somebody came since this was asked last. */
  boolean takeSprung() {
    boolean was = sprung;
    sprung = false;
    return was;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
