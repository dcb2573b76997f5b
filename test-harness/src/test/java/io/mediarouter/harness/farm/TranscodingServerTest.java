package io.mediarouter.harness.farm;

import static io.mediarouter.harness.farm.Farm.get;
import static io.mediarouter.harness.farm.Farm.header;
import static io.mediarouter.harness.farm.Transcodes.LONG_WORK;
import static io.mediarouter.harness.farm.Transcodes.encoders;
import static io.mediarouter.harness.farm.Transcodes.json;
import static io.mediarouter.harness.farm.Transcodes.open;
import static io.mediarouter.harness.farm.Transcodes.task;
import static io.mediarouter.harness.farm.Transcodes.transcode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediarouter.harness.farm.media.MediaCheck;
import io.mediarouter.harness.farm.media.Sample;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(180)
class TranscodingServerTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static OriginServer origin;
  private static TranscodingServer server;

  @BeforeAll
  static void start() {
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
  }

  @ParameterizedTest
  @CsvSource({
    "width=320&height=180, video/mp4, h264, aac, 320, 180",
    "format=mp4&vcodec=hevc&height=180, video/mp4, hevc, aac, 320, 180",
    "format=mp4&vcodec=av1&acodec=opus&width=320, video/mp4, av1, opus, 320, 180",
    "format=webm&width=320, video/webm, vp9, opus, 320, 180",
    "format=webm&vcodec=av1&width=320, video/webm, av1, opus, 320, 180",
    "format=mp4&acodec=none&fps=10&vb=200000, video/mp4, h264, , 640, 360",
    "format=m4a&ab=64000, audio/mp4, , aac, 0, 0",
    "format=opus, audio/ogg, , opus, 0, 0",
    "format=mp3&ab=96000, audio/mpeg, , mp3, 0, 0",
    "speed=slow&width=320, video/mp4, h264, aac, 320, 180"
  })
  void transcode_everyFormat_streamsWholePlayableMedia(
      String rendition, String type, String video, String audio, int width, int height)
      throws Exception {
    HttpResponse<byte[]> answer = get(transcode(server, origin, Sample.BARS_360P, "&" + rendition));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "Content-Type")).isEqualTo(type);
    MediaCheck.Findings found = new MediaCheck(Farm.FFMPEG).check(answer.body());
    assertThat(found.complaints()).isEmpty();
    assertThat(found.durationSeconds()).isCloseTo(4.0, offset(0.25));
    assertThat(found.videoCodec()).isEqualTo(video);
    assertThat(found.audioCodec()).isEqualTo(audio);
    assertThat(found.width()).isEqualTo(width);
    assertThat(found.height()).isEqualTo(height);
  }

  @Test
  void transcode_part_hasItsLength() throws Exception {
    byte[] part =
        get(transcode(server, origin, Sample.TEST_CARD_720P, "&height=180&start=3.5&duration=2"))
            .body();

    assertThat(new MediaCheck(Farm.FFMPEG).check(part).durationSeconds())
        .isCloseTo(2.0, offset(0.25));
  }

  @Test
  void transcode_jpeg_isThePictureAtThatTime() throws Exception {
    HttpResponse<byte[]> early =
        get(transcode(server, origin, Sample.TEST_CARD_720P, "&format=jpeg&t=0.5&width=320"));
    HttpResponse<byte[]> late =
        get(transcode(server, origin, Sample.TEST_CARD_720P, "&format=jpeg&t=7.5&width=320"));

    assertThat(header(early, "Content-Type")).isEqualTo("image/jpeg");
    assertThat(early.body()).startsWith(0xff, 0xd8).isNotEqualTo(late.body());
    assertThat(new MediaCheck(Farm.FFMPEG).check(early.body()).width()).isEqualTo(320);
  }

  @Test
  void transcode_jpegBehindTheEnd_isAProblem() throws Exception {
    HttpResponse<byte[]> answer =
        get(transcode(server, origin, Sample.BARS_360P, "&format=jpeg&t=100"));

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(header(answer, "Content-Type")).isEqualTo("application/problem+json");
  }

  @Test
  void transcode_trackThatTheSourceLacks_isAProblem() throws Exception {
    HttpResponse<byte[]> answer =
        get(transcode(server, origin, Sample.TONE, "&format=mp4&acodec=none"));

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(text(answer))
        .contains("ffmpeg cannot make this rendition")
        .doesNotContain("source-gate");
  }

  @Test
  void transcode_twice_givesTheSameBytes() throws Exception {
    URI address = transcode(server, origin, Sample.BARS_360P, "&width=320");

    assertThat(get(address).body()).isEqualTo(get(address).body());
  }

  @Test
  void transcode_streamsBeforeItsEnd_andItsCostFollows() throws Exception {
    try (Socket socket =
        open(
            server,
            transcode(server, origin, Sample.TEST_CARD_720P, "&width=640&height=360&task=cost"))) {
      InputStream in = socket.getInputStream();
      String start = new String(in.readNBytes(2000), StandardCharsets.ISO_8859_1);
      assertThat(start)
          .contains("Trailer: endpoint-load-metrics", "Transfer-Encoding: chunked", "ftyp");
      assertThat(start).contains("endpoint-load-metrics: TEXT cpu_utilization=");
      assertThat(task(server, "cost").path("state").asText()).isEqualTo("running");

      String rest = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);

      String trailer = rest.substring(rest.lastIndexOf("\r\n0\r\n"));
      assertThat(trailer)
          .contains("endpoint-load-metrics: JSON {\"request_cost\":{\"cpu_seconds\":");
      JsonNode cost = JSON.readTree(trailer.substring(trailer.indexOf('{'))).path("request_cost");
      assertThat(cost.path("cpu_seconds").asDouble()).isPositive();
      assertThat(cost.path("wall_seconds").asDouble()).isPositive();
      assertThat(cost.path("media_seconds").asDouble()).isCloseTo(10, offset(0.2));
    }
    JsonNode task = task(server, "cost");
    assertThat(task.path("state").asText()).isEqualTo("done");
    assertThat(task.path("total_media_seconds").asDouble()).isCloseTo(10, offset(0.1));
  }

  @Test
  void load_whileTranscoding_isWhatTheEncodersUse() throws Exception {
    try (Socket client = open(server, transcode(server, origin, Sample.FRACTAL_480P, LONG_WORK))) {
      await()
          .until(
              () ->
                  json(server, "load").path("named_metrics").path("cores_in_use").asDouble() > 0.2);

      JsonNode load = json(server, "load");

      double cores = load.path("named_metrics").path("cores_in_use").asDouble();
      double capacity = load.path("named_metrics").path("capacity_cores").asDouble();
      assertThat(load.path("named_metrics").path("transcode_sessions").asInt()).isEqualTo(1);
      assertThat(load.path("application_utilization").asDouble())
          .isCloseTo(cores / capacity, offset(0.001));
      assertThat(client.isClosed()).isFalse();
    }
    await()
        .untilAsserted(
            () ->
                assertThat(
                        json(server, "load").path("named_metrics").path("cores_in_use").asDouble())
                    .isZero());
  }

  @Test
  void head_doesNoWork() throws Exception {
    var head =
        Farm.request(transcode(server, origin, Sample.BARS_360P, ""))
            .method("HEAD", java.net.http.HttpRequest.BodyPublishers.noBody());

    assertThat(Farm.send(head.build()).statusCode()).isEqualTo(405);
  }

  @Test
  void probe_tellsTheProperties() throws Exception {
    HttpResponse<byte[]> answer =
        get(
            URI.create(
                server.url() + "probe?source=" + origin.url() + Sample.TEST_CARD_720P.fileName()));

    JsonNode found = JSON.readTree(answer.body());
    assertThat(found.path("container").asText()).isEqualTo("mp4");
    assertThat(found.path("duration_seconds").asDouble()).isCloseTo(10, offset(0.1));
    assertThat(found.path("size_bytes").asLong())
        .isEqualTo(Files.size(Farm.SAMPLES.path(Sample.TEST_CARD_720P)));
    assertThat(found.path("video").path("codec").asText()).isEqualTo("h264");
    assertThat(found.path("video").path("width").asInt()).isEqualTo(1280);
    assertThat(found.path("video").path("fps").asDouble()).isEqualTo(25);
    assertThat(found.path("audio").path("codec").asText()).isEqualTo("aac");
    assertThat(found.path("etag").asText()).startsWith("\"");
  }

  @Test
  void probe_ofSound_hasNoVideo() throws Exception {
    HttpResponse<byte[]> answer =
        get(URI.create(server.url() + "probe?source=" + origin.url() + Sample.TONE.fileName()));

    assertThat(JSON.readTree(answer.body()).path("video").isNull()).isTrue();
    assertThat(JSON.readTree(answer.body()).path("audio").path("sample_rate").asInt())
        .isEqualTo(44_100);
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }
}
