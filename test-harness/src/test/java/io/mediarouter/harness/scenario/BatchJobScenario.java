package io.mediarouter.harness.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediarouter.harness.client.Answer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Renditions can be ordered before anybody asks for them. */
class BatchJobScenario {
  @RegisterExtension static final ScenarioFarm farm = ScenarioFarm.of(plan -> plan.with(1, 1, 1));

  @Test
  void aJob_isAccepted_tellsItsProgress_andItsRenditionsAreServedFromStorage() throws IOException {
    URI job =
        farm.operator(farm.proxyA())
            .submit(
                """
                {"asset": "fractal-480p.mp4", "renditions": [{"preset": "360p"}, "preset=audio"]}
                """);

    TreeSet<Integer> percents = new TreeSet<>();
    await()
        .pollInterval(Duration.ofMillis(100))
        .atMost(ScenarioFarm.PATIENCE.multipliedBy(2))
        .until(() -> state(job, percents).equals("stored"));

    ScenarioFarm.report("progress of the job in percent: " + percents);
    assertThat(percents.headSet(100)).as("percents").anyMatch(percent -> percent > 0);
    assertThat(percents.last()).isEqualTo(100);
    assertCached("fractal-480p.mp4?preset=360p", 360);
    assertCached("fractal-480p.mp4?preset=audio", 0);
  }

  private static String state(URI job, TreeSet<Integer> percents) throws IOException {
    JsonNode seen = farm.json(job);
    percents.add(seen.path("progress_percent").asInt());
    assertThat(seen.path("state").asText()).isNotEqualTo("failed");
    return seen.path("state").asText();
  }

  private static void assertCached(String target, int height) throws IOException {
    Answer cached = farm.client().get(farm.proxyA().media(target));
    assertThat(cached.status()).isEqualTo(200);
    assertThat(cached.header("cache-status")).contains("hit", "detail=exact-cached");
    var found = farm.check(cached.body());
    assertThat(found.decodes()).as(found.complaints()).isTrue();
    assertThat(found.height()).isEqualTo(height);
  }
}
