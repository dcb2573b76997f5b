package io.mediarouter.state.memory;

import io.mediarouter.state.OwnedTableContract;
import io.mediarouter.state.SharedState;

class InMemoryOwnedTableTest extends OwnedTableContract {
  private final InMemoryCluster cluster = new InMemoryCluster();

  @Override
  protected SharedState newMember(int number) {
    return cluster.join("proxy-" + number);
  }
}
