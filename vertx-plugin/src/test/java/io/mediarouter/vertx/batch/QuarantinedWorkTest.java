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

/** Orders for a rendition that servers have failed to make before. */
class QuarantinedWorkTest {
  private final Vertx vertx = Vertx.vertx();
  private final ByteServer origin =
      new ByteServer(vertx).with("/" + ASSET, Buffer.buffer("the original"));
  private final TestWorker worker =
      new TestWorker(
          vertx,
          new InMemoryCluster().join("p1"),
          origin,
          new ByteServer(vertx),
          new BatchConfig(2, 2));

  @AfterEach
  void close() {
    worker.close();
    vertx.close().await();
  }

  @Test
  void theyFailWithTheReason_withoutBeingTried_andOtherRenditionsAreMade() {
    submit("poison", "height=360");
    breakOff(1);
    breakOff(2);
    awaitState("poison", JobState.FAILED);

    submit("again", "height=360");

    BatchTask left = awaitState("again", JobState.FAILED);
    assertThat(left.problem())
        .matches(
            "This rendition of films/clip.mp4 failed on 1 server; it is left alone for \\d+ s\\."
                + " The last one: .+");
    assertThat(left.attempts()).isEqualTo(2);
    assertThat(worker.transcoder().started()).as("not tried").isEqualTo(2);
    submit("other", "height=240");
    awaitStarted(3);
    worker.transcoder().write("media");
    worker.transcoder().end();
    awaitState("other", JobState.STORED);
  }

  private void submit(String id, String rendition) {
    var named = new RequestClassifier("", Map.of(), UrgencyRule.NONE).named(rendition);
    var tasks = List.of(BatchTask.queued(rendition, named));
    worker
        .jobs()
        .submit(new BatchJob(id, new AssetId(ASSET), tasks, new Priority(7), Instant.EPOCH, null))
        .await();
  }

  private void breakOff(int task) {
    awaitStarted(task);
    worker.transcoder().write("med");
    worker.transcoder().breakOff();
  }

  private void awaitStarted(int tasks) {
    await().untilAsserted(() -> assertThat(worker.transcoder().started()).isEqualTo(tasks));
  }

  private BatchTask awaitState(String id, JobState state) {
    await().untilAsserted(() -> assertThat(job(id).state()).isEqualTo(state));
    return job(id).tasks().get(0);
  }

  private BatchJob job(String id) {
    return worker.jobs().find(id).orElseThrow();
  }
}
