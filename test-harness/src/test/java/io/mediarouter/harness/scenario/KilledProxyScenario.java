package io.mediarouter.harness.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.harness.client.Answer;
import io.mediarouter.harness.client.OpenAnswer;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A proxy that dies takes only its own connections with it. */
class KilledProxyScenario {
  private static final String STORED = "bars-360p.mp4?preset=240p";

  @RegisterExtension static final ScenarioFarm farm = ScenarioFarm.of(plan -> plan.with(1, 1, 2));

  @Test
  void whenAProxyIsKilled_theOtherGoesOn_andTheReservationsOfTheDeadVanish() throws IOException {
    Answer made = farm.client().get(farm.proxyA().media(STORED));
    farm.awaitStored(farm.proxyB(), STORED);
    try (OpenAnswer broken =
        farm.client().open(farm.proxyA().media(ScenarioMedia.MINUTE + "?preset=480p"))) {
      assertThat(broken.read(new byte[1])).isEqualTo(1);
      await()
          .atMost(ScenarioFarm.PATIENCE)
          .until(() -> farm.reservations(farm.proxyB()).size() == 1);

      farm.proxyA().process().kill9();
    }

    long killedNanos = System.nanoTime();
    await()
        .pollInterval(Duration.ofMillis(50))
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertServesWithout(made));
    ScenarioFarm.report(
        "reservations gone %.1f s after kill -9 of their proxy"
            .formatted((System.nanoTime() - killedNanos) / 1e9));

    Answer another = farm.client().get(farm.proxyB().media("bars-360p.mp4?height=120"));
    assertThat(another.status()).isEqualTo(200);
    assertThat(another.header("cache-status")).contains("detail=on-demand-exact");
  }

  /** Each time that it is asked, the survivor answers; in the end it holds nothing of the dead. */
  private static void assertServesWithout(Answer made) throws IOException {
    Answer cached = farm.client().get(farm.proxyB().media(STORED));
    farm.assertSamePictures(cached, made);
    assertThat(farm.reservations(farm.proxyB())).isEmpty();
  }
}
