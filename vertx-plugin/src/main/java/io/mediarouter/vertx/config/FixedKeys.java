package io.mediarouter.vertx.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The keys that cannot change while the proxy runs: sockets, the cluster, what is kept and open
 * logs.
 */
final class FixedKeys {
  private final List<ConfigError> changed = new ArrayList<>();

  private FixedKeys() {}

  /**
   * Checks that {@code next} can take the place of {@code present}.
   *
   * @throws ConfigException naming each key that needs a restart
   */
  static void requireSame(MediaRoutingConfig present, MediaRoutingConfig next) {
    var keys = new FixedKeys();
    keys.compareCluster(present.cluster(), next.cluster());
    keys.compare("peers", present.peers(), next.peers());
    keys.compareDurable(present.durable(), next.durable());
    keys.compare("listen.host", present.listen().host(), next.listen().host());
    keys.compare("listen.port", present.listen().port(), next.listen().port());
    keys.compare(
        "listen.proxyProtocol", present.front().proxyProtocol(), next.front().proxyProtocol());
    keys.compare("admin.host", present.admin().host(), next.admin().host());
    keys.compare("admin.port", present.admin().port(), next.admin().port());
    keys.compare("admin.path", present.admin().path(), next.admin().path());
    keys.compare("probes", present.probes(), next.probes());
    keys.compare("listen.h2c", present.listen().h2c(), next.listen().h2c());
    keys.compare("listen.tls", present.listen().tls(), next.listen().tls());
    keys.compare("admin.tls", present.admin().tls(), next.admin().tls());
    keys.compare("accessLog", present.accessLog(), next.accessLog());
    keys.compare("logs.rotateSize", present.logs().rotateSize(), next.logs().rotateSize());
    keys.compare("logs.rotateAge", present.logs().rotateAge(), next.logs().rotateAge());
    keys.compare("logs.keep", present.logs().keep(), next.logs().keep());
    keys.compare("decisionLog", present.decisionLog(), next.decisionLog());
    if (!keys.changed.isEmpty()) {
      throw new ConfigException("", keys.changed);
    }
  }

  private void compareCluster(@Nullable ClusterConfig present, @Nullable ClusterConfig next) {
    if (present == null || next == null) {
      compare("cluster", present, next);
      return;
    }
    compare("cluster.name", present.name(), next.name());
    compare("cluster.interface", present.networkInterface(), next.networkInterface());
    compare("cluster.port", present.port(), next.port());
    compare("cluster.members", present.members(), next.members());
  }

  private void compareDurable(DurableConfig present, DurableConfig next) {
    compare("durable.store", present.store(), next.store());
    compare("durable.directory", present.directory(), next.directory());
    compare("durable.url", present.url(), next.url());
    compare("durable.user", present.user(), next.user());
    compare("durable.password", present.password(), next.password());
    compare("durable.passwordFile", present.passwordFile(), next.passwordFile());
  }

  private void compare(String key, @Nullable Object present, @Nullable Object next) {
    if (!Objects.equals(present, next)) {
      changed.add(new ConfigError(0, key, "needs a restart"));
    }
  }
}
