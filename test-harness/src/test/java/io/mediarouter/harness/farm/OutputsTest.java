package io.mediarouter.harness.farm;

import static io.mediarouter.harness.farm.Outputs.open;
import static io.mediarouter.harness.farm.Outputs.parts;
import static io.mediarouter.harness.farm.Outputs.post;
import static io.mediarouter.harness.farm.Transcodes.encoders;
import static io.mediarouter.harness.farm.Transcodes.endsCleanly;
import static io.mediarouter.harness.farm.Transcodes.json;
import static io.mediarouter.harness.farm.Transcodes.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediarouter.harness.farm.Outputs.Part;
import io.mediarouter.harness.farm.media.MediaCheck;
import io.mediarouter.harness.farm.media.Sample;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several renditions of one source by one ffmpeg; however it ends, nothing is left of it. */
@Timeout(180)
class OutputsTest {
  private static final String LONG_OUTPUTS =
      "{\"vcodec\":\"hevc\"},{\"vcodec\":\"hevc\",\"height\":\"240\"}";

  private static OriginServer origin;
  private static TranscodingServer server;
  private static Set<Path> before;

  @BeforeAll
  static void start() {
    before = Outputs.folders();
    origin = OriginServer.start(Farm.SAMPLES.folder());
    server = TranscodingServer.start(TranscoderOptions.of(Farm.FFMPEG, origin.url()));
  }

  @AfterAll
  static void stop() {
    server.close();
    origin.close();
  }

  @AfterEach
  void nothingIsLeft() {
    await().untilAsserted(() -> assertThat(encoders()).isEmpty());
    await().untilAsserted(() -> assertThat(Outputs.folders()).isSubsetOf(before));
    await()
        .untilAsserted(
            () ->
                assertThat(
                        json(server, "load")
                            .path("named_metrics")
                            .path("transcode_sessions")
                            .asInt())
                    .isZero());
  }

  private static String order(String task, Sample sample, String common, String outputs) {
    return "{\"source\":\"%s\",\"task\":\"%s\"%s,\"outputs\":[%s]}"
        .formatted(origin.url().resolve(sample.fileName()), task, common, outputs);
  }

  @Test
  void severalOutputs_areMadeByOneTask_eachWhatWasAskedFor() throws Exception {
    String outputs =
        "{\"height\":\"180\"},{\"format\":\"webm\",\"width\":160},{\"format\":\"m4a\"}";

    HttpResponse<byte[]> answer =
        post(server, order("three", Sample.BARS_360P, ",\"start\":1,\"duration\":\"2\"", outputs));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Farm.header(answer, "Transcode-Task")).isEqualTo("three");
    List<Part> parts = parts(answer);
    assertThat(parts)
        .extracting(Part::mediaType)
        .containsExactly("video/mp4", "video/webm", "audio/mp4");
    assertMedia(parts.get(0), "h264", "aac", 320, 180);
    assertMedia(parts.get(1), "vp9", "opus", 160, 90);
    assertMedia(parts.get(2), null, "aac", 0, 0);
    assertThat(tasks("three")).hasSize(1);
    assertThat(task(server, "three").path("state").asText()).isEqualTo("done");
    assertThat(task(server, "three").path("total_media_seconds").asDouble()).isEqualTo(2);
  }

  private static void assertMedia(Part part, String video, String audio, int width, int height)
      throws Exception {
    var found = new MediaCheck(Farm.FFMPEG).check(part.body());
    assertThat(found.complaints()).isEmpty();
    assertThat(found.videoCodec()).isEqualTo(video);
    assertThat(found.audioCodec()).isEqualTo(audio);
    assertThat(found.width()).isEqualTo(width);
    assertThat(found.height()).isEqualTo(height);
    assertThat(found.durationSeconds()).isBetween(1.9, 2.2);
  }

  private static List<JsonNode> tasks(String id) throws Exception {
    return StreamSupport.stream(json(server, "tasks").spliterator(), false)
        .filter(task -> task.path("id").asText().equals(id))
        .toList();
  }

  @Test
  void ffmpegRunsOnce_tellsThatItGetsOn_andAtTheEndWhatItCost() throws Exception {
    String order =
        order(
            "once", Sample.NOISE_480P, ",\"speed\":\"slow\"", "{},{\"height\":240},{\"ab\":64000}");
    try (Socket client = open(server, order)) {
      await().until(() -> encoders().size() == 1);
      await().until(() -> task(server, "once").path("state").asText().equals("running"));

      String answer =
          new String(client.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);

      assertThat(answer).startsWith("HTTP/1.1 200");
      String body = answer.substring(answer.indexOf("\r\n\r\n"), answer.indexOf("Content-Length"));
      assertThat(body).contains("\r\n2\r\n\r\n");
      assertThat(answer.substring(answer.length() - 400)).contains("request_cost", "cpu_seconds");
    }
    assertThat(task(server, "once").path("cpu_seconds").asDouble()).isPositive();
  }

  @Test
  void deleteOfTheTask_breaksTheTransfer_andRemovesTheFiles() throws Exception {
    String order = order("dropped", Sample.FRACTAL_480P, ",\"speed\":\"slow\"", LONG_OUTPUTS);
    try (Socket client = open(server, order)) {
      await().until(() -> task(server, "dropped").path("state").asText().equals("running"));

      HttpResponse<byte[]> answer =
          Farm.send(Farm.request(server.url().resolve("tasks/dropped")).DELETE().build());

      assertThat(answer.statusCode()).isEqualTo(204);
      String got = new String(client.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      assertThat(got.startsWith("HTTP/1.1 503") || !got.contains("\r\n0\r\n")).isTrue();
    }
    await()
        .untilAsserted(
            () -> assertThat(task(server, "dropped").path("state").asText()).isEqualTo("killed"));
  }

  @Test
  void clientThatLeaves_endsFfmpeg() throws Exception {
    Socket client =
        open(server, order("left", Sample.FRACTAL_480P, ",\"speed\":\"slow\"", LONG_OUTPUTS));
    await().until(() -> encoders().size() == 1);

    client.close();

    await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(encoders()).isEmpty());
  }

  @Test
  void filesLoseTheirNames_onceFfmpegHasOpenedThem() throws Exception {
    String order = order("nameless", Sample.FRACTAL_480P, ",\"speed\":\"slow\"", LONG_OUTPUTS);
    try (Socket client = open(server, order)) {
      client.getInputStream().readNBytes(100);

      assertThat(Outputs.folders()).isSubsetOf(before);
      assertThat(encoders()).hasSize(1);
    }
  }

  @Test
  void outputThatCannotBeMade_isAProblem_andNothingIsSent() throws Exception {
    HttpResponse<byte[]> answer =
        post(server, order("mute", Sample.TONE, "", "{\"format\":\"m4a\"},{\"acodec\":\"none\"}"));

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(new String(answer.body(), StandardCharsets.UTF_8))
        .contains("ffmpeg cannot make this rendition");
  }

  @Test
  void outputsThatAreTooLarge_endTheTask() throws Exception {
    TranscoderOptions options =
        TranscoderOptions.of(Farm.FFMPEG, origin.url()).withMaxOutputBytes(20_000);
    try (TranscodingServer own = TranscodingServer.start(options);
        Socket client =
            open(own, order("large", Sample.FRACTAL_480P, ",\"speed\":\"slow\"", LONG_OUTPUTS))) {
      assertThat(endsCleanly(client.getInputStream())).isFalse();
      await()
          .untilAsserted(
              () ->
                  assertThat(task(own, "large").path("detail").asText())
                      .isEqualTo("the outputs need more room than there is for them"));
    }
  }

  @Test
  void closedServer_leavesNoFfmpegAndNoFile() throws Exception {
    TranscodingServer own =
        TranscodingServer.start(TranscoderOptions.of(Farm.FFMPEG, origin.url()));
    try (Socket client =
        open(own, order("stop", Sample.FRACTAL_480P, ",\"speed\":\"slow\"", LONG_OUTPUTS))) {
      await().until(() -> encoders().size() == 1);
      own.close();
      assertThat(encoders()).isEmpty();
      assertThat(Outputs.folders()).isSubsetOf(before);
      assertThat(client.isConnected()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "body    | [1]",
        "body    | {\"source\":",
        "outputs | {\"source\":\"SOURCE\"}",
        "outputs | {\"source\":\"SOURCE\",\"outputs\":[]}",
        "outputs |"
            + " {\"source\":\"SOURCE\",\"outputs\":[{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}]}",
        "height  | {\"source\":\"SOURCE\",\"outputs\":[{\"height\":\"3\"}]}",
        "height  | {\"source\":\"SOURCE\",\"outputs\":[{\"height\":{}}]}",
        "format  | {\"source\":\"SOURCE\",\"outputs\":[{\"format\":\"jpeg\"}]}",
        "start   | {\"source\":\"SOURCE\",\"outputs\":[{\"start\":\"1\"}]}",
        "speed   | {\"source\":\"SOURCE\",\"outputs\":[{\"speed\":\"slow\"}]}",
        "task    | {\"source\":\"SOURCE\",\"task\":\"../x\",\"outputs\":[{}]}",
        "height  | {\"source\":\"SOURCE\",\"height\":3,\"outputs\":[{}]}",
      })
  void badOrder_is400_andNamesTheParameter(String parameter, String order) throws Exception {
    String source = origin.url().resolve(Sample.BARS_360P.fileName()).toString();

    HttpResponse<byte[]> answer = post(server, order.replace("SOURCE", source));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(new String(answer.body(), StandardCharsets.UTF_8))
        .contains("\"parameter\":\"" + parameter + "\"");
  }

  @Test
  void orderThatIsTooLong_orOfAForbiddenSource_isRefused() throws Exception {
    assertThat(post(server, " ".repeat(70_000)).statusCode()).isEqualTo(400);
    assertThat(post(server, "{\"source\":\"http://127.0.0.1:1/x\",\"outputs\":[{}]}").statusCode())
        .isEqualTo(403);
  }
}
