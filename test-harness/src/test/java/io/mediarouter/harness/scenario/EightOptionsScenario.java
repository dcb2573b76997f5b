package io.mediarouter.harness.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediarouter.harness.client.Answer;
import io.mediarouter.harness.client.OpenAnswer;
import io.mediarouter.harness.farm.media.MediaCheck.Findings;
import io.mediarouter.harness.farm.media.Sample;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Every publishing option, reached by a viewer's request to a farm that fills up.
 *
 * <p>The only transcoding server offers four cores, and its ffmpeg runs on one processor, so that
 * what it reports stays below what is reserved: a video takes 1 core and 1 more for each 1280x720
 * pixels, as long as none has finished. Hence 720p takes 2 cores, 576p 1.64, 360p 1.25, 288p 1.16
 * and 240p 1.11.
 */
class EightOptionsScenario {
  private static final String LONG = "long-720p.mp4";
  private static final String CARD = "test-card-720p.mp4";
  private static final int PROBED_BYTES = 128 * 1024;

  /**
   * Patient, also with viewers who stop reading while others are served; no core is shared, and
   * batch work takes whatever is free.
   */
  private static final String SETTINGS =
      """
      {"timeouts": {"connect": "5s", "firstByte": "20s", "decide": "15s", "idle": "10m"},
       "highestUtilization": 1,
       "batch": {"watermarks": {"transcoding": {"low": 0.95, "high": 1}}}}
      """;

  @RegisterExtension
  static final ScenarioFarm farm =
      ScenarioFarm.of(
          plan -> plan.with(1, 1, 1).withCapacity(4).withCpus("0").withSettings(SETTINGS));

  private final Deque<OpenAnswer> watched = new ArrayDeque<>();

  @Test
  void eachOption_isTaken_whenTheBetterOnesCannotBe() throws IOException {
    farm.media().addLoop(LONG, Sample.TEST_CARD_720P, 60);

    // Idle farm: what is asked for is made, and next time delivered from the store.
    String still = CARD + "?format=jpeg&height=180&t=1";
    Answer made = get(still, "on-demand-exact");
    assertThat(probe(made.body()).height()).isEqualTo(180);
    farm.awaitStored(farm.proxyA(), still);
    assertThat(get(still, "exact-cached").body()).isEqualTo(made.body());

    // Batch work takes 2 cores, a viewer the other 2: the next viewer takes the place of the batch.
    URI batch = order(LONG, "height=720&start=10");
    awaitLoad(2);
    assertThat(watch(LONG + "?height=720&start=1", "on-demand-exact").height()).isEqualTo(720);
    awaitLoad(4);
    Findings urgent = watch(LONG + "?height=720&start=2", "on-demand-exact-prioritised");
    assertThat(urgent.height()).isEqualTo(720);
    assertThat(state(batch)).isEqualTo("queued");

    // Two viewers fill the farm: a near still is there, a near video is not.
    Answer near = get(CARD + "?format=jpeg&height=240&t=1&tolerance=near", "near-cached distance=");
    assertThat(near.header("content-location"))
        .startsWith("/media/" + CARD + "?format=jpeg")
        .contains("height=180");
    assertThat(near.body()).isEqualTo(made.body());

    // The original will do for a video, and nothing for a still that must be just so.
    Answer original = get(CARD + "?preset=480p", "pass-through");
    assertThat(original.body()).isEqualTo(Files.readAllBytes(farm.media().path(CARD)));
    assertThat(probe(original.body()).height()).isEqualTo(720);
    Answer rejected = farm.client().get(media("bars-360p.mp4?format=jpeg&t=2"));
    assertThat(rejected.status()).isEqualTo(503);
    assertThat(rejected.header("cache-status")).contains("detail=reject");
    assertThat(rejected.header("retry-after")).isNotEmpty();
    assertThat(rejected.header("content-type")).startsWith("application/problem+json");

    // 1.25 cores less a little are free: too few for 360p, enough for 288p.
    callOffJobs();
    stopWatching();
    awaitLoad(0);
    watch(LONG + "?height=576&start=3", "on-demand-exact");
    watch(LONG + "?height=240&start=4", "on-demand-exact");
    awaitLoad(2.75);
    try (OpenAnswer varied = open(LONG + "?height=360&start=5&tolerance=near")) {
      assertDetail(varied.header("cache-status"), "on-demand-varied distance=");
      assertThat(varied.header("content-location")).contains("height=288", "start=5");
      assertThat(begin(varied).height()).isEqualTo(288);
    }

    // The same with batch work in that place: taking it away makes room for 288p only.
    callOffJobs();
    awaitLoad(2.75);
    URI small = order(LONG, "height=240&start=11");
    awaitLoad(3.86);
    try (OpenAnswer varied = open(LONG + "?height=360&start=6&tolerance=near")) {
      assertDetail(varied.header("cache-status"), "on-demand-varied-prioritised distance=");
      assertThat(varied.header("content-location")).contains("height=288", "start=6");
      assertThat(begin(varied).height()).isEqualTo(288);
      assertThat(state(small)).isEqualTo("queued");
    }

    callOffJobs();
    stopWatching();
  }

  private static URI media(String target) {
    return farm.proxyA().media(target);
  }

  private static Answer get(String target, String option) throws IOException {
    Answer answer = farm.client().get(media(target));
    assertThat(answer.status()).as(target).isEqualTo(200);
    assertDetail(answer.header("cache-status"), option);
    tell(option, target, answer.firstByteMillis());
    return answer;
  }

  /** Receives a stream until {@link #stopWatching()}; what its beginning is. */
  private Findings watch(String target, String option) throws IOException {
    OpenAnswer answer = open(target);
    watched.add(answer);
    assertDetail(answer.header("cache-status"), option);
    tell(option, target, answer.millis());
    return begin(answer);
  }

  private static OpenAnswer open(String target) throws IOException {
    OpenAnswer answer = farm.client().open(media(target));
    assertThat(answer.status()).as(target).isEqualTo(200);
    return answer;
  }

  private static void assertDetail(String cacheStatus, String option) {
    assertThat(cacheStatus).matches(".*; detail=\"?" + option + "([0-9.]+\"|$)");
  }

  private static void tell(String option, String target, double millis) {
    ScenarioFarm.report("%s: %s after %.0f ms".formatted(option, target, millis));
  }

  private static Findings begin(OpenAnswer answer) throws IOException {
    var bytes = new ByteArrayOutputStream();
    byte[] piece = new byte[16 * 1024];
    for (int count = 0; count >= 0 && bytes.size() < PROBED_BYTES; count = answer.read(piece)) {
      bytes.write(piece, 0, count);
    }
    return probe(bytes.toByteArray());
  }

  private static Findings probe(byte[] media) throws IOException {
    return farm.check(media);
  }

  private void stopWatching() {
    watched.forEach(OpenAnswer::close);
    watched.clear();
  }

  /** Orders batch work. */
  private static URI order(String asset, String rendition) throws IOException {
    String json = "{\"asset\": \"%s\", \"renditions\": [\"%s\"]}".formatted(asset, rendition);
    Answer accepted = farm.client().post(jobs(), json);
    assertThat(accepted.status()).isEqualTo(202);
    return farm.proxyA().admin().resolve(accepted.header("location"));
  }

  private static String state(URI job) throws IOException {
    return farm.json(job).path("renditions").path(0).path("state").asText();
  }

  private static URI jobs() {
    return farm.proxyA().admin().resolve("jobs");
  }

  /** What could not be had was ordered for later too. */
  private static void callOffJobs() throws IOException {
    for (JsonNode job : farm.json(jobs()).path("jobs")) {
      farm.client().delete(farm.proxyA().admin().resolve("jobs/" + job.path("id").asText()));
    }
  }

  /** Waits until the proxy takes the server's load to be this, and its tasks to run. */
  private static void awaitLoad(double cores) {
    await()
        .atMost(ScenarioFarm.PATIENCE)
        .untilAsserted(() -> assertThat(load()).isEqualTo(cores, within(0.01)));
  }

  private static double load() throws IOException {
    for (JsonNode server : farm.json(farm.proxyA().admin().resolve("servers")).path("servers")) {
      if (server.path("id").asText().equals("transcoder-1")) {
        return server.path("load").path("cores").asDouble();
      }
    }
    return Double.NaN;
  }
}
