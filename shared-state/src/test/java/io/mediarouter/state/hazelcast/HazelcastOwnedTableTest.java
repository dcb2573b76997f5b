package io.mediarouter.state.hazelcast;

import io.mediarouter.state.OwnedTableContract;
import io.mediarouter.state.SharedState;

class HazelcastOwnedTableTest extends OwnedTableContract {
  private final TestCluster cluster = new TestCluster();

  @Override
  protected SharedState newMember(int number) {
    return cluster.join();
  }
}
