package io.mediarouter.vertx.batch;

import static io.mediarouter.vertx.testfarm.TestFarm.ASSET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.batch.BatchJob;
import io.mediarouter.batch.BatchTask;
import io.mediarouter.batch.JobState;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.RenditionParameters;
import io.mediarouter.media.RenditionRequest;
import io.mediarouter.request.Priority;
import io.mediarouter.state.SharedState;
import io.mediarouter.state.SharedTable;
import io.mediarouter.state.durable.DurableSharedState;
import io.mediarouter.state.durable.DurableStore;
import io.mediarouter.state.memory.InMemorySharedState;
import io.mediarouter.vertx.config.BatchConfig;
import io.mediarouter.vertx.testfarm.ByteServer;
import io.mediarouter.vertx.testfarm.TestWorker;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestoredJobsTest {
  private static final RenditionRequest SMALL =
      RenditionParameters.read(Map.of("height", "360"), RenditionRequest.DEFAULT);

  private final Vertx vertx = Vertx.vertx();
  private final ByteServer origin =
      new ByteServer(vertx).with("/" + ASSET, Buffer.buffer("the original"));
  private final ByteServer store = new ByteServer(vertx);
  @TempDir private Path directory;

  @AfterEach
  void end() {
    vertx.close().await();
  }

  @Test
  void jobThatRanWhenAllProxiesStopped_isMadeByTheNextOne() {
    try (SharedState before = proxy("before")) {
      var ran = BatchTask.queued("height=360", SMALL).started();
      var job =
          new BatchJob(
              "j1",
              new AssetId(ASSET),
              List.of(ran),
              Priority.BACKGROUND,
              Instant.EPOCH,
              before.self());
      before.jobs().replace("j1", SharedTable.ABSENT, job).toCompletableFuture().join();
    }

    try (var worker = new TestWorker(vertx, proxy("after"), origin, store, new BatchConfig(2, 2))) {
      await().untilAsserted(() -> assertThat(worker.transcoder().started()).isEqualTo(1));
      assertThat(worker.jobs().find("j1").orElseThrow().owner()).isEqualTo("after");
      worker.transcoder().write("media");
      worker.transcoder().end();

      await()
          .untilAsserted(
              () ->
                  assertThat(worker.jobs().find("j1").orElseThrow().state())
                      .isEqualTo(JobState.STORED));
      assertThat(worker.jobs().find("j1").orElseThrow().tasks().get(0).attempts()).isEqualTo(1);
    }
  }

  private SharedState proxy(String name) {
    return DurableSharedState.over(
        InMemorySharedState.alone(name), DurableStore.inDirectory(directory));
  }
}
