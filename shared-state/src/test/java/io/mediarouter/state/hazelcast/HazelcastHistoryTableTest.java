package io.mediarouter.state.hazelcast;

import io.mediarouter.state.HistoryTableContract;
import io.mediarouter.state.SharedState;

class HazelcastHistoryTableTest extends HistoryTableContract {
  private final TestCluster cluster = new TestCluster();

  @Override
  protected SharedState newMember(int number) {
    return cluster.join();
  }
}
