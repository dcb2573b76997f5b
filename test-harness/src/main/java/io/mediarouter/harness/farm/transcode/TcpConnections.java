package io.mediarouter.harness.farm.transcode;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The TCP connections of this host as the kernel lists them in {@code /proc/self/net/tcp} and
 * {@code tcp6}.
 *
 * <p>A servlet learns that its client left only when a write fails, which a slow encoder delays;
 * the kernel knows at once: the connection is then in the state CLOSE-WAIT, or gone.
 */
final class TcpConnections {
  /** A connection, by our end and the client's end. */
  record Ends(InetSocketAddress local, InetSocketAddress remote) {}

  private static final List<Path> TABLES =
      List.of(Path.of("/proc/self/net/tcp"), Path.of("/proc/self/net/tcp6"));
  private static final int ESTABLISHED = 1;

  private final Map<Ends, Integer> states;

  private TcpConnections(Map<Ends, Integer> states) {
    this.states = states;
  }

  /** The connections now; empty where there is no such table. */
  static Optional<TcpConnections> now() {
    Map<Ends, Integer> states = new HashMap<>();
    try {
      for (Path table : TABLES) {
        Files.readAllLines(table).stream().skip(1).forEach(line -> add(line, states));
      }
      return Optional.of(new TcpConnections(states));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  static TcpConnections of(List<String> lines) {
    Map<Ends, Integer> states = new HashMap<>();
    lines.forEach(line -> add(line, states));
    return new TcpConnections(states);
  }

  private static void add(String line, Map<Ends, Integer> states) {
    String[] fields = line.trim().split("\\s+", 5);
    states.put(new Ends(address(fields[1]), address(fields[2])), Integer.parseInt(fields[3], 16));
  }

  /**
   * An address such as {@code 0100007F:1F90}: words of four bytes, each in the order of a
   * little-endian machine.
   */
  private static InetSocketAddress address(String text) {
    int colon = text.indexOf(':');
    byte[] words = HexFormat.of().parseHex(text.substring(0, colon));
    byte[] bytes = new byte[words.length];
    for (int i = 0; i < words.length; i++) {
      bytes[i] = words[(i & ~3) + 3 - (i & 3)];
    }
    try {
      return new InetSocketAddress(
          InetAddress.getByAddress(bytes), Integer.parseInt(text.substring(colon + 1), 16));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("address: " + text + " (expected: 4 or 16 bytes)", e);
    }
  }

  /** Whether both ends still hold this connection. */
  boolean established(Ends ends) {
    return states.getOrDefault(ends, 0) == ESTABLISHED;
  }

  /** Whether the connection is listed at all. */
  boolean listed(Ends ends) {
    return states.containsKey(ends);
  }
}
