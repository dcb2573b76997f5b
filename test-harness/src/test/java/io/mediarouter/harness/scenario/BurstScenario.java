package io.mediarouter.harness.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediarouter.harness.client.OpenAnswer;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The farm, whose cores are never shared, is full of batch work when many viewers come at once. */
@Tag("slow")
@Timeout(300)
class BurstScenario {
  private static final List<String> PRESETS = List.of("480p", "360p", "240p");
  private static final List<String> VIEWED =
      List.of(
          "test-card-720p.mp4?height=360",
          "test-card-720p.mp4?height=240",
          "test-card-720p.mp4?height=180",
          "fractal-480p.mp4?height=240");

  /** Players give up after 8 s. */
  private static final double LONGEST_MILLIS = 8_000;

  @RegisterExtension
  static final ScenarioFarm farm =
      ScenarioFarm.of(
          plan ->
              plan.with(2, 1, 2)
                  .withCapacity(2)
                  .withSettings(
                      "{\"highestUtilization\": 1,"
                          + " \"batch\": {\"concurrent\": 4, \"outputsPerDecode\": 1}}"));

  @Test
  void aBurstOfViewers_isServedAtOnce_andNoBatchWorkIsLost() throws Exception {
    List<URI> jobs = new ArrayList<>();
    for (String viewed : VIEWED) {
      // The sources are known, as those that many watch are: what is measured is how work yields.
      await()
          .atMost(ScenarioFarm.PATIENCE)
          .until(() -> farm.client().head(farm.proxyB().media(viewed)).status() == 200);
    }
    for (String preset : PRESETS) {
      jobs.add(order(preset));
    }
    await()
        .atMost(ScenarioFarm.PATIENCE)
        .until(() -> running("batch") >= 2 && farm.processes().encoders().size() >= 2);
    List<ProcessHandle> before = farm.processes().encoders();

    long begin = System.nanoTime();
    List<CompletableFuture<Double>> gone =
        before.stream().map(encoder -> millisToEnd(encoder, begin)).toList();
    List<Double> firstBytes = burst();
    await().atMost(ScenarioFarm.PATIENCE).until(() -> gone.stream().anyMatch(Future::isDone));
    double goneMillis =
        gone.stream().filter(Future::isDone).mapToDouble(CompletableFuture::join).min().orElse(0);

    List<Double> sorted = firstBytes.stream().sorted().toList();
    ScenarioFarm.report(
        "burst of %d viewers on a farm full of %d batch tasks: first byte p50 %.0f ms, max %.0f ms;"
                .formatted(
                    sorted.size(),
                    before.size(),
                    sorted.get(sorted.size() / 2),
                    sorted.get(sorted.size() - 1))
            + " the first batch ffmpeg gone in %.0f ms".formatted(goneMillis));
    assertThat(sorted).allMatch(millis -> millis < LONGEST_MILLIS);
    for (URI job : jobs) {
      await().atMost(ScenarioFarm.PATIENCE.multipliedBy(3)).until(() -> isStored(job));
      JsonNode rendition = farm.json(job).path("renditions").path(0);
      assertThat(rendition.path("attempts").asInt()).isEqualTo(1);
    }
    for (String preset : PRESETS) {
      assertThat(farm.isStored(farm.proxyB(), target(preset))).as(preset).isTrue();
    }
    ScenarioFarm.report(
        "all %d batch jobs stored %.1f s after the burst began"
            .formatted(jobs.size(), (System.nanoTime() - begin) / 1e9));
  }

  private static String target(String preset) {
    return ScenarioMedia.TWENTY_SECONDS + "?preset=" + preset;
  }

  private static URI order(String preset) throws IOException {
    return farm.operator(farm.proxyA())
        .submit(
            "{\"asset\": \"%s\", \"renditions\": [{\"preset\": \"%s\"}]}"
                .formatted(ScenarioMedia.TWENTY_SECONDS, preset));
  }

  private static long running(String kind) throws IOException {
    return farm.reservations(farm.proxyA()).stream()
        .filter(task -> task.path("kind").asText().equalsIgnoreCase(kind))
        .count();
  }

  private static List<Double> burst() throws Exception {
    ExecutorService viewers = Executors.newFixedThreadPool(VIEWED.size());
    try {
      List<Callable<Double>> all = VIEWED.stream().map(BurstScenario::viewer).toList();
      List<Double> millis = new ArrayList<>();
      for (Future<Double> each : viewers.invokeAll(all)) {
        millis.add(each.get());
      }
      return millis;
    } finally {
      viewers.shutdown();
    }
  }

  private static Callable<Double> viewer(String target) {
    return () -> {
      try (OpenAnswer answer = farm.client().open(farm.proxyB().media(target))) {
        assertThat(answer.status()).as(target).isEqualTo(200);
        assertThat(answer.read(new byte[1])).isEqualTo(1);
        double firstByteMillis = answer.millis();
        answer.readRest();
        return firstByteMillis;
      }
    };
  }

  private static CompletableFuture<Double> millisToEnd(ProcessHandle process, long begunNanos) {
    return process.onExit().thenApply(ended -> (System.nanoTime() - begunNanos) / 1e6);
  }

  private static boolean isStored(URI job) throws IOException {
    return farm.json(job).path("state").asText().equals("stored");
  }
}
