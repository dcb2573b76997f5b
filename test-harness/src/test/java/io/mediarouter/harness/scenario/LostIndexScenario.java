package io.mediarouter.harness.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediarouter.harness.client.Answer;
import io.mediarouter.harness.contract.Nginx;
import io.mediarouter.harness.scenario.process.ProxyProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** All proxies are killed at once, and what one of them has kept is lost; then what both have. */
@ExtendWith(Nginx.Installed.class)
class LostIndexScenario {
  private static final List<String> MADE =
      List.of(
          "twenty-seconds-720p.mp4?height=360",
          "twenty-seconds-720p.mp4?height=240",
          "twenty-seconds-720p.mp4?format=jpeg&height=180&t=3");

  private static Path home;
  private static Nginx store;

  @Order(1)
  @RegisterExtension
  static final BeforeAllCallback nginx =
      context -> {
        home = Files.createTempDirectory("media-router-store-");
        store = Nginx.start("distribution.conf", home, "files");
      };

  @Order(2)
  @RegisterExtension
  static final ScenarioFarm farm =
      ScenarioFarm.of(plan -> plan.with(1, 0, 2).withSettings(settings()));

  private static String settings() {
    return """
    {"timeouts": {"connect": "5s", "firstByte": "20s", "decide": "15s"},
     "store": {"orphanAge": "0s"},
     "servers": [{"role": "distribution", "id": "nginx", "url": "%s"}]}
    """
        .formatted(store.url());
  }

  @AfterAll
  static void stop() throws IOException {
    store.close();
    deleteAll(home);
  }

  private static void deleteAll(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  @Test
  void everythingIsFoundAgain_nothingIsMadeAgain_andNothingIsLeftOver() throws Exception {
    for (String target : MADE) {
      assertThat(farm.client().get(farm.proxyA().media(target)).status()).isEqualTo(200);
      farm.awaitStored(farm.proxyA(), target);
    }
    await().atMost(ScenarioFarm.PATIENCE).until(() -> beside() == MADE.size());
    int made = tasks();

    killAll();
    lose(1);
    startAll();
    JsonNode afterOne = takeStock(farm.proxyB());
    assertAllAreHits();

    killAll();
    lose(1);
    lose(2);
    leaveAnOrphan();
    startAll();
    JsonNode afterAll = takeStock(farm.proxyA());
    assertAllAreHits();
    JsonNode atLast = takeStock(farm.proxyA());

    assertThat(afterOne.path("orphans").asInt()).as("%s", afterOne).isZero();
    assertThat(afterAll.path("adopted").asInt()).as("%s", afterAll).isEqualTo(MADE.size());
    assertThat(atLast.path("orphans").asInt()).as("%s", atLast).isZero();
    assertThat(atLast.path("known").asInt()).as("%s", atLast).isEqualTo(MADE.size());
    assertThat(tasks()).isEqualTo(made);
    assertThat(store.files("files")).hasSize(2 * MADE.size());
    ScenarioFarm.report("after the loss of one index: " + afterOne + "; of all: " + afterAll);
  }

  private static long beside() throws IOException {
    return store.files("files").stream().filter(file -> file.toString().endsWith(".json")).count();
  }

  private static int tasks() throws IOException {
    return farm.tasks(farm.processes().transcoders().get(0)).size();
  }

  private static void killAll() throws InterruptedException {
    for (ProxyProcess each : farm.processes().proxies()) {
      each.process().kill9();
    }
    for (ProxyProcess each : farm.processes().proxies()) {
      assertThat(each.process().awaitExit(Duration.ofSeconds(60))).isPresent();
    }
  }

  private static void lose(int proxy) throws IOException {
    deleteAll(farm.processes().folder().resolve("proxy-" + proxy + "-data"));
  }

  private static void startAll() throws IOException {
    for (ProxyProcess each : farm.processes().proxies()) {
      each.process().restart();
    }
    await()
        .atMost(ScenarioFarm.PATIENCE)
        .until(() -> farm.operator(farm.proxyA()).members() == farm.processes().proxies().size());
  }

  /** An upload that broke off a while ago. */
  private static void leaveAnOrphan() throws IOException {
    Path folder = home.resolve("files").resolve("twenty-seconds-720p.mp4");
    Files.writeString(folder.resolve("0123456789abcdef-mp4"), "half of it");
  }

  private static JsonNode takeStock(ProxyProcess proxy) throws IOException {
    JsonNode report = farm.takeStock(proxy);
    await()
        .atMost(ScenarioFarm.PATIENCE)
        .until(() -> store.files("files").size() <= 2 * MADE.size());
    return report;
  }

  private static void assertAllAreHits() throws IOException {
    for (String target : MADE) {
      for (ProxyProcess proxy : farm.processes().proxies()) {
        Answer answer = farm.client().get(proxy.media(target));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("cache-status")).as(target).contains("; hit");
      }
    }
  }
}
