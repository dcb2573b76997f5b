package io.mediarouter.state.hazelcast;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The sockets on which this process waits for others, read from Linux's process table. */
final class ListeningSockets {
  private static final String TCP_LISTEN = "0A";
  private static final String UDP_UNCONNECTED = "07";

  private ListeningSockets() {}

  /** For example {@code tcp 127.0.0.1:5701}; other addresses than IPv4 in hexadecimal. */
  static List<String> ofThisProcess() throws IOException {
    Set<String> own = ownInodes();
    var sockets = new ArrayList<String>();
    for (String protocol : List.of("tcp", "tcp6", "udp", "udp6")) {
      Path table = Path.of("/proc/self/net", protocol);
      for (String line : Files.exists(table) ? Files.readAllLines(table) : List.<String>of()) {
        add(protocol, line.trim().split("\\s+"), own, sockets);
      }
    }
    return sockets;
  }

  private static void add(String protocol, String[] fields, Set<String> own, List<String> sockets) {
    String waiting = protocol.startsWith("tcp") ? TCP_LISTEN : UDP_UNCONNECTED;
    if (fields[3].equals(waiting) && own.contains("socket:[" + fields[9] + "]")) {
      sockets.add(protocol + " " + address(fields[1]));
    }
  }

  private static String address(String hex) {
    String[] parts = hex.split(":");
    String port = ":" + Integer.parseInt(parts[1], 16);
    if (parts[0].length() != 8) {
      return parts[0] + port;
    }
    long ip = Long.parseLong(parts[0], 16);
    return (ip & 255) + "." + (ip >> 8 & 255) + "." + (ip >> 16 & 255) + "." + (ip >> 24) + port;
  }

  private static Set<String> ownInodes() throws IOException {
    var inodes = new HashSet<String>();
    try (DirectoryStream<Path> handles = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path handle : handles) {
        inodes.add(target(handle));
      }
    }
    return inodes;
  }

  private static String target(Path handle) {
    try {
      return Files.readSymbolicLink(handle).toString();
    } catch (IOException e) {
      return "closed meanwhile";
    }
  }
}
