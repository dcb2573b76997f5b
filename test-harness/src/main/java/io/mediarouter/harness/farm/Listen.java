package io.mediarouter.harness.farm;

/**
 * The address where a server listens.
 *
 * @param address a numeric address or host name of this machine
 * @param port 0 to 65535; 0 takes a free one
 */
public record Listen(String address, int port) {
  /** A free port of the loopback interface. */
  public static final Listen LOOPBACK = new Listen("127.0.0.1", 0);

  public Listen {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port: " + port + " (expected: 0 to 65535)");
    }
    if (address.isBlank()) {
      throw new IllegalArgumentException("address: blank (expected: an address of this machine)");
    }
  }
}
