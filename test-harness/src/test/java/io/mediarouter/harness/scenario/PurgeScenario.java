package io.mediarouter.harness.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediarouter.harness.client.Answer;
import io.mediarouter.harness.client.OpenAnswer;
import io.mediarouter.harness.scenario.process.FarmProcess;
import io.mediarouter.harness.scenario.process.ProxyProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What one proxy takes down is down at all of them, also what is being made meanwhile. */
class PurgeScenario {
  @RegisterExtension
  static final ScenarioFarm farm =
      ScenarioFarm.of(
          plan ->
              plan.with(1, 2, 3)
                  .withSettings(
                      """
                      {"timeouts": {"connect": "5s", "firstByte": "20s", "decide": "15s"},
                       "store": {"copies": 2, "tags": [{"path": "minute", "tags": ["long"]}]}}
                      """));

  private static ProxyProcess proxy(int index) {
    return farm.processes().proxies().get(index);
  }

  private static FarmProcess transcoder() {
    return farm.processes().transcoders().get(0);
  }

  private static int tasks() throws IOException {
    return farm.tasks(transcoder()).size();
  }

  private static JsonNode list(ProxyProcess proxy, String filter) throws IOException {
    return farm.json(proxy.admin().resolve("renditions?" + filter)).path("renditions");
  }

  private static void purge(ProxyProcess proxy, String filter) throws IOException {
    Answer answer = farm.client().delete(proxy.admin().resolve("renditions?" + filter));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  private static void awaitIdle() {
    await()
        .atMost(ScenarioFarm.PATIENCE)
        .until(
            () -> farm.reservations(proxy(0)).isEmpty() && farm.processes().encoders().isEmpty());
  }

  private static int files(String asset) throws IOException {
    int count = 0;
    for (int i = 1; i <= 2; i++) {
      for (var file : farm.processes().stored(i)) {
        count += file.toString().contains("/" + asset + "/") ? 1 : 0;
      }
    }
    return count;
  }

  private static void assertNothingIsLeft(String asset) throws IOException {
    for (ProxyProcess each : farm.processes().proxies()) {
      assertThat(list(each, "asset=" + asset)).as("listed by %s", each.name()).isEmpty();
    }
    await()
        .atMost(ScenarioFarm.PATIENCE)
        .untilAsserted(() -> assertThat(files(asset)).as("files of %s", asset).isZero());
  }

  private static void assertMadeAnew(ProxyProcess proxy, String target) throws IOException {
    int before = tasks();
    Answer again = farm.client().get(proxy.media(target));
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.header("cache-status"))
        .as("%s of %s", target, proxy.name())
        .doesNotContain("; hit");
    assertThat(tasks()).isEqualTo(before + 1);
  }

  @Test
  void whatIsMadeByOneProxyAndFollowedByAnother_andTakenDownByTheThird_isNowhere()
      throws Exception {
    String asset = ScenarioMedia.MINUTE;
    String target = asset + "?height=240";
    try (OpenAnswer first = farm.client().open(proxy(0).media(target))) {
      assertThat(first.read(new byte[1])).isEqualTo(1);
      try (OpenAnswer second = farm.client().open(proxy(1).media(target))) {
        assertThat(second.header("cache-status")).contains("collapsed");
        transcoder().freeze();
        try {
          purge(proxy(2), "tag=long");
        } finally {
          transcoder().thaw();
        }
        byte[] all = second.readRest();
        assertThat(farm.check(all).durationSeconds()).isBetween(59.0, 61.0);
        assertThat(first.readRest()).hasSize(all.length - 1);
      }
    }
    awaitIdle();

    assertNothingIsLeft(asset);
    assertMadeAnew(proxy(1), target);
    farm.awaitStored(proxy(2), target);
    await().atMost(ScenarioFarm.PATIENCE).until(() -> files(asset) == 2);
    assertThat(list(proxy(2), "tag=long")).hasSize(1);
    purge(proxy(0), "asset=" + asset);
    assertNothingIsLeft(asset);
  }

  @Test
  void whatIsInTheMemoryOfAllProxies_isNotDeliveredAfterOneTookItDown() throws Exception {
    String asset = ScenarioMedia.TWENTY_SECONDS;
    String target = asset + "?preset=thumbnail&t=3";
    for (int i = 0; i < 3; i++) {
      farm.client().get(proxy(i).media(target));
      for (ProxyProcess each : farm.processes().proxies()) {
        farm.awaitStored(each, target);
        for (int times = 0; times < 4; times++) {
          assertThat(farm.client().get(each.media(target)).header("cache-status"))
              .contains("; hit");
        }
      }

      purge(proxy(i), "asset=" + asset);
      assertMadeAnew(proxy((i + 1) % 3), target);
      farm.awaitStored(proxy(i), target);
    }
    purge(proxy(0), "prefix=" + asset);
    assertNothingIsLeft(asset);
  }

  @Test
  void segmentsInTheMaking_areNotStored_whenAnotherProxyTakesTheirFilmDown() throws Exception {
    String film = ScenarioMedia.MINUTE;
    String target = film + "/hls/240p/0.m4s";
    farm.client().get(proxy(0).media(film + "/hls/240p/index.m3u8"));
    int before = tasks();
    transcoder().freeze();
    CompletableFuture<Answer> segment =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return farm.client().get(proxy(0).media(target));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    try {
      await().atMost(ScenarioFarm.PATIENCE).until(() -> !farm.reservations(proxy(1)).isEmpty());
      purge(proxy(1), "tag=long");
    } finally {
      transcoder().thaw();
    }
    assertThat(segment.get().status()).isEqualTo(200);
    awaitIdle();
    assertThat(tasks()).isGreaterThan(before);
    assertNothingIsLeft(film);

    assertMadeAnew(proxy(2), target);
    await().atMost(ScenarioFarm.PATIENCE).until(() -> files(film) > 0);
    awaitIdle();
    purge(proxy(1), "asset=" + film);
    assertNothingIsLeft(film);
  }
}
