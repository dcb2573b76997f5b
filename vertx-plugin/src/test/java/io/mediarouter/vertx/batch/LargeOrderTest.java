package io.mediarouter.vertx.batch;

import static io.mediarouter.vertx.testfarm.TestFarm.ASSET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.batch.BatchJob;
import io.mediarouter.batch.BatchTask;
import io.mediarouter.media.AssetId;
import io.mediarouter.request.Priority;
import io.mediarouter.request.RequestClassifier;
import io.mediarouter.request.UrgencyRule;
import io.mediarouter.schedule.GateRules;
import io.mediarouter.state.memory.InMemoryCluster;
import io.mediarouter.vertx.config.BatchConfig;
import io.mediarouter.vertx.testfarm.ByteServer;
import io.mediarouter.vertx.testfarm.TestWorker;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A large order has its turn, however many small ones would fit where it does not. */
class LargeOrderTest {
  private static final BatchConfig EIGHT_AT_A_TIME =
      new BatchConfig(8, 2, 1, BatchConfig.DEFAULT.spreadFrom(), GateRules.DEFAULT, List.of());
  private static final int ORDERS = 25;
  private static final int LARGE = 3;

  private final Vertx vertx = Vertx.vertx();
  private final ByteServer origin =
      new ByteServer(vertx).with("/" + ASSET, Buffer.buffer("the original"));
  private final ByteServer store = new ByteServer(vertx);
  private final TestWorker worker =
      new TestWorker(vertx, new InMemoryCluster().join("p1"), origin, store, EIGHT_AT_A_TIME);

  @AfterEach
  void close() {
    worker.close();
    vertx.close().await();
  }

  @Test
  void largeOrder_fourthOfTwentyFive_isTheFourthToStart() {
    for (int i = 0; i < ORDERS; i++) {
      submit(i, i == LARGE ? "height=720&fps=29" : "height=" + (300 + 2 * i));
    }

    await().untilAsserted(() -> assertThat(waits(LARGE).orElse("")).contains("no server has room"));
    for (int ended = 0; ended < ORDERS; ended++) {
      await().until(() -> worker.transcoder().endOldest("media"));
    }

    List<String> asked = worker.transcoder().asked();
    assertThat(asked).hasSize(ORDERS);
    assertThat(asked.get(LARGE)).contains("height=720");
  }

  private Optional<String> waits(int number) {
    return worker.jobs().find(name(number)).orElseThrow().whyItWaits(0, Instant.now());
  }

  private static String name(int number) {
    return "j" + (10 + number);
  }

  private void submit(int number, String rendition) {
    var request = new RequestClassifier("", Map.of(), UrgencyRule.NONE).named(rendition);
    var job =
        new BatchJob(
            name(number),
            new AssetId(ASSET),
            List.of(BatchTask.queued(rendition, request)),
            Priority.BACKGROUND,
            Instant.ofEpochSecond(number),
            null);
    worker.jobs().submit(job).await();
  }
}
