package io.mediarouter.state.hazelcast;

import io.mediarouter.state.SharedState;
import io.mediarouter.state.SharedTableContract;

class HazelcastSharedTableTest extends SharedTableContract {
  private final TestCluster cluster = new TestCluster();

  @Override
  protected SharedState newMember(int number) {
    return cluster.join();
  }
}
