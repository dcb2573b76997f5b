package io.mediarouter.state.hazelcast;

import static io.mediarouter.state.StateSamples.load;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.MonitorInfo;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What is locked while listeners are told of others' rows. A listener takes locks of its own, which
 * somebody may hold who waits for ours.
 */
class ListenersLocksTest {
  private final TestCluster cluster = new TestCluster();
  private final List<String> held = new CopyOnWriteArrayList<>();
  private final List<String> told = new CopyOnWriteArrayList<>();

  @Test
  void listenersOfTables_areToldWithNoLockHeld() {
    try (var here = cluster.join();
        var there = cluster.join()) {
      here.loads().onChange(() -> listen("loads"));
      here.servers().onChange(() -> listen("servers"));
      here.onMemberLeft(name -> listen("left"));

      there.loads().put("t1", load("t1", 1));
      soon().until(() -> told.contains("loads"));
      there.close();
      soon().until(() -> told.contains("left"));
    }

    assertThat(held).isEmpty();
  }

  private void listen(String what) {
    held.addAll(locksOfThisThread());
    told.add(what);
  }

  private static List<String> locksOfThisThread() {
    long[] self = {Thread.currentThread().getId()};
    var thread = ManagementFactory.getThreadMXBean().getThreadInfo(self, true, true)[0];
    Stream<MonitorInfo> monitors = Stream.of(thread.getLockedMonitors());
    return Stream.concat(monitors, Stream.of(thread.getLockedSynchronizers()))
        .map(LockInfo::getClassName)
        .filter(name -> name.startsWith("io.mediarouter"))
        .toList();
  }

  private static org.awaitility.core.ConditionFactory soon() {
    return await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(10));
  }
}
