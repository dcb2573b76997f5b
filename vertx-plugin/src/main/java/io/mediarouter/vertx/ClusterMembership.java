package io.mediarouter.vertx;

import io.mediarouter.Assembly;
import io.mediarouter.state.SharedState;
import io.mediarouter.state.hazelcast.ClusterOptions;
import io.mediarouter.state.hazelcast.HazelcastSharedState;
import io.mediarouter.state.memory.InMemorySharedState;
import io.mediarouter.vertx.config.ClusterConfig;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The way into the cluster: Hazelcast where one is configured, this process's memory otherwise. */
@Assembly
final class ClusterMembership {
  private ClusterMembership() {}

  /** Joins; may block for some seconds. */
  static SharedState join(@Nullable ClusterConfig cluster) {
    return cluster == null
        ? InMemorySharedState.alone(UUID.randomUUID().toString())
        : HazelcastSharedState.join(options(cluster));
  }

  private static ClusterOptions options(ClusterConfig cluster) {
    return ClusterOptions.of(
            cluster.name(), cluster.networkInterface(), cluster.port(), cluster.members())
        .withPublicAddress(cluster.publicAddress());
  }
}
