package io.mediarouter.state.durable;

import io.mediarouter.state.CacheIndexContract;
import io.mediarouter.state.SharedState;
import io.mediarouter.state.memory.InMemoryCluster;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class DurableCacheIndexTest extends CacheIndexContract {
  private final InMemoryCluster cluster = new InMemoryCluster();
  @TempDir private Path directory;

  @Override
  protected SharedState newMember(int number) {
    var store = DurableStore.inDirectory(directory.resolve("proxy-" + number));
    return DurableSharedState.over(cluster.join("proxy-" + number), store);
  }
}
