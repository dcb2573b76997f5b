package io.mediarouter.harness.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediarouter.harness.client.Answer;
import io.mediarouter.harness.contract.Nginx;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Of three nginx one is in a folder with a space, one takes no more than its default of a megabyte,
 * and one makes no folders: what can be stored is, and it is told what is wrong with the others.
 */
@ExtendWith(Nginx.Installed.class)
class OddStoresScenario {
  private static final String FOLDER = "store one/below";
  private static final String ODD = "Été à la plage/100% #1 + «Ω».mp4";

  @TempDir static Path folder;
  private static Nginx good;
  private static Nginx small;
  private static Nginx flat;

  @Order(1)
  @RegisterExtension
  static final BeforeAllCallback nginx =
      context -> {
        good = start("good");
        small = start("small", "client_max_body_size 0;");
        flat = start("flat", "create_full_put_path on;");
      };

  @Order(2)
  @RegisterExtension
  static final ScenarioFarm farm =
      ScenarioFarm.of(plan -> plan.with(1, 0, 1).withSettings(settings()));

  private static Nginx start(String name, String... without) throws IOException {
    Path home = Files.createDirectory(folder.resolve(name));
    return Nginx.start("distribution.conf", home, "files", without);
  }

  private static String settings() {
    return """
    {"timeouts": {"connect": "5s", "firstByte": "20s", "decide": "15s"},
     "caching": {"memory": 0},
     "store": {"copies": 3, "scan": "0s", "orphanAge": "0s"},
     "servers": [
       {"role": "distribution", "id": "good", "url": "%s%s"},
       {"role": "distribution", "id": "small", "url": "%s"},
       {"role": "distribution", "id": "flat", "url": "%s"}]}
    """
        .formatted(good.url(), FOLDER.replace(" ", "%20"), small.url(), flat.url());
  }

  @AfterAll
  static void stop() {
    List.of(good, small, flat).forEach(Nginx::close);
  }

  private static String encoded(String path) {
    return URLEncoder.encode(path, StandardCharsets.UTF_8).replace("+", "%20").replace("%2F", "/");
  }

  private static Answer assertHit(String target) throws IOException {
    Answer answer = farm.client().get(farm.proxyA().media(target));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("cache-status")).contains("; hit");
    return answer;
  }

  @Test
  void namesWithSpacesAndUmlauts_areStoredListedAndTakenDown_belowAFolder() throws Exception {
    Files.createDirectories(farm.media().path(ODD).getParent());
    Files.copy(farm.media().path(ScenarioMedia.TWENTY_SECONDS), farm.media().path(ODD));
    String target = encoded(ODD) + "?height=120";
    Answer made = farm.client().get(farm.proxyA().media(target));
    assertThat(made.status()).as(made.text()).isEqualTo(200);
    farm.awaitStored(farm.proxyA(), target);
    byte[] film = assertHit(target).body();
    Path there = folder.resolve("good").resolve("files").resolve(FOLDER).resolve(ODD);
    await().atMost(ScenarioFarm.PATIENCE).until(() -> count(there) == 2);

    JsonNode report = farm.takeStock(farm.proxyA());

    assertThat(report.path("orphans").asInt()).as("%s", report).isZero();
    assertThat(report.path("forgotten").asInt()).as("%s", report).isZero();
    assertThat(report.path("known").asInt()).as("%s", report).isPositive();
    assertThat(assertHit(target).body()).isEqualTo(film);
    assertThat(farm.check(film).durationSeconds()).isBetween(19.0, 21.0);
    var purge = farm.proxyA().admin().resolve("renditions?asset=" + encoded(ODD));
    assertThat(farm.json(purge).path("renditions")).hasSize(1);
    assertThat(farm.client().delete(purge).status()).isEqualTo(200);
    await().atMost(ScenarioFarm.PATIENCE).until(() -> count(there) == 0);
  }

  private static long count(Path below) throws IOException {
    if (!Files.exists(below)) {
      return 0;
    }
    try (var files = Files.list(below)) {
      return files.count();
    }
  }

  @Test
  void storesThatRefuse_areTold_andNotTakenForIll_andWhatIsMadeIsStoredElsewhere()
      throws Exception {
    String target = ScenarioMedia.TWENTY_SECONDS + "?height=720&vb=2M";
    assertThat(farm.client().get(farm.proxyA().media(target)).status()).isEqualTo(200);
    farm.awaitStored(farm.proxyA(), target);

    assertThat(assertHit(target).body()).hasSizeGreaterThan(1 << 20);
    JsonNode stored = farm.operator(farm.proxyA()).stored(ScenarioMedia.TWENTY_SECONDS).get(0);
    assertThat(stored.path("servers")).hasSize(1);
    assertThat(stored.path("servers").get(0).asText()).isEqualTo("good");
    assertThat(told("small")).contains("413", "client_max_body_size");
    assertThat(told("flat")).contains("500");
    for (String id : List.of("small", "flat")) {
      assertThat(farm.operator(farm.proxyA()).condition(id)).isEqualTo("up");
      assertThat(farm.operator(farm.proxyA()).breaker(id, "storage")).isEqualTo("closed");
    }
  }

  private static String told(String id) throws IOException {
    return farm.operator(farm.proxyA()).server(id).toString();
  }
}
