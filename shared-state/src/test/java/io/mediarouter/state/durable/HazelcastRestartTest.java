package io.mediarouter.state.durable;

import static io.mediarouter.state.SharedTable.ABSENT;
import static io.mediarouter.state.StateSamples.job;
import static io.mediarouter.state.StateSamples.record;
import static io.mediarouter.state.durable.Proxies.get;
import static io.mediarouter.state.durable.Proxies.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.batch.BatchJob;
import io.mediarouter.farm.AdministrativeState;
import io.mediarouter.state.SharedState;
import io.mediarouter.state.Versioned;
import io.mediarouter.state.hazelcast.ClusterOptions;
import io.mediarouter.state.hazelcast.HazelcastSharedState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HazelcastRestartTest {
  private static final String LOOPBACK = "127.0.0.1";

  private final String cluster = "durable-" + UUID.randomUUID();
  @TempDir private Path a;
  @TempDir private Path b;

  @Test
  void afterAStopOfAll_theSecondAloneKnowsWhatEitherWrote() throws Exception {
    int portA = freePort();
    int portB = freePort();
    Versioned<BatchJob> before;
    try (SharedState first = join(portA, a, portA, portB);
        SharedState second = join(portB, b, portA, portB)) {
      get(first.jobs().replace("ja", ABSENT, job("ja")));
      get(second.jobs().replace("jb", ABSENT, job("jb")));
      get(first.jobs().replace("gone", ABSENT, job("gone")));
      soon().until(() -> second.jobs().rows().size() == 3);
      get(first.jobs().remove("gone", first.jobs().get("gone").orElseThrow().version()));
      get(first.servers().replace("t1", ABSENT, AdministrativeState.DRAINING));
      first.history().append(record(1));
      soon().until(() -> second.history().records().size() == 1);
      soon().until(() -> second.jobs().rows().size() == 2);
      before = first.jobs().get("ja").orElseThrow();
    }

    try (SharedState second = join(portB, b, portB)) {
      assertThat(second.jobs().rows()).containsOnlyKeys("ja", "jb");
      Versioned<BatchJob> now = second.jobs().get("ja").orElseThrow();
      assertThat(now.value()).isEqualTo(Proxies.revived(before));
      assertThat(second.servers().get("t1").orElseThrow().value())
          .isEqualTo(AdministrativeState.DRAINING);
      assertThat(second.history().records()).containsExactly(record(1));
      get(second.jobs().replace("ja", now.version(), job("changed")));

      try (SharedState first = join(portA, a, portA, portB)) {
        assertThat(first.jobs().get("ja").orElseThrow().value()).isEqualTo(job("changed"));
        assertThat(first.jobs().rows()).containsOnlyKeys("ja", "jb");
        soon().until(() -> first.history().records().size() == 1);
      }
      assertThat(second.history().records()).hasSize(1);
    }
  }

  private SharedState join(int port, Path directory, int... members) {
    List<String> addresses = IntStream.of(members).mapToObj(HazelcastRestartTest::at).toList();
    var store = DurableStore.inDirectory(directory);
    var live = HazelcastSharedState.join(ClusterOptions.of(cluster, LOOPBACK, port, addresses));
    return Proxies.over(live, store);
  }

  private static String at(int port) {
    return LOOPBACK + ":" + port;
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
      return socket.getLocalPort();
    }
  }
}
