package io.mediarouter.harness.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.awaitility.Awaitility.await;

import io.mediarouter.harness.client.OpenAnswer;
import io.mediarouter.harness.scenario.process.FarmProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A transcoding server that joins a running cluster by itself, and leaves it in peace. */
class RegisteringTranscoderScenario {
  private static final String TOKEN = "a token that nobody guesses";
  private static final String SETTINGS =
      """
      {"registration": {"token": "%s", "hosts": ["127.0.0.1"]}}
      """
          .formatted(TOKEN);

  @RegisterExtension
  static final ScenarioFarm farm =
      ScenarioFarm.of(plan -> plan.with(0, 1, 1).withSettings(SETTINGS));

  @Test
  void itIsUsedOnceItHasJoined_andEndsWhatItMakesBeforeItLeaves(@TempDir Path folder)
      throws Exception {
    Path token = Files.writeString(folder.resolve("token"), TOKEN + "\n");
    FarmProcess transcoder =
        FarmProcess.start(
            Path.of(System.getProperty("mediarouter.harness.jar")),
            "transcoder",
            "--allow-source",
            farm.processes().origin().url().toString(),
            "--max-sessions",
            "3",
            "--register",
            farm.proxyA().admin().toString(),
            "--token-file",
            token.toString());
    try (transcoder) {
      String id = "transcoding-127.0.0.1-" + transcoder.url().getPort();
      Operator operator = farm.operator(farm.proxyA());
      await().atMost(ScenarioFarm.PATIENCE).until(() -> operator.knows(id));
      operator.awaitCondition(id, "up");
      assertThat(operator.server(id).path("capacity_sessions").asInt()).isEqualTo(3);

      String target = "fractal-480p.mp4?height=360&vcodec=hevc";
      try (OpenAnswer answer = farm.client().open(farm.proxyA().media(target))) {
        byte[] first = new byte[1];
        assertThat(answer.read(first)).isEqualTo(1);
        transcoder.terminate();
        await().atMost(ScenarioFarm.PATIENCE).until(() -> !operator.knows(id));
        assertThat(transcoder.isAlive()).isTrue();

        byte[] rest = answer.readRest();
        byte[] whole = new byte[1 + rest.length];
        whole[0] = first[0];
        System.arraycopy(rest, 0, whole, 1, rest.length);
        var found = farm.check(whole);
        assertThat(found.complaints()).isEmpty();
        assertThat(found.durationSeconds()).isCloseTo(30, offset(0.3));
      }
      assertThat(transcoder.awaitExit(Duration.ofSeconds(30))).isPresent();
    }
  }
}
