package io.mediarouter.vertx;

import com.hazelcast.core.HazelcastInstance;
import io.mediarouter.Assembly;
import io.mediarouter.state.SharedState;
import io.mediarouter.state.durable.DurableSharedState;
import io.mediarouter.state.durable.DurableStore;
import io.mediarouter.state.durable.StoreRefusedException;
import io.mediarouter.state.hazelcast.ClusterOptions;
import io.mediarouter.state.hazelcast.HazelcastSharedState;
import io.mediarouter.state.memory.InMemorySharedState;
import io.mediarouter.vertx.config.ClusterConfig;
import io.mediarouter.vertx.config.DurableConfig;
import io.mediarouter.vertx.config.MediaRoutingConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The way into the cluster: Hazelcast where one is configured, this process's memory otherwise; and
 * to what outlives it.
 */
@Assembly
final class ClusterMembership {
  private ClusterMembership() {}

  /**
   * Opens what is kept, and joins; may block for some seconds.
   *
   * @param hosts the Hazelcast of the program that this one is part of, which stays its own; null =
   *     none
   * @throws StoreRefusedException if what is kept cannot be used; then nothing is joined
   */
  static SharedState join(MediaRoutingConfig config, @Nullable HazelcastInstance hosts) {
    if (hosts != null && config.cluster() != null) {
      throw new IllegalArgumentException(
          "cluster: set (expected: not beside a Hazelcast instance that is handed in)");
    }
    Supplier<SharedState> live =
        () -> hosts == null ? live(config.cluster()) : HazelcastSharedState.on(hosts);
    DurableConfig durable = config.durable();
    return switch (durable.store()) {
      case NONE -> live.get();
      case FILE -> DurableSharedState.inDirectory(Path.of(durable.directory()), live);
      case POSTGRES -> keptIn(postgres(durable), live);
    };
  }

  private static DurableStore postgres(DurableConfig durable) {
    return DurableStore.postgres(
        Objects.requireNonNull(durable.url(), "url"), durable.user(), password(durable));
  }

  private static String password(DurableConfig durable) {
    String file = durable.passwordFile();
    if (file == null) {
      return durable.password();
    }
    try (BufferedReader lines = Files.newBufferedReader(Path.of(file))) {
      return Objects.requireNonNullElse(lines.readLine(), "");
    } catch (IOException e) {
      throw new IllegalStateException("durable.passwordFile: " + file + " cannot be read", e);
    }
  }

  private static SharedState keptIn(DurableStore store, Supplier<SharedState> joining) {
    SharedState live = null;
    try {
      live = joining.get();
      return DurableSharedState.over(live, store);
    } catch (RuntimeException e) {
      if (live != null) {
        live.close();
      }
      store.close();
      throw e;
    }
  }

  private static SharedState live(@Nullable ClusterConfig cluster) {
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
