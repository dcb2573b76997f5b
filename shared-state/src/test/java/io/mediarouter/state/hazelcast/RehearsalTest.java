package io.mediarouter.state.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import org.junit.jupiter.api.Test;

class RehearsalTest {
  @Test
  void rehearsal_writesNothing() {
    HazelcastInstance instance =
        Hazelcast.newHazelcastInstance(ClusterConfig.of(new TestCluster().nextOptions()));
    try {
      Rehearsal.on(new CellMap(instance.getMap(Tables.CACHE_INDEX))).join();

      assertThat(instance.getMap(Tables.CACHE_INDEX).keySet()).isEmpty();
    } finally {
      instance.shutdown();
    }
  }
}
