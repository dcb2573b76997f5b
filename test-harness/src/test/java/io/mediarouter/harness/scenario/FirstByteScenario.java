package io.mediarouter.harness.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediarouter.harness.client.OpenAnswer;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A rendition that does not exist yet begins to arrive while it is made. */
class FirstByteScenario {
  @RegisterExtension static final ScenarioFarm farm = ScenarioFarm.of(plan -> plan.with(1, 1, 1));

  @Test
  void theFirstByteArrives_longBeforeTheTranscodeEnds() throws IOException {
    try (OpenAnswer warm = open("test-card-720p.mp4?preset=240p")) {
      warm.readRest();
    }

    try (OpenAnswer answer = open("test-card-720p.mp4?preset=360p")) {
      assertThat(answer.read(new byte[1])).isEqualTo(1);
      double firstByteMillis = answer.millis();
      assertThat(states()).as("while the body begins").contains("running");
      answer.readRest();
      ScenarioFarm.report(
          "360p from 10 s of 720p: first byte after %.0f ms, the last after %.0f ms"
              .formatted(firstByteMillis, answer.millis()));
    }
  }

  private static OpenAnswer open(String target) throws IOException {
    return farm.client().open(farm.proxyA().media(target));
  }

  private static Iterable<String> states() throws IOException {
    return farm.tasks(farm.processes().transcoders().get(0)).stream()
        .map((JsonNode task) -> task.path("state").asText())
        .toList();
  }
}
