package io.mediarouter.state.hazelcast;

import io.mediarouter.state.CacheIndexContract;
import io.mediarouter.state.SharedState;

class HazelcastCacheIndexTest extends CacheIndexContract {
  private final TestCluster cluster = new TestCluster();

  @Override
  protected SharedState newMember(int number) {
    return cluster.join();
  }
}
