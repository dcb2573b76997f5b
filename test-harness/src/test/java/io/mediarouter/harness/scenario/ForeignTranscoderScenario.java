package io.mediarouter.harness.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.awaitility.Awaitility.await;

import io.mediarouter.harness.client.Answer;
import io.mediarouter.harness.client.OpenAnswer;
import io.mediarouter.harness.contract.ExampleTranscoder;
import io.mediarouter.harness.scenario.process.FarmProcess;
import io.mediarouter.harness.scenario.process.ProxyProcess;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A transcoding server that somebody wrote after the contract alone: the example of 60 lines. */
class ForeignTranscoderScenario {
  @RegisterExtension static final ScenarioFarm farm = ScenarioFarm.of(plan -> plan.with(0, 1, 2));

  private static FarmProcess foreign;

  @BeforeAll
  static void itJoinsAsTheOnlyTranscoder() throws IOException {
    foreign = ExampleTranscoder.start(farm.media().tools(), farm.processes().origin().url());
    Answer added = farm.client().post(farm.proxyA().admin().resolve("servers"), definition());
    assertThat(added.status()).as(added.text()).isLessThan(300);
    for (ProxyProcess each : farm.processes().proxies()) {
      farm.operator(each).awaitCondition("foreign", "up");
    }
  }

  private static String definition() {
    return """
    {"role": "transcoding", "id": "foreign", "url": "%s", "capacity": 4, "probe": "off",
     "makes": ["mp4", "m4a", "h264", "aac"]}\
    """
        .formatted(foreign.url());
  }

  @AfterAll
  static void itLeaves() {
    foreign.close();
  }

  @Test
  void aRendition_isMadeByIt_arrivesWhileItIsMade_andIsStored() throws IOException {
    String target = "test-card-720p.mp4?preset=360p";

    try (OpenAnswer made = farm.client().open(farm.proxyA().media(target))) {
      assertThat(made.status()).isEqualTo(200);
      assertThat(made.read(new byte[1])).isEqualTo(1);
      assertThat(encoders()).as("ffmpegs while the body begins").isEqualTo(1);
      made.readRest();
    }

    farm.awaitStored(farm.proxyB(), target);
    Answer stored = farm.client().get(farm.proxyB().media(target));
    var found = farm.check(stored.body());
    assertThat(found.complaints()).isEmpty();
    assertThat(found.videoCodec()).isEqualTo("h264");
    assertThat(found.audioCodec()).isEqualTo("aac");
    assertThat(found.width()).isEqualTo(640);
    assertThat(found.height()).isEqualTo(360);
    assertThat(found.durationSeconds()).isCloseTo(10, offset(0.25));
  }

  @Test
  void aPartOfTheSound_isMadeByIt() throws IOException {
    String target = "test-card-720p.mp4?format=m4a&ab=64k&start=2&duration=3";

    Answer made = farm.client().get(farm.proxyA().media(target));

    assertThat(made.status()).as(made.text()).isEqualTo(200);
    var found = farm.check(made.body());
    assertThat(found.videoCodec()).isNull();
    assertThat(found.audioCodec()).isEqualTo("aac");
    assertThat(found.durationSeconds()).isCloseTo(3, offset(0.25));
  }

  @Test
  void aClientThatLeaves_endsItsFfmpeg() throws IOException {
    try (OpenAnswer made = farm.client().open(farm.proxyA().media("minute-720p.mp4?preset=480p"))) {
      assertThat(made.read(new byte[1])).isEqualTo(1);
      assertThat(encoders()).isEqualTo(1);
    }

    await().atMost(ScenarioFarm.PATIENCE).untilAsserted(() -> assertThat(encoders()).isZero());
  }

  private static long encoders() {
    return foreign.descendants().stream()
        .filter(each -> each.info().command().filter(c -> c.endsWith("/ffmpeg")).isPresent())
        .count();
  }
}
