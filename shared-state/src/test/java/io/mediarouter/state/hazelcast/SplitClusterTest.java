package io.mediarouter.state.hazelcast;

import static io.mediarouter.state.StateSamples.CLIP;
import static io.mediarouter.state.StateSamples.NOON;
import static io.mediarouter.state.StateSamples.job;
import static io.mediarouter.state.StateSamples.load;
import static io.mediarouter.state.StateSamples.record;
import static io.mediarouter.state.StateSamples.small;
import static io.mediarouter.state.StateSamples.stored;
import static io.mediarouter.state.StateSamples.tiny;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.media.Sources;
import io.mediarouter.state.SharedState;
import io.mediarouter.state.SharedTable;
import io.mediarouter.state.Versioned;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Two members of one cluster that begin apart, as after a split, and find each other: one starts
 * while the other is not there yet, and the other does not look for it.
 */
class SplitClusterTest {
  private static final String NAME = "split-" + TestCluster.freePort();

  @Test
  void halvesThatWereApart_knowAllOfEachOtherOnceTheyMeet() throws Exception {
    int portA = TestCluster.freePort();
    int portB = TestCluster.freePort();
    try (SharedState b = start(portB, List.of(address(portA), address(portB)));
        SharedState a = start(portA, List.of(address(portA)))) {
      write(a, "ja");
      get(a.jobs().replace("both", SharedTable.ABSENT, job("a1")));
      get(a.cacheIndex().addRendition(CLIP, stored(small(), "\"a\"", "d1")));
      write(b, "jb");
      get(b.jobs().replace("both", SharedTable.ABSENT, job("b1")));
      get(b.jobs().replace("both", b.jobs().get("both").orElseThrow().version(), job("b2")));
      get(b.cacheIndex().addRendition(CLIP, stored(tiny(), "\"b\"", "d2")));
      assertThat(a.members()).containsExactly(a.self());
      assertThat(b.members()).containsExactly(b.self());

      for (SharedState each : List.of(a, b)) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertKnowsAll(each, a, b));
      }

      a.loads().put("t1", load("t1", 7));
      b.loads().put("t1", load("t1", 8));
      await().untilAsserted(() -> assertThat(cores(a)).containsExactlyInAnyOrder(7d, 8d));
      await().untilAsserted(() -> assertThat(cores(b)).containsExactlyInAnyOrder(7d, 8d));
      Versioned<?> row = b.jobs().get("ja").orElseThrow();
      assertThat(get(b.jobs().replace("ja", row.version(), job("x")))).isTrue();
      await().until(() -> a.jobs().get("ja").orElseThrow().value().id().equals("x"));
    }
  }

  private static void write(SharedState member, String jobId) throws Exception {
    member.loads().put("t1", load("t1", 1));
    member.history().append(record(1));
    get(member.jobs().replace(jobId, SharedTable.ABSENT, job(jobId)));
    get(member.cacheIndex().putSource(CLIP, Sources.clip720p(), NOON));
  }

  private static void assertKnowsAll(SharedState member, SharedState a, SharedState b)
      throws Exception {
    assertThat(member.members()).containsExactlyInAnyOrder(a.self(), b.self());
    assertThat(member.loads().rows()).hasSize(2);
    assertThat(member.jobs().rows()).containsOnlyKeys("ja", "jb", "both");
    assertThat(member.jobs().get("both").orElseThrow().value()).isEqualTo(job("b2"));
    var entry = get(member.cacheIndex().find(CLIP)).orElseThrow();
    assertThat(entry.find(small())).isPresent();
    assertThat(entry.find(tiny())).isPresent();
    assertThat(member.history().records()).hasSize(2);
  }

  private static List<Double> cores(SharedState member) {
    return member.loads().rows().stream().map(row -> row.value().coresInUse()).toList();
  }

  /** Gives the test time to write before the members look for each other. */
  private static SharedState start(int port, List<String> members) {
    var second = Duration.ofSeconds(1);
    var timers =
        new ClusterTimers(second, second.multipliedBy(5), second.multipliedBy(5), second, second);
    return HazelcastSharedState.join(
        new ClusterOptions(NAME, TestCluster.LOOPBACK, port, members, timers));
  }

  private static String address(int port) {
    return TestCluster.LOOPBACK + ":" + port;
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
  }
}
