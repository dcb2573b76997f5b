package io.mediarouter.state.hazelcast;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The addresses where a member of a cluster listens, and where it looks for the others.
 *
 * @param clusterName members of different names ignore each other; not empty
 * @param interfaceAddress the one address of this machine to listen on, such as {@code 127.0.0.1}
 * @param port the one port to listen on, 1..65535
 * @param members where the others listen, {@code host} or {@code host:port}, without a port: the
 *     same as this one's; may include this one; empty = alone
 * @param timers how soon the cluster notices things
 * @param publicAddress where the others reach this member, {@code host:port}, such as in front of
 *     an address translation; null: where it listens
 */
public record ClusterOptions(
    String clusterName,
    String interfaceAddress,
    int port,
    List<String> members,
    ClusterTimers timers,
    @Nullable String publicAddress) {

  private static final Pattern IP_ADDRESS =
      Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F:]*:[0-9a-fA-F:.]*");
  private static final Pattern EVERY_ADDRESS = Pattern.compile("0+(\\.0+){3}|[0:]*");
  private static final Pattern MEMBER =
      Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9a-fA-F:.]+])(:([0-9]{1,5}))?");

  public ClusterOptions {
    if (clusterName.isBlank()) {
      throw new IllegalArgumentException(
          "cluster name: \"" + clusterName + "\" (expected: a name)");
    }
    requireOneAddress(interfaceAddress);
    requirePort("port", port);
    members.forEach(ClusterOptions::requireMember);
    members = List.copyOf(members);
    requirePublicAddress(publicAddress);
  }

  /** A member that the others reach where it listens. */
  public ClusterOptions(
      String clusterName,
      String interfaceAddress,
      int port,
      List<String> members,
      ClusterTimers timers) {
    this(clusterName, interfaceAddress, port, members, timers, null);
  }

  /** A member with default timers. */
  public static ClusterOptions of(
      String clusterName, String interfaceAddress, int port, List<String> members) {
    return new ClusterOptions(clusterName, interfaceAddress, port, members, ClusterTimers.DEFAULT);
  }

  /** These options for a member that the others reach at another address, {@code host:port}. */
  public ClusterOptions withPublicAddress(@Nullable String address) {
    return new ClusterOptions(clusterName, interfaceAddress, port, members, timers, address);
  }

  private static void requireOneAddress(String address) {
    if (!IP_ADDRESS.matcher(address).matches() || EVERY_ADDRESS.matcher(address).matches()) {
      throw new IllegalArgumentException(
          "interface: \""
              + address
              + "\" (expected: one IP address of this machine, such as 127.0.0.1: whoever reaches"
              + " the cluster's port owns its tables)");
    }
  }

  private static void requirePort(String what, int port) {
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException(what + ": " + port + " (expected: 1..65535)");
    }
  }

  private static void requireMember(String member) {
    var parts = MEMBER.matcher(member);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "member: \"" + member + "\" (expected: host or host:port)");
    }
    if (parts.group(3) != null) {
      requirePort("member: \"" + member + "\": port", Integer.parseInt(parts.group(3)));
    }
  }

  private static void requirePublicAddress(@Nullable String address) {
    if (address == null) {
      return;
    }
    var parts = MEMBER.matcher(address);
    if (!parts.matches() || parts.group(3) == null) {
      throw new IllegalArgumentException(
          "public address: \"" + address + "\" (expected: host:port)");
    }
    requirePort("public address: \"" + address + "\": port", Integer.parseInt(parts.group(3)));
  }

  /** The members, each with its port. */
  List<String> addresses() {
    return members.stream().map(this::withPort).toList();
  }

  private String withPort(String member) {
    var parts = MEMBER.matcher(member);
    boolean hasPort = parts.matches() && parts.group(3) != null;
    return hasPort ? member : member + ":" + port;
  }
}
