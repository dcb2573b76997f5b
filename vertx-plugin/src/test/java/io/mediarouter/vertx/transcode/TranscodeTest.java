package io.mediarouter.vertx.transcode;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.farm.ActiveTask;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.TaskKind;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.RenditionKey;
import io.mediarouter.media.SourceProperties;
import io.mediarouter.request.Priority;
import io.mediarouter.state.OwnedTable;
import io.mediarouter.state.memory.InMemoryCluster;
import io.mediarouter.vertx.spool.Spool;
import io.mediarouter.vertx.spool.SpoolBudget;
import io.mediarouter.vertx.spool.SpoolLimits;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TranscodeTest {
  private static final int ROUNDS = 5_000;

  private final Vertx vertx = Vertx.vertx();
  private final OwnedTable<ActiveTask> tasks = new InMemoryCluster().join("me").tasks();
  private final TranscodeOrder order =
      new TranscodeOrder(
          new AssetEntry(
              new AssetId("films/clip.mp4"),
              SourceProperties.of("v1", "mp4", "video/mp4", 9, Duration.ZERO, null, null),
              Instant.EPOCH,
              List.of()),
          RenditionKey.read("h264-320x180.mp4").orElseThrow(),
          TaskKind.ON_DEMAND,
          Priority.DEFAULT,
          List.of());

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private Transcode transcode() {
    var limits = new SpoolLimits(1 << 20, 1 << 20, Path.of(System.getProperty("java.io.tmpdir")));
    var spool = new Spool(vertx, limits, new SpoolBudget(1 << 24, 1 << 24, System::nanoTime));
    return new Transcode(
        order,
        TranscodeKey.of(order),
        "id",
        "task",
        new Output(spool, order.rendition().format(), new Completeness(order, new Shortfalls())),
        vertx.getOrCreateContext(),
        true,
        new TranscodeRow(tasks, "task", order::wanted, System::nanoTime));
  }

  @Test
  void transcodeThatEverybodyLeft_isCancelled_andCannotBeJoined() {
    Transcode transcode = transcode();
    transcode.join();

    transcode.leave();

    assertThat(transcode.isCancelled()).isTrue();
    assertThat(transcode.join()).isFalse();
  }

  /** Who was told so took it for preempted, and asked for what nobody had taken away. */
  @Test
  void whoJoinsWhileTheLastOneLeaves_isNotCancelledWithIt() throws InterruptedException {
    for (int round = 0; round < ROUNDS; round++) {
      Transcode transcode = transcode();
      transcode.join();
      var together = new CountDownLatch(1);
      var leaving =
          new Thread(
              () -> {
                together.countDown();
                transcode.leave();
              });
      leaving.start();
      together.await();

      boolean joined = transcode.join();
      leaving.join();

      assertThat(transcode.isCancelled()).as("round %s", round).isEqualTo(!joined);
    }
  }
}
