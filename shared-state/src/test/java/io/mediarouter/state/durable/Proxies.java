package io.mediarouter.state.durable;

import io.mediarouter.batch.BatchJob;
import io.mediarouter.state.SharedState;
import io.mediarouter.state.Versioned;
import io.mediarouter.state.memory.InMemoryCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** How the tests of this package start proxies. */
final class Proxies {
  /** So that no test waits for a timer. */
  static final DurabilityPace QUICK =
      new DurabilityPace(
          Duration.ofMillis(300),
          Duration.ofMillis(5),
          Duration.ofMillis(100),
          Duration.ofMillis(50));

  private Proxies() {}

  /** The only proxy of a cluster, with its file in a directory. */
  static SharedState alone(Path directory) {
    return join(new InMemoryCluster(), "p", directory);
  }

  /** The same, which waits for the store as long as one in use does. */
  static SharedState patient(Path directory) {
    return DurableSharedState.over(
        new InMemoryCluster().join("p"), DurableStore.inDirectory(directory));
  }

  static SharedState join(InMemoryCluster cluster, String name, Path directory) {
    return over(cluster.join(name), DurableStore.inDirectory(directory));
  }

  static SharedState over(SharedState live, DurableStore store) {
    return DurableSharedState.over(live, store, QUICK, InstantSource.system());
  }

  /** A job of that row as a proxy comes back with it. */
  static BatchJob revived(Versioned<BatchJob> row) {
    return row.value().revived(Instant.ofEpochMilli(row.version()));
  }

  static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  static ConditionFactory soon() {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(5))
        .ignoreExceptions();
  }
}
