package io.mediarouter.vertx.server;

import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.mediarouter.vertx.config.front.AdminConfig;
import io.mediarouter.vertx.config.front.AdminTokens;
import io.mediarouter.vertx.config.front.ListenConfig;
import io.mediarouter.vertx.config.front.ProbesConfig;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/** The checks of a configuration that can only be made on the machine that it is for. */
final class StartChecks {
  private StartChecks() {}

  /**
   * Looks for what would make the operators' interface open to others than meant; blocks.
   *
   * @param tokens of operators, from the environment
   * @throws IllegalArgumentException naming the key at fault
   */
  static void require(MediaRoutingConfig config, List<String> tokens) {
    AdminTokens.require(config.admin(), tokens);
    AdminConfig admin = config.admin();
    ListenConfig listen = config.listen();
    requireApart("admin", admin.host(), admin.port(), "listen", listen.host(), listen.port());
    ProbesConfig probes = config.probes();
    if (probes != null) {
      requireApart("probes", probes.host(), probes.port(), "listen", listen.host(), listen.port());
      requireApart("probes", probes.host(), probes.port(), "admin", admin.host(), admin.port());
    }
  }

  /** Listeners of one process on one address would share its connections. */
  private static void requireApart(
      String key, String host, int port, String other, String otherHost, int otherPort) {
    if (port == otherPort && port != 0 && overlap(host, otherHost)) {
      throw new IllegalArgumentException(
          "%s.port: %d on %s (expected: another address than %s's, %s)"
              .formatted(key, port, host, other, otherHost));
    }
  }

  private static boolean overlap(String one, String other) {
    try {
      List<InetAddress> ones = Arrays.asList(InetAddress.getAllByName(one));
      List<InetAddress> others = Arrays.asList(InetAddress.getAllByName(other));
      return ones.stream().anyMatch(each -> each.isAnyLocalAddress() || others.contains(each))
          || others.stream().anyMatch(InetAddress::isAnyLocalAddress);
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
