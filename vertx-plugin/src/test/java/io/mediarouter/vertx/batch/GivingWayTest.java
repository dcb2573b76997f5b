package io.mediarouter.vertx.batch;

import static io.mediarouter.vertx.testfarm.TestFarm.ASSET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.batch.BatchJob;
import io.mediarouter.batch.BatchTask;
import io.mediarouter.batch.JobStanding;
import io.mediarouter.batch.JobState;
import io.mediarouter.batch.JobTerms;
import io.mediarouter.batch.Prediction;
import io.mediarouter.farm.ActiveTask;
import io.mediarouter.farm.TaskKind;
import io.mediarouter.media.AssetId;
import io.mediarouter.request.Priority;
import io.mediarouter.request.RequestClassifier;
import io.mediarouter.request.UrgencyRule;
import io.mediarouter.schedule.GateRules;
import io.mediarouter.schedule.OffPeak;
import io.mediarouter.state.memory.InMemoryCluster;
import io.mediarouter.vertx.config.BatchConfig;
import io.mediarouter.vertx.testfarm.ByteServer;
import io.mediarouter.vertx.testfarm.TestWorker;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Batch work has only what on-demand traffic leaves. */
class GivingWayTest {
  private static final BatchConfig OPEN = new BatchConfig(2, 2);
  private static final JobTerms GUESSED =
      JobTerms.speculative(new Prediction("other-renditions", 10, 0));

  private final Vertx vertx = Vertx.vertx();
  private final InMemoryCluster cluster = new InMemoryCluster();
  private final ByteServer origin =
      new ByteServer(vertx).with("/" + ASSET, Buffer.buffer("the original"));
  private final ByteServer store = new ByteServer(vertx);

  private TestWorker worker(BatchConfig config) {
    return new TestWorker(vertx, cluster.join("p1"), origin, store, config);
  }

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void whatRuns_givesWayToViewers_andIsStoredLater_withNoAttemptCounted() {
    try (TestWorker worker = worker(OPEN)) {
      submit(worker, "j1", JobTerms.NONE);
      awaitStarted(worker, 1);

      viewersTake(worker, 4);

      await().untilAsserted(() -> assertThat(worker.transcoder().cancelled()).isEqualTo(1));
      await()
          .untilAsserted(() -> assertThat(task(worker, "j1").state()).isEqualTo(JobState.QUEUED));
      assertThat(task(worker, "j1").attempts()).isZero();
      awaitWait(worker, "j1", "the farm is busy");
      viewersLeave(worker);
      awaitStarted(worker, 2);
      finish(worker);
      awaitState(worker, "j1", JobState.STORED);
      assertThat(task(worker, "j1").attempts()).isEqualTo(1);
    }
  }

  @Test
  void speculation_isCalledOffWhenViewersCome_andWhatItCostIsWasted() {
    try (TestWorker worker = worker(OPEN)) {
      submit(worker, "guess", GUESSED);
      awaitStarted(worker, 1);

      viewersTake(worker, 4);

      awaitState(worker, "guess", JobState.CANCELLED);
      await().untilAsserted(() -> assertThat(worker.transcoder().cancelled()).isEqualTo(1));
      assertThat(worker.books().entries()).containsExactly("in vain for other-renditions");
    }
  }

  @Test
  void speculationThatIsMade_isBooked() {
    try (TestWorker worker = worker(OPEN)) {
      submit(worker, "guess", GUESSED);
      awaitStarted(worker, 1);

      finish(worker);

      awaitState(worker, "guess", JobState.STORED);
      assertThat(worker.books().entries()).containsExactly("made for other-renditions, at a cost");
    }
  }

  @Test
  void pausedByTheOperator_nothingBegins_andTheJobTellsWhy() {
    GateRules open = GateRules.DEFAULT;
    var paused =
        new GateRules(
            open.transcoding(), open.distribution(), 0, 0, OffPeak.ALWAYS, OffPeak.ALWAYS, true);
    try (TestWorker worker =
        worker(new BatchConfig(2, 2, 4, BatchConfig.DEFAULT.spreadFrom(), paused, List.of()))) {
      submit(worker, "j1", JobTerms.NONE);

      awaitWait(worker, "j1", "batch work is paused");
      assertThat(worker.transcoder().started()).isZero();
    }
  }

  private static void viewersTake(TestWorker worker, double cores) {
    var viewer =
        new ActiveTask(
            "viewer",
            "t1",
            TaskKind.ON_DEMAND,
            new AssetId("films/other.mp4"),
            "h264-640x360.mp4",
            Priority.DEFAULT,
            cores,
            60,
            Instant.now(),
            0,
            true);
    worker.state().tasks().put("viewer", viewer);
  }

  private static void viewersLeave(TestWorker worker) {
    worker.state().tasks().remove("viewer");
  }

  private static void submit(TestWorker worker, String id, JobTerms terms) {
    var request = new RequestClassifier("", Map.of(), UrgencyRule.NONE).named("height=360");
    var job =
        new BatchJob(
            id,
            new AssetId(ASSET),
            List.of(BatchTask.queued("height=360", request)),
            Priority.BACKGROUND,
            terms,
            Instant.EPOCH,
            JobStanding.NEW,
            null);
    worker.jobs().submit(job).await();
  }

  private static BatchTask task(TestWorker worker, String id) {
    return worker.jobs().find(id).orElseThrow().tasks().get(0);
  }

  private static void awaitStarted(TestWorker worker, int tasks) {
    await().untilAsserted(() -> assertThat(worker.transcoder().started()).isEqualTo(tasks));
  }

  private static void awaitWait(TestWorker worker, String id, String why) {
    await()
        .untilAsserted(
            () ->
                assertThat(worker.jobs().find(id).orElseThrow().whyItWaits(0, Instant.now()))
                    .contains(why));
  }

  private static void awaitState(TestWorker worker, String id, JobState state) {
    await()
        .untilAsserted(
            () -> assertThat(worker.jobs().find(id).orElseThrow().state()).isEqualTo(state));
  }

  private static void finish(TestWorker worker) {
    worker.transcoder().write("media");
    worker.transcoder().end();
  }
}
