package io.mediarouter.harness.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediarouter.harness.client.Answer;
import io.mediarouter.harness.farm.media.Sample;
import io.mediarouter.harness.scenario.process.FarmProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Several renditions of one source are one decode. */
class SeveralRenditionsScenario {
  private static final Map<String, Integer> LADDER = Map.of("480p", 480, "360p", 360, "240p", 240);

  /** The same work costs so much more or less from one time to the next. */
  private static final double NOISE = 1.1;

  @RegisterExtension static final ScenarioFarm farm = ScenarioFarm.of(plan -> plan.with(1, 1, 1));

  @Test
  void aJobOfThreeRenditions_isOneTask_andCostsLessThanOneByOne() throws IOException {
    String shared = Sample.TEST_CARD_720P.fileName();
    String alone = "again-720p.mp4";
    Files.copy(farm.media().path(shared), farm.media().path(alone));

    List<JsonNode> one = tasksOf(() -> order(shared, List.copyOf(LADDER.keySet())));
    List<JsonNode> three = tasksOf(() -> oneByOne(alone));

    assertThat(one).as("tasks of one job").hasSize(1);
    assertThat(three).as("tasks of three jobs").hasSize(3);
    ScenarioFarm.report(
        "three renditions of 10 s of 720p: %.1f core-seconds as one decode, %.1f one by one"
            .formatted(cpuSeconds(one), cpuSeconds(three)));
    assertThat(cpuSeconds(one)).isLessThan(cpuSeconds(three) * NOISE);
    for (Map.Entry<String, Integer> each : LADDER.entrySet()) {
      assertStored(shared + "?preset=" + each.getKey(), each.getValue());
    }
  }

  private interface Step {
    void take() throws IOException;
  }

  /** The transcoder's tasks that a step began, and that are all over after it. */
  private static List<JsonNode> tasksOf(Step step) throws IOException {
    FarmProcess transcoder = farm.processes().transcoders().get(0);
    List<JsonNode> before = farm.tasks(transcoder);
    step.take();
    List<JsonNode> begun = new ArrayList<>(farm.tasks(transcoder));
    begun.removeIf(task -> before.stream().anyMatch(old -> old.path("id").equals(task.path("id"))));
    assertThat(begun).allMatch(task -> task.path("state").asText().equals("done"));
    return begun;
  }

  private static void oneByOne(String asset) throws IOException {
    for (String preset : LADDER.keySet()) {
      order(asset, List.of(preset));
    }
  }

  /** Orders it, and waits until it is stored, with no more than one ffmpeg at any time. */
  private static void order(String asset, List<String> presets) throws IOException {
    String presetList = "\"" + String.join("\", \"", presets) + "\"";
    URI job =
        farm.operator(farm.proxyA())
            .submit("{\"asset\": \"%s\", \"presets\": [%s]}".formatted(asset, presetList));
    await()
        .pollInterval(Duration.ofMillis(100))
        .atMost(ScenarioFarm.PATIENCE.multipliedBy(3))
        .until(() -> isStored(job));
  }

  private static boolean isStored(URI job) throws IOException {
    JsonNode seen = farm.json(job);
    assertThat(seen.path("state").asText()).as(seen.toString()).isNotEqualTo("failed");
    assertThat(farm.processes().encoders()).as("ffmpegs").hasSizeLessThanOrEqualTo(1);
    return seen.path("state").asText().equals("stored");
  }

  private static double cpuSeconds(List<JsonNode> tasks) {
    return tasks.stream().mapToDouble(task -> task.path("cpu_seconds").asDouble()).sum();
  }

  private static void assertStored(String target, int height) throws IOException {
    Answer stored = farm.client().get(farm.proxyA().media(target));
    assertThat(stored.status()).isEqualTo(200);
    assertThat(stored.header("cache-status")).contains("hit", "detail=exact-cached");
    var found = farm.check(stored.body());
    assertThat(found.decodes()).as(found.complaints()).isTrue();
    assertThat(found.height()).isEqualTo(height);
    assertThat(found.durationSeconds()).isBetween(9.5, 10.5);
  }
}
