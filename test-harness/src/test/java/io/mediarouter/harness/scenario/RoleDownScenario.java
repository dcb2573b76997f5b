package io.mediarouter.harness.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.harness.client.Answer;
import io.mediarouter.harness.scenario.process.FarmProcess;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * All servers of a role are gone: whatever does not need them is served, the rest told off fast.
 */
class RoleDownScenario {
  private static final String ASSET = "bars-360p.mp4";
  private static final String STORED = ScenarioLoad.STORED;
  private static final double FAST_MILLIS = 8000;
  private static final String SETTINGS =
      """
      {"timeouts": {"connect": "2s", "firstByte": "6s", "decide": "6s"},
       "breakers": {"openFor": "1s", "slow": {"firstByte": "5s", "speed": 0.1}},
       "health": {"interval": "500ms", "fall": 2},
       "sourceCheck": "1s",
       "slowStart": "1s"}
      """;

  @RegisterExtension
  static final ScenarioFarm farm =
      ScenarioFarm.of(plan -> plan.with(1, 1, 1).withSettings(SETTINGS));

  private static byte[] stored = new byte[0];
  private static int renditions;

  @BeforeEach
  void store() throws IOException {
    ask(STORED);
    farm.awaitStored(farm.proxyA(), STORED);
    stored = ask(STORED).body();
  }

  @Test
  void withoutTranscoders_theStoredAndTheOriginalAreServed() throws IOException {
    FarmProcess transcoder = down("transcoder-1");

    assertStoredIsServed("detail=exact-cached");
    assertOriginalIsServed();
    assertThat(ask(somethingNew()).header("cache-status")).contains("detail=pass-through");
    assertToldOff(ask(ASSET + "?format=jpeg&height=90&t=1"), 503);

    backAgain(transcoder, "transcoder-1");
  }

  @Test
  void withoutDistributors_theStoredIsMadeAgain() throws IOException {
    FarmProcess distributor = down("distributor-1");

    Answer again = ask(STORED);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.header("cache-status")).contains("detail=on-demand-exact");
    assertThat(farm.check(again.body()).decodes()).isTrue();
    assertOriginalIsServed();
    assertThat(ask(somethingNew()).status()).isEqualTo(200);

    backAgain(distributor, "distributor-1");
  }

  @Test
  void withoutOrigins_theStoredIsServed() throws IOException {
    FarmProcess origin = down("origin-1");

    assertStoredIsServed("detail=exact-cached");
    assertToldOff(ask(ASSET), 502, 503, 504);
    assertToldOff(ask(somethingNew()), 502, 503, 504);
    assertToldOff(ask("never-seen.mp4?preset=240p"), 502, 503, 504);

    backAgain(origin, "origin-1");
  }

  /** Kills a server, and waits until that is known. */
  private static FarmProcess down(String id) throws IOException {
    FarmProcess server = farm.processes().server(id);
    server.kill9();
    // The first to come meet a server that is not yet known to be gone.
    assertThat(ask(STORED).status()).isEqualTo(200);
    farm.operator(farm.proxyA()).awaitCondition(id, "down");
    return server;
  }

  private static void backAgain(FarmProcess server, String id) throws IOException {
    server.restart();
    farm.operator(farm.proxyA()).awaitCondition(id, "up");
    await("all is served again")
        .atMost(ScenarioFarm.PATIENCE)
        .until(() -> ask(somethingNew()).status() == 200);
    assertStoredIsServed("detail=exact-cached");
    assertOriginalIsServed();
  }

  private static void assertStoredIsServed(String how) throws IOException {
    Answer answer = ask(STORED);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("cache-status")).contains(how);
    assertThat(answer.body()).isEqualTo(stored);
  }

  private static void assertOriginalIsServed() throws IOException {
    Answer answer = ask(ASSET);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(Files.readAllBytes(farm.media().path(ASSET)));
  }

  private static void assertToldOff(Answer answer, Integer... statuses) {
    assertThat(answer.status()).as(answer.header("cache-status")).isIn((Object[]) statuses);
    ScenarioFarm.report(
        "told off with %d in %.0f ms: %s"
            .formatted(answer.status(), answer.totalMillis(), answer.text()));
    assertThat(answer.header("content-type")).startsWith("application/problem+json");
    assertThat(answer.totalMillis()).isLessThan(FAST_MILLIS);
    if (answer.status() == 503) {
      assertThat(answer.header("retry-after")).isNotEmpty();
    }
  }

  private static String somethingNew() {
    return ASSET + "?height=90&ab=" + (32_000 + 100 * renditions++);
  }

  private static Answer ask(String target) throws IOException {
    return farm.client().get(farm.proxyA().media(target));
  }
}
