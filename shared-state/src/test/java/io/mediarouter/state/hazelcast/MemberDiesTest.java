package io.mediarouter.state.hazelcast;

import static io.mediarouter.state.StateSamples.load;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.state.Row;
import io.mediarouter.state.SharedState;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MemberDiesTest {
  private final TestCluster cluster = new TestCluster();

  @Test
  void killedMember_takesItsOwnRowsWithItAndLeavesTheSharedOnes() throws Exception {
    try (SharedState survivor = cluster.join()) {
      var left = new CopyOnWriteArrayList<String>();
      survivor.onMemberLeft(left::add);
      survivor.loads().put("t1", load("t1", 1));
      Process other = SecondProcess.start(cluster.nextOptions());
      try {
        soon().until(() -> seesAllOfTheOther(survivor));
        String owner = survivor.jobs().get("j1").orElseThrow().value().owner();

        long killedAt = System.nanoTime();
        other.destroyForcibly();

        await()
            .atMost(Duration.ofSeconds(10))
            .pollInterval(Duration.ofMillis(10))
            .until(() -> survivor.tasks().rows().isEmpty());
        report(System.nanoTime() - killedAt);
        assertThat(survivor.loads().rows())
            .containsExactly(new Row<>(survivor.self(), "t1", load("t1", 1)));
        soon().until(() -> left.equals(List.of(owner)));
        assertThat(survivor.members()).containsExactly(survivor.self());
        assertTakesOver(survivor);
      } finally {
        other.destroyForcibly().waitFor();
      }
    }
  }

  private static void assertTakesOver(SharedState survivor) throws Exception {
    var job = survivor.jobs().get("j1").orElseThrow();
    var mine = job.value().ownedBy(survivor.self());

    var taken = survivor.jobs().replace("j1", job.version(), mine).toCompletableFuture();

    assertThat(taken.get(20, TimeUnit.SECONDS)).isTrue();
  }

  private static boolean seesAllOfTheOther(SharedState survivor) {
    return survivor.loads().rows().size() == 2
        && survivor.tasks().rows().size() == 1
        && survivor.jobs().get("j1").isPresent();
  }

  private static org.awaitility.core.ConditionFactory soon() {
    return await().atMost(Duration.ofSeconds(40)).pollInterval(Duration.ofMillis(10));
  }

  private static void report(long nanos) {
    System.out.println("Rows of a killed member vanished after " + nanos / 1_000_000 + " ms");
  }
}
