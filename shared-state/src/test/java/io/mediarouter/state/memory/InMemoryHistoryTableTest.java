package io.mediarouter.state.memory;

import io.mediarouter.state.HistoryTableContract;
import io.mediarouter.state.SharedState;

class InMemoryHistoryTableTest extends HistoryTableContract {
  private final InMemoryCluster cluster = new InMemoryCluster();

  @Override
  protected SharedState newMember(int number) {
    return cluster.join("proxy-" + number);
  }
}
