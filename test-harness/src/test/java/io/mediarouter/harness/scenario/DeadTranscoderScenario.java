package io.mediarouter.harness.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediarouter.harness.client.Answer;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A job outlives the server that works on it. */
@Tag("slow")
class DeadTranscoderScenario {
  @RegisterExtension static final ScenarioFarm farm = ScenarioFarm.of(plan -> plan.with(2, 1, 1));

  @Test
  void whenATranscoderIsKilled_itsJobIsMadeOnTheOther() throws IOException {
    URI job = order();
    await().atMost(ScenarioFarm.PATIENCE).until(() -> percent(job) > 0);
    String first = rendition(job).path("server").asText();

    farm.processes().transcoders().get(number(first) - 1).kill9();

    await()
        .atMost(ScenarioFarm.PATIENCE.multipliedBy(2))
        .until(() -> farm.json(job).path("state").asText().equals("stored"));
    JsonNode made = rendition(job);
    assertThat(made.path("server").asText()).isNotEmpty().isNotEqualTo(first);
    assertThat(made.path("attempts").asInt()).as("2 if output had come already").isBetween(1, 2);
    ScenarioFarm.report("a job begun on " + first + " was made on " + made.path("server").asText());
    Answer stored =
        farm.client().get(farm.proxyA().media(ScenarioMedia.TWENTY_SECONDS + "?preset=360p"));
    assertThat(stored.header("cache-status")).contains("hit", "detail=exact-cached");
    assertThat(farm.check(stored.body()).durationSeconds()).isBetween(19.5, 20.5);
  }

  private static URI order() throws IOException {
    String order =
        "{\"asset\": \"%s\", \"presets\": [\"360p\"]}".formatted(ScenarioMedia.TWENTY_SECONDS);
    return farm.operator(farm.proxyA()).submit(order);
  }

  private static double percent(URI job) throws IOException {
    return farm.json(job).path("progress_percent").asDouble();
  }

  private static JsonNode rendition(URI job) throws IOException {
    return farm.json(job).path("renditions").path(0);
  }

  private static int number(String serverId) {
    return Integer.parseInt(serverId.replaceAll("[^0-9]", ""));
  }
}
