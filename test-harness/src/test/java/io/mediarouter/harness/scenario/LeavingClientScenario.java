package io.mediarouter.harness.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.harness.client.OpenAnswer;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A client may leave at any time; work stops only if nobody else waits for it. */
class LeavingClientScenario {
  @RegisterExtension static final ScenarioFarm farm = ScenarioFarm.of(plan -> plan.with(1, 1, 1));

  @Test
  void whenTheOnlyClientLeaves_theEncoderIsGoneWithinTwoSeconds() throws IOException {
    String target = ScenarioMedia.MINUTE + "?preset=480p";
    OpenAnswer answer = begin(target);
    assertThat(farm.processes().encoders()).hasSize(1);

    answer.close();

    long left = System.nanoTime();
    await()
        .pollInterval(Duration.ofMillis(20))
        .atMost(Duration.ofSeconds(2))
        .until(() -> farm.processes().encoders().isEmpty());
    ScenarioFarm.report(
        "ffmpeg gone %.0f ms after its client".formatted((System.nanoTime() - left) / 1e6));
    assertThat(farm.isStored(farm.proxyA(), target)).isFalse();
  }

  @Test
  void whenAnotherClientWaits_theTranscodeGoesOnAndIsStored() throws IOException {
    String target = ScenarioMedia.MINUTE + "?preset=240p";
    int tasksBefore = tasks();
    OpenAnswer leaves = begin(target);
    try (OpenAnswer stays = begin(target)) {
      assertThat(stays.header("cache-status")).contains("collapsed");

      leaves.close();

      var found = farm.check(stays.readAll().body());
      assertThat(found.decodes()).as(found.complaints()).isTrue();
      assertThat(found.durationSeconds()).isBetween(59.0, 61.0);
    }
    farm.awaitStored(farm.proxyA(), target);
    assertThat(tasks()).isEqualTo(tasksBefore + 1);
  }

  /** The head of an on-demand answer comes with the first byte of its body. */
  private static OpenAnswer begin(String target) throws IOException {
    OpenAnswer answer = farm.client().open(farm.proxyA().media(target));
    assertThat(answer.status()).isEqualTo(200);
    return answer;
  }

  private static int tasks() throws IOException {
    return farm.tasks(farm.processes().transcoders().get(0)).size();
  }
}
