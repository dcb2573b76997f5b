package io.mediarouter.harness.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.mediarouter.harness.client.Answer;
import io.mediarouter.harness.client.OpenAnswer;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A broken transcode is never passed off as a complete one. */
@Tag("slow")
class KilledEncoderScenario {
  private static final String CLIP = "fractal-480p.mp4?preset=360p";

  @RegisterExtension static final ScenarioFarm farm = ScenarioFarm.of(plan -> plan.with(1, 1, 1));

  @Test
  void whenTheEncoderIsKilledHalfWay_theClientSeesIt_nothingIsKept_andTheNextRequestSucceeds()
      throws IOException {
    try (OpenAnswer answer = farm.client().open(farm.proxyA().media(CLIP))) {
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.read(new byte[1])).isEqualTo(1);

      assertThat(farm.processes().encoders()).hasSize(1).allMatch(ProcessHandle::destroyForcibly);

      assertThatExceptionOfType(IOException.class).isThrownBy(answer::readRest);
    }
    await().atMost(ScenarioFarm.PATIENCE).until(() -> farm.reservations(farm.proxyA()).isEmpty());
    assertThat(farm.isStored(farm.proxyA(), CLIP)).isFalse();
    assertThat(farm.processes().stored(1)).isEmpty();

    Answer again = farm.client().get(farm.proxyA().media(CLIP));
    assertThat(again.status()).isEqualTo(200);
    var found = farm.check(again.body());
    assertThat(found.decodes()).as(found.complaints()).isTrue();
    assertThat(found.durationSeconds()).isBetween(29.5, 30.5);
    farm.awaitStored(farm.proxyA(), CLIP);
  }
}
