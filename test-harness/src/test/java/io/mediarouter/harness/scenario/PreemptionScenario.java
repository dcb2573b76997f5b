package io.mediarouter.harness.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediarouter.harness.client.Answer;
import io.mediarouter.harness.client.OpenAnswer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Batch work gives way to a viewer at once, and is done later. */
class PreemptionScenario {
  private static final String LATER = ScenarioMedia.TWENTY_SECONDS + "?preset=480p";

  /** One video fills the only transcoding server, whose cores are never shared. */
  @RegisterExtension
  static final ScenarioFarm farm =
      ScenarioFarm.of(
          plan ->
              plan.with(1, 1, 1)
                  .withCapacity(2)
                  .withCpus("0")
                  .withSettings("{\"highestUtilization\": 1}"));

  @Test
  void aViewer_takesThePlaceOfARunningBatchJob_whichIsStoredLater() throws Exception {
    URI job = order();
    await().atMost(ScenarioFarm.PATIENCE).until(() -> progressPercent(job) > 0);
    ProcessHandle batch = onlyEncoder();

    CompletableFuture<Double> goneMillis = millisToEnd(batch, System.nanoTime());
    try (OpenAnswer answer =
        farm.client().open(farm.proxyA().media("test-card-720p.mp4?preset=360p"))) {
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("cache-status")).contains("detail=on-demand-exact-prioritised");
      assertThat(answer.read(new byte[1])).isEqualTo(1);
      double firstByteMillis = answer.millis();
      assertQueuedAgain(job);
      await()
          .pollInterval(Duration.ofMillis(10))
          .atMost(Duration.ofSeconds(2))
          .until(goneMillis::isDone);
      ScenarioFarm.report(
          "after a viewer's request: the batch ffmpeg gone in %.0f ms, first byte in %.0f ms"
              .formatted(goneMillis.get(), firstByteMillis));
      assertThat(onlyEncoder().pid()).isNotEqualTo(batch.pid());
      answer.readRest();
    }

    await().atMost(ScenarioFarm.PATIENCE.multipliedBy(2)).until(() -> isStored(job));
    assertThat(farm.json(job).path("renditions").path(0).path("attempts").asInt()).isEqualTo(1);
    Answer stored = farm.client().get(farm.proxyA().media(LATER));
    assertThat(stored.header("cache-status")).contains("hit", "detail=exact-cached");
    var found = farm.check(stored.body());
    assertThat(found.decodes()).as(found.complaints()).isTrue();
    assertThat(found.height()).isEqualTo(480);
    assertThat(found.durationSeconds()).isBetween(19.5, 20.5);
  }

  private static URI order() throws IOException {
    return farm.operator(farm.proxyA())
        .submit(
            "{\"asset\": \"%s\", \"renditions\": [{\"preset\": \"480p\"}]}"
                .formatted(ScenarioMedia.TWENTY_SECONDS));
  }

  private static int progressPercent(URI job) throws IOException {
    return farm.json(job).path("progress_percent").asInt();
  }

  private static ProcessHandle onlyEncoder() {
    List<ProcessHandle> encoders = farm.processes().encoders();
    assertThat(encoders).hasSize(1);
    return encoders.get(0);
  }

  private static CompletableFuture<Double> millisToEnd(ProcessHandle process, long begunNanos) {
    return process.onExit().thenApply(ended -> (System.nanoTime() - begunNanos) / 1e6);
  }

  private static void assertQueuedAgain(URI job) throws IOException {
    JsonNode seen = farm.json(job).path("renditions").path(0);
    assertThat(seen.path("state").asText()).isEqualTo("queued");
    assertThat(seen.path("attempts").asInt()).isZero();
  }

  private static boolean isStored(URI job) throws IOException {
    return farm.json(job).path("state").asText().equals("stored");
  }
}
