package io.mediarouter.state.memory;

import io.mediarouter.state.CacheIndexContract;
import io.mediarouter.state.SharedState;

class InMemoryCacheIndexTest extends CacheIndexContract {
  private final InMemoryCluster cluster = new InMemoryCluster();

  @Override
  protected SharedState newMember(int number) {
    return cluster.join("proxy-" + number);
  }
}
