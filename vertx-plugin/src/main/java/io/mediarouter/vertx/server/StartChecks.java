package io.mediarouter.vertx.server;

import io.mediarouter.vertx.config.AdminConfig;
import io.mediarouter.vertx.config.AdminTokens;
import io.mediarouter.vertx.config.ListenConfig;
import io.mediarouter.vertx.config.MediaRoutingConfig;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/** What can only be found out about a configuration on the machine that it is for. */
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
    requireAddressesOfTheirOwn(config.listen(), config.admin());
  }

  /** Listeners of one process on one address would share its connections. */
  private static void requireAddressesOfTheirOwn(ListenConfig listen, AdminConfig admin) {
    boolean onePort = listen.port() == admin.port() && listen.port() != 0;
    if (onePort && overlap(listen.host(), admin.host())) {
      throw new IllegalArgumentException(
          "admin.port: %d on %s (expected: another address than listen's, %s)"
              .formatted(admin.port(), admin.host(), listen.host()));
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
