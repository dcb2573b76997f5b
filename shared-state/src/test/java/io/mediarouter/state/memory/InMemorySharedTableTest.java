package io.mediarouter.state.memory;

import io.mediarouter.state.SharedState;
import io.mediarouter.state.SharedTableContract;

class InMemorySharedTableTest extends SharedTableContract {
  private final InMemoryCluster cluster = new InMemoryCluster();

  @Override
  protected SharedState newMember(int number) {
    return cluster.join("proxy-" + number);
  }
}
