package io.mediarouter.vertx.speculation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.batch.BatchJob;
import io.mediarouter.batch.BatchTask;
import io.mediarouter.batch.JobStanding;
import io.mediarouter.batch.JobTerms;
import io.mediarouter.batch.Prediction;
import io.mediarouter.farm.ActiveTask;
import io.mediarouter.farm.TaskKind;
import io.mediarouter.media.AssetId;
import io.mediarouter.request.Priority;
import io.mediarouter.request.RequestClassifier;
import io.mediarouter.request.UrgencyRule;
import io.mediarouter.state.Row;
import io.mediarouter.state.SharedState;
import io.mediarouter.state.SharedTable;
import io.mediarouter.vertx.testfarm.ProxyCluster;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A quiet farm of two proxies on which renditions are made ahead, in the hands of either, until a
 * viewer comes.
 */
class DemandReturnsTest {
  private static final AssetId CLIP = new AssetId("films/clip.mp4");
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int AHEAD = 3;

  private final ProxyCluster cluster =
      new ProxyCluster(
          2,
          """
          batch: {concurrent: 2, watermarks: {transcoding: {low: 0.1, high: 0.2}}}
          timeouts: {firstByte: 2m, idle: 5m, decide: 1m, lookup: 1m}
          """);
  private final SharedState state = cluster.proxy(0).routing().state();

  @AfterEach
  void close() {
    cluster.close();
  }

  /** Nothing is written by the server meanwhile: the viewer has had nothing when all is gone. */
  @Test
  void allThatIsMadeAhead_atWhicheverProxy_isCalledOffBeforeTheViewerHasAByte() throws Exception {
    IntStream.rangeClosed(1, AHEAD).forEach(this::order);
    await().atMost(PATIENCE).until(() -> cluster.farm().transcoder().started() == AHEAD);

    CompletableFuture<HttpResponse<String>> viewer = cluster.get(0, CLIP.path() + "?height=360");
    await().atMost(PATIENCE).until(() -> cluster.farm().transcoder().cancelled() == AHEAD);

    assertThat(viewer).isNotDone();
    await().atMost(PATIENCE).until(() -> tasks(TaskKind.SPECULATIVE) == 0);
    await().atMost(PATIENCE).until(() -> cluster.farm().transcoder().started() == AHEAD + 1);
    cluster.farm().transcoder().write("made");
    cluster.farm().transcoder().end();
    assertThat(viewer.get().body()).isEqualTo("made");
    assertThat(cluster.farm().transcoder().cancelled()).isEqualTo(AHEAD);
  }

  private void order(int number) {
    String label = "height=240&start=" + number;
    var request = new RequestClassifier("", Map.of(), UrgencyRule.NONE).named(label);
    var job =
        new BatchJob(
            "ahead-" + number,
            CLIP,
            List.of(BatchTask.queued(label, request)),
            Priority.BACKGROUND,
            JobTerms.speculative(new Prediction("other-renditions", 10, 0)),
            Instant.EPOCH,
            JobStanding.NEW,
            null);
    state.jobs().replace(job.id(), SharedTable.ABSENT, job).toCompletableFuture().join();
  }

  private long tasks(TaskKind kind) {
    return state.tasks().rows().stream()
        .map(Row<ActiveTask>::value)
        .filter(task -> task.kind() == kind)
        .count();
  }
}
