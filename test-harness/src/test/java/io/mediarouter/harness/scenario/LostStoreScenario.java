package io.mediarouter.harness.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediarouter.harness.client.Answer;
import io.mediarouter.harness.contract.Nginx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Stores lose files, or die: what they held is delivered from elsewhere, and copied anew. */
@ExtendWith(Nginx.Installed.class)
class LostStoreScenario {
  private static final String ASSET = ScenarioMedia.TWENTY_SECONDS;
  private static final int STORES = 3;

  /** So many uses are popular. */
  private static final int OFTEN = 15;

  @TempDir static Path folder;
  private static final List<Nginx> stores = new ArrayList<>();

  @Order(1)
  @RegisterExtension
  static final BeforeAllCallback nginx =
      context -> {
        for (int i = 0; i < STORES; i++) {
          Path home = Files.createDirectory(folder.resolve("n" + i));
          stores.add(Nginx.start("distribution.conf", home, "files"));
        }
      };

  @Order(2)
  @RegisterExtension
  static final ScenarioFarm farm =
      ScenarioFarm.of(plan -> plan.with(1, 0, 1).withSettings(settings()));

  private static String settings() {
    List<String> servers = new ArrayList<>();
    for (int i = 0; i < STORES; i++) {
      servers.add(
          "{\"role\": \"distribution\", \"id\": \"n%d\", \"url\": \"%s\"}"
              .formatted(i, stores.get(i).url()));
    }
    return """
    {"timeouts": {"connect": "5s", "firstByte": "20s", "decide": "15s"},
     "caching": {"memory": 0},
     "store": {"copies": 2, "popularCopies": 2, "check": "1s", "scan": "0s"},
     "servers": [%s]}
    """
        .formatted(String.join(",", servers));
  }

  @AfterAll
  static void stop() {
    stores.forEach(Nginx::close);
    stores.clear();
  }

  private static byte[] make(String target) throws IOException {
    Answer made = farm.client().get(farm.proxyA().media(target));
    assertThat(made.status()).isEqualTo(200);
    farm.awaitStored(farm.proxyA(), target);
    await().atMost(ScenarioFarm.PATIENCE).until(() -> servers(target).size() == 2);
    return farm.client().get(farm.proxyA().media(target)).body();
  }

  /** The stores that the index knows of. */
  private static Set<String> servers(String target) throws IOException {
    var ids = new TreeSet<String>();
    String size = size(target);
    for (JsonNode each : farm.operator(farm.proxyA()).stored(ASSET)) {
      if (each.path("key").asText().contains(size)) {
        each.path("servers").forEach(id -> ids.add(id.asText()));
      }
    }
    return ids;
  }

  /** By which each target's key, and the name of its file, is told from those of the others. */
  private static String size(String target) {
    return "x" + target.replaceAll(".*height=([0-9]+).*", "$1");
  }

  private static Nginx store(String id) {
    return stores.get(Integer.parseInt(id.substring(1)));
  }

  private static List<Path> files(String id, String target) throws IOException {
    return store(id).files("files").stream()
        .filter(file -> file.toString().contains(size(target)))
        .filter(file -> !file.toString().endsWith(".json"))
        .toList();
  }

  private static void assertHit(String target, byte[] expected) throws IOException {
    Answer answer = farm.client().get(farm.proxyA().media(target));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("cache-status")).contains("; hit");
    assertThat(answer.body()).isEqualTo(expected);
  }

  private static int tasks() throws IOException {
    return farm.tasks(farm.processes().transcoders().get(0)).size();
  }

  private static String lose(String target) throws IOException {
    String id = servers(target).iterator().next();
    for (Path file : files(id, target)) {
      Files.delete(file);
    }
    return id;
  }

  @Test
  void filesThatAStoreLost_areCopiedThereAgainByTheScan_andNothingIsMadeAgain() throws Exception {
    String target = ASSET + "?format=jpeg&height=180&t=3";
    byte[] picture = make(target);
    int made = tasks();
    String id = lose(target);

    JsonNode report = farm.takeStock(farm.proxyA());

    assertThat(report.path("forgotten").asInt()).as("%s", report).isEqualTo(1);
    assertThat(report.path("restored").asInt()).as("%s", report).isEqualTo(1);
    assertThat(files(id, target)).hasSize(1);
    assertThat(Files.readAllBytes(files(id, target).get(0))).isEqualTo(picture);
    assertThat(servers(target)).hasSize(2).contains(id);
    assertHit(target, picture);
    assertThat(tasks()).isEqualTo(made);
    assertThat(farm.takeStock(farm.proxyA()).path("orphans").asInt()).isZero();
  }

  @Test
  void aStoreThatDies_isReplacedForWhatIsPopular_whileEveryRequestIsServed() throws Exception {
    String target = ASSET + "?height=240";
    byte[] film = make(target);
    int made = tasks();
    for (int i = 0; i < OFTEN; i++) {
      assertHit(target, film);
    }
    Set<String> before = servers(target);
    String dead = before.iterator().next();

    store(dead).kill9();
    await()
        .atMost(ScenarioFarm.PATIENCE)
        .until(
            () -> {
              assertHit(target, film);
              return servers(target).size() == 3;
            });

    var others = new TreeSet<>(servers(target));
    others.removeAll(before);
    Path copy = files(others.first(), target).get(0);
    assertThat(Files.readAllBytes(copy)).isEqualTo(film);
    assertThat(Path.of(copy + ".json")).exists();
    assertThat(tasks()).isEqualTo(made);

    store(dead).restart();
    farm.operator(farm.proxyA()).awaitCondition(dead, "up");
    assertHit(target, film);
    assertThat(farm.takeStock(farm.proxyA()).path("orphans").asInt()).isZero();
  }

  @Test
  void aFileThatIsGone_isForgottenByTheFirstRequest_whichIsServedFromAnother() throws Exception {
    String target = ASSET + "?format=jpeg&height=120&t=7";
    byte[] picture = make(target);
    int made = tasks();
    lose(target);

    for (int i = 0; i < OFTEN; i++) {
      assertHit(target, picture);
    }

    assertThat(tasks()).isEqualTo(made);
    farm.takeStock(farm.proxyA());
  }
}
