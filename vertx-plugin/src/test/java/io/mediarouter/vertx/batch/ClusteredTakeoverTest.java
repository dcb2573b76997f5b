package io.mediarouter.vertx.batch;

import static io.mediarouter.vertx.testfarm.TestFarm.ASSET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.batch.BatchJob;
import io.mediarouter.batch.BatchTask;
import io.mediarouter.batch.JobState;
import io.mediarouter.media.AssetId;
import io.mediarouter.request.Priority;
import io.mediarouter.request.RequestClassifier;
import io.mediarouter.request.UrgencyRule;
import io.mediarouter.state.SharedState;
import io.mediarouter.state.hazelcast.ClusterOptions;
import io.mediarouter.state.hazelcast.HazelcastSharedState;
import io.mediarouter.vertx.config.BatchConfig;
import io.mediarouter.vertx.testfarm.ByteServer;
import io.mediarouter.vertx.testfarm.TestWorker;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the runner's tests show in one process's memory, over Hazelcast. */
class ClusteredTakeoverTest {
  private static final String LOOPBACK = "127.0.0.1";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Vertx vertx = Vertx.vertx();
  private final String cluster = "test-" + UUID.randomUUID();
  private final List<String> addresses = new ArrayList<>();
  private final List<SharedState> members = new ArrayList<>();
  private final ByteServer origin =
      new ByteServer(vertx).with("/" + ASSET, Buffer.buffer("the original"));
  private final ByteServer store = new ByteServer(vertx);

  private TestWorker worker() throws IOException {
    try (var free = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
      addresses.add(LOOPBACK + ":" + free.getLocalPort());
    }
    int port = Integer.parseInt(addresses.get(addresses.size() - 1).split(":")[1]);
    SharedState state =
        HazelcastSharedState.join(ClusterOptions.of(cluster, LOOPBACK, port, addresses));
    members.add(state);
    return new TestWorker(vertx, state, origin, store, new BatchConfig(2, 2));
  }

  @AfterEach
  void stop() {
    members.forEach(SharedState::close);
    vertx.close().await();
  }

  @Test
  void jobOfAMemberThatIsGone_isFinishedByAnother_andItsHistoryStays() throws Exception {
    TestWorker lost = worker();
    TestWorker heir = worker();
    lost.jobs().submit(job()).await();
    await().atMost(PATIENCE).until(() -> running(lost, heir) == 1);
    TestWorker owner = lost.transcoder().started() == 1 ? lost : heir;
    TestWorker other = owner == lost ? heir : lost;

    owner.vanish();

    await().atMost(PATIENCE).until(() -> other.transcoder().started() == 1);
    other.transcoder().write("media");
    other.transcoder().end();
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(present(other).state()).isEqualTo(JobState.STORED));
    assertThat(present(other).tasks().get(0).attempts()).isEqualTo(1);
    assertThat(present(other).standing().startedAt()).isNotNull();
    assertThat(store.files()).hasSize(1);
    assertThat(other.over()).extracting(BatchJob::id).containsExactly("j1");
    other.close();
  }

  private static int running(TestWorker one, TestWorker other) {
    return one.transcoder().started() + other.transcoder().started();
  }

  private static BatchJob present(TestWorker worker) {
    return worker.jobs().find("j1").orElseThrow();
  }

  private static BatchJob job() {
    var request = new RequestClassifier("", Map.of(), UrgencyRule.NONE).named("height=360");
    return new BatchJob(
        "j1",
        new AssetId(ASSET),
        List.of(BatchTask.queued("height=360", request)),
        Priority.BACKGROUND,
        Instant.EPOCH,
        null);
  }
}
