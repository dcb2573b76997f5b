package io.mediarouter.harness.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.harness.client.Answer;
import io.mediarouter.harness.process.FarmProcess;
import io.mediarouter.harness.process.ProxyProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A film is watched as a stream while it is made, and made once for all who watch it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StreamScenario {
  private static final int SEGMENTS = 15;
  private static final String SETTINGS =
      """
      {"timeouts": {"connect": "5s", "firstByte": "20s", "decide": "15s"},
       "failover": {"deadline": "40s"}, "health": {"interval": "500ms", "fall": 2}}
      """;

  @RegisterExtension
  static final ScenarioFarm farm =
      ScenarioFarm.of(plan -> plan.with(2, 1, 2).withSettings(SETTINGS));

  @Test
  @Order(1)
  void aFilmIsWatched_andMadeOnce_andTheNextViewerCostsNothing() throws IOException {
    String film = ScenarioMedia.MINUTE;
    Answer master = get(farm.proxyA(), film + "/hls/master.m3u8");
    assertThat(master.text()).contains("360p/index.m3u8", "RESOLUTION=640x360");
    Answer first = get(farm.proxyA(), film + "/hls/360p/0.m4s");
    ScenarioFarm.report("first segment of 360p after " + Math.round(first.totalMillis()) + " ms");
    byte[] picture = watch(farm.proxyA(), film, "360p");
    var found = farm.check(picture);
    assertThat(found.decodes()).as(found.complaints()).isTrue();
    assertThat(found.height()).isEqualTo(360);
    assertThat(found.durationSeconds()).isBetween(59.9, 60.1);
    byte[] sound = watch(farm.proxyA(), film, "audio");
    assertThat(farm.check(sound).durationSeconds()).isBetween(59.9, 60.1);

    for (int i = 0; i < SEGMENTS; i++) {
      farm.awaitStored(farm.proxyB(), film + "/hls/360p/" + i + ".m4s");
    }
    int made = tasks();
    assertThat(watch(farm.proxyB(), film, "360p")).isEqualTo(picture);
    assertThat(watch(farm.proxyB(), film, "audio")).isEqualTo(sound);
    assertThat(tasks()).as("tasks for the second viewer").isEqualTo(made);
    ScenarioFarm.report("tasks for " + 2 * SEGMENTS + " segments: " + made);
  }

  @Test
  @Order(2)
  void aServerIsKilledInTheMiddle_andNoSegmentFails() throws IOException {
    String film = ScenarioMedia.MINUTE;
    FarmProcess killed = null;
    for (int i = 0; i < SEGMENTS; i++) {
      assertThat(get(farm.proxyA(), film + "/hls/240p/" + i + ".m4s").body()).isNotEmpty();
      if (killed == null && i >= 3) {
        killed = working();
        if (killed != null) {
          killed.kill9();
        }
      }
    }
    assertThat(killed).as("a server that made segments when it was killed").isNotNull();
    var found = farm.check(watch(farm.proxyA(), film, "240p"));
    assertThat(found.decodes()).as(found.complaints()).isTrue();
    assertThat(found.durationSeconds()).isBetween(59.9, 60.1);
    killed.restart();
  }

  private static FarmProcess working() {
    return farm.processes().transcoders().stream()
        .filter(each -> !each.descendants().isEmpty())
        .findFirst()
        .orElse(null);
  }

  private static int tasks() throws IOException {
    int all = 0;
    for (FarmProcess each : farm.processes().transcoders()) {
      all += farm.tasks(each).size();
    }
    return all;
  }

  /** All of a track, as a player puts it together. */
  private static byte[] watch(ProxyProcess proxy, String film, String track) throws IOException {
    var all = new ByteArrayOutputStream();
    all.writeBytes(get(proxy, film + "/hls/" + track + "/init.mp4").body());
    for (int i = 0; i < SEGMENTS; i++) {
      all.writeBytes(get(proxy, film + "/hls/" + track + "/" + i + ".m4s").body());
    }
    return all.toByteArray();
  }

  private static Answer get(ProxyProcess proxy, String target) throws IOException {
    Answer answer = farm.client().get(proxy.media(target));
    assertThat(answer.status())
        .as(
            target
                + ": "
                + new String(
                    answer.body(),
                    0,
                    Math.min(300, answer.body().length),
                    java.nio.charset.StandardCharsets.ISO_8859_1))
        .isEqualTo(200);
    return answer;
  }
}
