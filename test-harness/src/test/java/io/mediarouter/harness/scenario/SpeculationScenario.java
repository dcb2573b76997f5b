package io.mediarouter.harness.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediarouter.harness.client.Answer;
import io.mediarouter.harness.client.OpenAnswer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A quiet farm makes what will be asked for, and stops at once when it is needed. */
@Tag("slow")
@Timeout(600)
class SpeculationScenario {
  private static final String CLIP = "test-card-720p.mp4";
  private static final String POPULAR = ScenarioMedia.TWENTY_SECONDS;
  private static final String NEXT = ScenarioMedia.MINUTE;
  private static final Duration LONG = ScenarioFarm.PATIENCE.multipliedBy(3);

  /** So that what others are watched in is all but certain to be asked for of this one too. */
  private static final int OFTEN = 12;

  private static final int CAPACITY = 2;
  private static final double HIGH = 0.1;
  private static final int MOST_VIEWERS = 12;
  private static final String VIEWERS = "on_demand";

  @RegisterExtension
  static final ScenarioFarm farm =
      ScenarioFarm.of(
          plan ->
              plan.with(1, 1, 1)
                  .withCapacity(CAPACITY)
                  .withSettings(
                      "{\"batch\": {\"watermarks\": {\"transcoding\": {\"low\": 0.08, \"high\":"
                          + HIGH
                          + "}}}, \"speculation\": {\"unfinished\": 1, \"otherRenditions\":"
                          + " {\"budget\": 1}}}"));

  @Test
  void popularAsset_isMadeAheadAndServedAsAHit_andAllGivesWayWhenDemandReturns() throws Exception {
    watch(CLIP + "?preset=360p", OFTEN);
    watch(POPULAR + "?preset=240p", OFTEN);
    assertServedAsAHit(POPULAR + "?preset=360p");

    watch(NEXT + "?preset=240p", OFTEN);
    await().atMost(LONG).until(() -> tasks("speculative") > 0 && isOneEncoding());
    List<ProcessHandle> speculative = farm.processes().encoders();
    List<CompletableFuture<OpenAnswer>> viewers = comeUntilItIsDemand();
    CompletableFuture<Long> gone = millisUntilGone(speculative);
    ScenarioFarm.report(
        "demand is back: %d speculative ffmpeg gone %d ms after its cores were taken, viewers: %d"
            .formatted(speculative.size(), gone.join(), viewers.size()));
    assertThat(farm.isStored(farm.proxyA(), NEXT + "?preset=360p")).isFalse();
    makeNothingAheadAnyMore();
    await().atMost(ScenarioFarm.PATIENCE).until(() -> tasks("speculative") == 0);
    for (CompletableFuture<OpenAnswer> viewer : viewers) {
      assertThat(viewer.join().read(new byte[1])).isEqualTo(1);
    }
    viewers.forEach(viewer -> viewer.join().close());
  }

  /**
   * On a crowded machine what has been transcoded before took so few cores that one more viewer is
   * no demand by what is predicted: others come until they are.
   */
  private static List<CompletableFuture<OpenAnswer>> comeUntilItIsDemand() throws IOException {
    List<CompletableFuture<OpenAnswer>> viewers = new ArrayList<>();
    while (!isDemand() && viewers.size() < MOST_VIEWERS) {
      int before = tasks(VIEWERS);
      CompletableFuture<OpenAnswer> viewer = come("height=" + (160 + 8 * viewers.size()));
      viewers.add(viewer);
      await().atMost(LONG).until(() -> viewer.isDone() || tasks(VIEWERS) > before || isDemand());
    }
    return viewers;
  }

  /** Whether viewers take so much, by what is predicted, that nothing is made ahead. */
  private static boolean isDemand() throws IOException {
    return farm.reservations(farm.proxyA()).stream()
            .filter(task -> task.path("kind").asText().equals(VIEWERS))
            .mapToDouble(task -> task.path("demand_cores").asDouble())
            .sum()
        > HIGH * CAPACITY;
  }

  /** Looks from now on, while others wait for the answer: that begins once a new ffmpeg writes. */
  private static CompletableFuture<Long> millisUntilGone(List<ProcessHandle> processes) {
    long begin = System.nanoTime();
    return CompletableFuture.supplyAsync(
        () -> {
          await()
              .pollInterval(Duration.ofMillis(10))
              .atMost(ScenarioFarm.PATIENCE)
              .until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));
          return (System.nanoTime() - begin) / 1_000_000;
        });
  }

  private static void watch(String target, int times) throws IOException {
    farm.client().get(farm.proxyA().media(target));
    await().atMost(LONG).until(() -> farm.isStored(farm.proxyA(), target));
    for (int i = 1; i < times; i++) {
      assertThat(farm.client().get(farm.proxyA().media(target)).status()).isEqualTo(200);
    }
  }

  /** Nobody has asked for it, nor does this before it is there. */
  private static void assertServedAsAHit(String ahead) throws IOException {
    await().atMost(LONG).until(() -> isJobStored(POPULAR));
    Answer hit = farm.client().get(farm.proxyA().media(ahead));
    assertThat(hit.header("cache-status")).contains("hit", "detail=exact-cached");
    var found = farm.check(hit.body());
    assertThat(found.decodes()).as(found.complaints()).isTrue();
    assertThat(found.height()).isEqualTo(360);
    assertThat(found.durationSeconds()).isBetween(19.5, 20.5);
  }

  private static boolean isJobStored(String asset) throws IOException {
    for (var job : farm.operator(farm.proxyA()).see("jobs").path("jobs")) {
      if (job.path("asset").asText().equals(asset) && job.path("state").asText().equals("stored")) {
        return true;
      }
    }
    return false;
  }

  private static CompletableFuture<OpenAnswer> come(String form) {
    return CompletableFuture.supplyAsync(() -> open(form));
  }

  private static OpenAnswer open(String form) {
    try {
      OpenAnswer answer = farm.client().open(farm.proxyA().media(NEXT + "?" + form));
      assertThat(answer.status()).isEqualTo(200);
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isOneEncoding() {
    return farm.processes().encoders().size() == 1;
  }

  private static int tasks(String kind) throws IOException {
    return (int)
        farm.reservations(farm.proxyA()).stream()
            .filter(task -> task.path("kind").asText().equals(kind))
            .count();
  }

  /** What is asked for here is popular too: without this the farm would be busy to the end. */
  private static void makeNothingAheadAnyMore() throws IOException {
    ObjectNode quiet = farm.proxyA().configuration();
    ((ObjectNode) quiet.path("speculation")).put("unfinished", 0);
    farm.proxyA().configure(quiet.toPrettyString());
    await()
        .atMost(ScenarioFarm.PATIENCE)
        .until(
            () ->
                farm.operator(farm.proxyA())
                        .see("config")
                        .findPath("speculation")
                        .path("unfinished")
                        .asInt(-1)
                    == 0);
  }
}
