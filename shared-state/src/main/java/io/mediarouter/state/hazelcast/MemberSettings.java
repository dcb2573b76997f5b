package io.mediarouter.state.hazelcast;

import com.hazelcast.config.ClassFilter;
import com.hazelcast.config.Config;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.NetworkConfig;
import java.time.Duration;
import java.util.Map;

/**
 * The configuration of a Hazelcast member of our own: it listens on one address and one port, looks
 * for others nowhere but where it is told to, tells nobody outside of itself, and reads no object
 * that Java has serialized unless Hazelcast itself needs it.
 *
 * <p>There is no encryption or login between members (Hazelcast sells these): whoever reaches the
 * port may read and write all tables. The network has to keep others away from it.
 */
final class MemberSettings {
  /**
   * Any entry at all makes the filter a list of what is allowed: this, and Hazelcast's and the
   * JDK's own classes. Without the latter exceptions of other members could not be read, and a call
   * would wait for its time limit.
   */
  private static final String NOTHING = "io.mediarouter.state.hazelcast.Nothing";

  private static final int SHUTDOWN_SECONDS = 5;

  private MemberSettings() {}

  static Config of(ClusterOptions options) {
    var config = new Config().setClusterName(options.clusterName());
    setNetwork(config.getNetworkConfig(), options);
    quiet(options.timers()).forEach(config::setProperty);
    config.getJetConfig().setEnabled(false);
    config.getMetricsConfig().setEnabled(false);
    config.getSerializationConfig().setJavaSerializationFilterConfig(filter());
    return Tables.addTo(config);
  }

  private static void setNetwork(NetworkConfig network, ClusterOptions options) {
    network.setPort(options.port()).setPortAutoIncrement(false);
    network.getInterfaces().setEnabled(true).addInterface(options.interfaceAddress());
    network.setPublicAddress(options.publicAddress());
    var join = network.getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    join.getTcpIpConfig().setEnabled(true).setMembers(options.addresses());
  }

  private static Map<String, String> quiet(ClusterTimers timers) {
    return Map.ofEntries(
        Map.entry("hazelcast.socket.bind.any", "false"),
        Map.entry("hazelcast.phone.home.enabled", "false"),
        Map.entry("hazelcast.logging.type", "slf4j"),
        Map.entry("hazelcast.shutdownhook.enabled", "false"),
        Map.entry("hazelcast.wait.seconds.before.join", "0"),
        Map.entry("hazelcast.map.invalidation.batch.enabled", "false"),
        Map.entry("hazelcast.graceful.shutdown.max.wait", Integer.toString(SHUTDOWN_SECONDS)),
        Map.entry("hazelcast.heartbeat.interval.seconds", seconds(timers.heartbeat())),
        Map.entry("hazelcast.max.no.heartbeat.seconds", seconds(timers.noHeartbeat())),
        Map.entry("hazelcast.merge.first.run.delay.seconds", seconds(timers.firstMerge())),
        Map.entry("hazelcast.merge.next.run.delay.seconds", seconds(timers.nextMerge())),
        Map.entry(
            "hazelcast.operation.call.timeout.millis",
            Long.toString(timers.callTimeout().toMillis())));
  }

  private static String seconds(Duration duration) {
    return Long.toString(duration.toSeconds());
  }

  private static JavaSerializationFilterConfig filter() {
    return new JavaSerializationFilterConfig().setWhitelist(new ClassFilter().addClasses(NOTHING));
  }
}
