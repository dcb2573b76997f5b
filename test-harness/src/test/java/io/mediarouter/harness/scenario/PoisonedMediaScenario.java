package io.mediarouter.harness.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediarouter.harness.client.Answer;
import io.mediarouter.harness.farm.fault.Fault;
import io.mediarouter.harness.scenario.process.FarmExtra;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A source that no server can transcode is refused, and harms nothing else. */
class PoisonedMediaScenario {
  private static final String POISON = "noise-480p.mp4";
  private static final List<String> TRANSCODERS = List.of("transcoder-1", "transcoder-2");
  private static final String STILL = "?format=jpeg&height=90&t=1";
  private static final int REQUESTS = 6;
  private static final String SETTINGS =
      """
      {"timeouts": {"connect": "5s", "firstByte": "15s", "decide": "10s"},
       "failover": {"deadline": "30s"},
       "breakers": {"slow": {"firstByte": "10s", "speed": 0.1}},
       "quarantine": {"servers": 2, "length": "60s"}}
      """;

  @RegisterExtension
  static final ScenarioFarm farm =
      ScenarioFarm.of(plan -> plan.with(2, 1, 1).with(FarmExtra.FAULTS).withSettings(SETTINGS));

  @Test
  void mediaThatFailsEverywhere_isQuarantined_andNoServerIsBlamed() throws IOException {
    for (String id : TRANSCODERS) {
      farm.processes().faults(id).set(Fault.poison(POISON));
    }
    try (ScenarioLoad load = ScenarioLoad.start(farm, ScenarioLoad.MIXED)) {
      Answer first = ask(STILL);
      for (int i = 0; i < REQUESTS; i++) {
        assertRefused(ask(STILL));
        assertThat(ask("?preset=240p").header("cache-status")).contains("detail=pass-through");
      }
      ScenarioFarm.report(
          "a still of poisoned media is answered with %d: %s"
              .formatted(first.status(), first.text()));
      assertThat(ask("").status()).as("the original").isEqualTo(200);

      JsonNode quarantined = farm.operator(farm.proxyA()).see("quarantine").path("renditions");
      assertThat(quarantined).hasSize(2);
      for (JsonNode each : quarantined) {
        assertThat(each.path("asset").asText()).isEqualTo(POISON);
        assertThat(each.path("servers")).hasSize(2);
        assertThat(each.path("failures").asInt()).as("times tried").isEqualTo(2);
      }
      for (String id : TRANSCODERS) {
        assertThat(farm.operator(farm.proxyA()).breaker(id, "transcode")).isEqualTo("closed");
      }
      load.goOn(20);

      load.stopWhole("with media that no server can transcode");
    }
  }

  private static Answer ask(String query) throws IOException {
    return farm.client().get(farm.proxyA().media(POISON + query));
  }

  private static void assertRefused(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(502);
    assertThat(answer.header("content-type")).startsWith("application/problem+json");
  }
}
