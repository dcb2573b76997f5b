package io.mediarouter.harness.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediarouter.harness.client.Answer;
import io.mediarouter.harness.scenario.process.FarmProcess;
import io.mediarouter.harness.scenario.process.ProxyProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A film is watched as a stream while it is made, and made once for all who watch it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StreamScenario {
  private static final int SEGMENTS = 15;
  private static final int FIFTH = 3;
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
    for (int i = 0; i < FIFTH; i++) {
      get(farm.proxyA(), film + "/hls/360p/" + i + ".m4s");
    }
    awaitIdle();
    double fifth = cpuSeconds();
    byte[] picture = watch(farm.proxyA(), film, "360p");
    awaitIdle();
    double all = cpuSeconds();
    var found = farm.check(picture);
    assertThat(found.decodes()).as(found.complaints()).isTrue();
    assertThat(found.height()).isEqualTo(360);
    assertThat(found.durationSeconds()).isBetween(59.9, 60.1);
    byte[] sound = watch(farm.proxyA(), film, "audio");
    assertThat(farm.check(sound).durationSeconds()).isBetween(59.9, 60.1);

    awaitStored(film, "360p");
    awaitStored(film, "audio");
    int made = tasks();
    assertThat(watch(farm.proxyB(), film, "360p")).isEqualTo(picture);
    assertThat(watch(farm.proxyB(), film, "audio")).isEqualTo(sound);
    assertThat(tasks()).as("tasks for the second viewer").isEqualTo(made);
    double alone = atOnce(film);
    ScenarioFarm.report(
        String.format(
            Locale.ROOT,
            "core-seconds, of one run of all segments (%.1f): all watched %.2f, a fifth %.2f;"
                + " tasks for %d segments %d",
            alone,
            all / alone,
            fifth / alone,
            2 * SEGMENTS,
            made));
  }

  @Test
  @Order(2)
  void aServerIsKilledInTheMiddle_andNoSegmentFails() throws IOException {
    String film = ScenarioMedia.MINUTE;
    FarmProcess killed = null;
    for (int i = 0; i < SEGMENTS; i++) {
      String segment = film + "/hls/240p/" + i + ".m4s";
      CompletableFuture<Answer> answer = CompletableFuture.supplyAsync(() -> load(segment));
      while (killed == null && i > 2 && !answer.isDone()) {
        killed = working();
        if (killed != null) {
          killed.kill9();
        }
      }
      assertThat(answer.join().body()).as(segment).isNotEmpty();
    }
    assertThat(killed).as("a server that made segments when it was killed").isNotNull();
    var found = farm.check(watch(farm.proxyA(), film, "240p"));
    assertThat(found.decodes()).as(found.complaints()).isTrue();
    assertThat(found.durationSeconds()).isBetween(59.9, 60.1);
    killed.restart();
  }

  private static void awaitStored(String film, String track) {
    farm.awaitStored(farm.proxyB(), film + "/hls/" + track + "/init.mp4");
    for (int i = 0; i < SEGMENTS; i++) {
      farm.awaitStored(farm.proxyB(), film + "/hls/" + track + "/" + i + ".m4s");
    }
  }

  private static Answer load(String target) {
    try {
      return get(farm.proxyA(), target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FarmProcess working() {
    return farm.processes().transcoders().stream()
        .filter(each -> !each.descendants().isEmpty())
        .findFirst()
        .orElse(null);
  }

  /** What one continuous encode of the rung costs. */
  private static double atOnce(String film) throws IOException {
    FarmProcess transcoder = farm.processes().transcoders().get(0);
    String source = farm.processes().origin().url().resolve(film).toString();
    String order =
        "segments?vcodec=h264&width=640&height=360&vb=800000&level=30&rate=25&frames=100&total=1500"
            + "&first=0&count=15&task=at-once&source="
            + URLEncoder.encode(source, StandardCharsets.UTF_8);
    Answer made = farm.client().get(transcoder.url().resolve(order));
    assertThat(made.status())
        .as(new String(made.body(), StandardCharsets.ISO_8859_1))
        .isEqualTo(200);
    return farm.tasks(transcoder).stream()
        .filter(task -> task.path("id").asText().equals("at-once"))
        .mapToDouble(task -> task.path("cpu_seconds").asDouble())
        .sum();
  }

  private static void awaitIdle() {
    await().atMost(ScenarioFarm.PATIENCE).until(() -> farm.reservations(farm.proxyA()).isEmpty());
  }

  private static double cpuSeconds() throws IOException {
    double all = 0;
    for (FarmProcess each : farm.processes().transcoders()) {
      for (JsonNode task : farm.tasks(each)) {
        all += task.path("cpu_seconds").asDouble();
      }
    }
    return all;
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
