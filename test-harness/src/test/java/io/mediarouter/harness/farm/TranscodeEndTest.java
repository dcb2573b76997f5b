package io.mediarouter.harness.farm;

import static io.mediarouter.harness.farm.Farm.get;
import static io.mediarouter.harness.farm.Farm.header;
import static io.mediarouter.harness.farm.Transcodes.LONG_WORK;
import static io.mediarouter.harness.farm.Transcodes.encoders;
import static io.mediarouter.harness.farm.Transcodes.endsCleanly;
import static io.mediarouter.harness.farm.Transcodes.open;
import static io.mediarouter.harness.farm.Transcodes.task;
import static io.mediarouter.harness.farm.Transcodes.tools;
import static io.mediarouter.harness.farm.Transcodes.transcode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.mediarouter.harness.farm.media.Sample;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * How transcodes end before their time: whoever ends them, no ffmpeg is left and nothing looks
 * complete.
 */
@Timeout(180)
class TranscodeEndTest {

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

  @Test
  void clientThatLeaves_endsFfmpeg_evenIfNothingIsWritten() throws Exception {
    Socket client =
        open(server, transcode(server, origin, Sample.FRACTAL_480P, LONG_WORK + "&task=left"));
    await().until(() -> encoders().size() == 1);

    client.close();

    await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(encoders()).isEmpty());
    await()
        .untilAsserted(
            () -> assertThat(task(server, "left").path("state").asText()).isEqualTo("killed"));
  }

  @Test
  void clientThatLeavesBeforeTheFirstByte_endsFfmpeg() throws Exception {
    try (FaultyOrigin silent = FaultyOrigin.fallingSilent(source(), 80_000);
        TranscodingServer own =
            TranscodingServer.start(TranscoderOptions.of(Farm.FFMPEG, silent.url()))) {
      Socket client = open(own, transcode(own, silent.url().resolve("a.mp4"), ""));
      await().until(() -> tools().size() == 1);

      client.close();

      await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(tools()).isEmpty());
    }
  }

  @Test
  void clientThatDoesNotRead_stopsTheEncoder_notTheServer() throws Exception {
    try (Socket client =
        open(server, transcode(server, origin, Sample.NOISE_480P, "&vb=20000000&task=stuck"))) {
      await().until(() -> encoders().size() == 1);
      assertThat(get(transcode(server, origin, Sample.BARS_360P, "&format=mp3")).statusCode())
          .isEqualTo(200);
      client.setSoLinger(true, 0);
    }
    await().untilAsserted(() -> assertThat(encoders()).isEmpty());
  }

  @Test
  void deleteOfATask_breaksTheTransfer() throws Exception {
    try (Socket client =
        open(server, transcode(server, origin, Sample.FRACTAL_480P, LONG_WORK + "&task=dropped"))) {
      InputStream in = client.getInputStream();
      in.readNBytes(1000);

      HttpResponse<byte[]> answer =
          Farm.send(Farm.request(server.url().resolve("tasks/dropped")).DELETE().build());

      assertThat(answer.statusCode()).isEqualTo(204);
      assertThat(endsCleanly(in)).isFalse();
    }
    assertThat(task(server, "dropped").path("detail").asText()).isEqualTo("the task was cancelled");
  }

  @Test
  void ffmpegKilledHalfWay_breaksTheTransfer() throws Exception {
    try (Socket client =
        open(server, transcode(server, origin, Sample.FRACTAL_480P, LONG_WORK + "&task=shot"))) {
      InputStream in = client.getInputStream();
      in.readNBytes(1000);

      encoders().forEach(ProcessHandle::destroyForcibly);

      assertThat(endsCleanly(in)).isFalse();
    }
    await()
        .untilAsserted(
            () -> assertThat(task(server, "shot").path("state").asText()).isEqualTo("failed"));
  }

  @Test
  void ffmpegKilledBeforeTheFirstByte_isAProblem() throws Exception {
    try (FaultyOrigin silent = FaultyOrigin.fallingSilent(source(), 80_000);
        TranscodingServer own =
            TranscodingServer.start(TranscoderOptions.of(Farm.FFMPEG, silent.url()));
        Socket client = open(own, transcode(own, silent.url().resolve("a.mp4"), ""))) {
      InputStream in = client.getInputStream();
      await()
          .pollInterval(Duration.ofMillis(5))
          .until(
              () -> {
                tools().forEach(ProcessHandle::destroyForcibly);
                return in.available() > 0;
              });

      String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 500").contains("was ended by a signal");
    }
  }

  @Test
  void sourceThatBreaksOff_breaksTheTransfer() throws Exception {
    try (FaultyOrigin breaking = FaultyOrigin.breakingOff(source(), 1_000_000);
        TranscodingServer own =
            TranscodingServer.start(TranscoderOptions.of(Farm.FFMPEG, breaking.url()));
        Socket client =
            open(own, transcode(own, breaking.url().resolve("a.mp4"), "&width=320&task=cut"))) {
      assertThat(endsCleanly(client.getInputStream())).isFalse();
      assertThat(task(own, "cut").path("detail").asText()).isEqualTo("the source broke off");
    }
  }

  @Test
  void taskThatTakesTooLong_isEnded() throws Exception {
    TranscoderOptions options =
        TranscoderOptions.of(Farm.FFMPEG, origin.url()).withMaxTaskTime(Duration.ofMillis(700));
    try (TranscodingServer own = TranscodingServer.start(options);
        Socket client =
            open(own, transcode(own, origin, Sample.FRACTAL_480P, LONG_WORK + "&task=late"))) {
      assertThat(endsCleanly(client.getInputStream())).isFalse();
      assertThat(task(own, "late").path("detail").asText())
          .isEqualTo("the task took longer than it may");
    }
  }

  @Test
  void fullServer_is503WithRetryAfter() throws Exception {
    TranscoderOptions options = TranscoderOptions.of(Farm.FFMPEG, origin.url()).withMaxSessions(1);
    try (TranscodingServer own = TranscodingServer.start(options);
        Socket first = open(own, transcode(own, origin, Sample.FRACTAL_480P, LONG_WORK))) {
      first.getInputStream().readNBytes(100);

      HttpResponse<byte[]> second = get(transcode(own, origin, Sample.BARS_360P, ""));

      assertThat(second.statusCode()).isEqualTo(503);
      assertThat(header(second, "Retry-After")).isEqualTo("1");
    }
  }

  @Test
  void closedServer_leavesNoFfmpeg() throws Exception {
    TranscodingServer own =
        TranscodingServer.start(TranscoderOptions.of(Farm.FFMPEG, origin.url()));
    try (Socket client = open(own, transcode(own, origin, Sample.FRACTAL_480P, LONG_WORK))) {
      client.getInputStream().readNBytes(100);
      own.close();
      assertThat(encoders()).isEmpty();
      assertThat(endsCleanly(client.getInputStream())).isFalse();
    }
    assertThatThrownBy(() -> get(own.url())).isInstanceOf(IOException.class);
  }

  @Test
  void taskNameInUse_is409() throws Exception {
    try (Socket first =
        open(server, transcode(server, origin, Sample.FRACTAL_480P, LONG_WORK + "&task=same"))) {
      first.getInputStream().readNBytes(100);

      assertThat(get(transcode(server, origin, Sample.BARS_360P, "&task=same")).statusCode())
          .isEqualTo(409);
    }
  }

  @Test
  void manyClientsThatLeave_leaveNothing() throws Exception {
    List<Socket> clients = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      clients.add(open(server, transcode(server, origin, Sample.FRACTAL_480P, LONG_WORK)));
    }
    await().until(() -> encoders().size() > 10);

    for (Socket client : clients) {
      client.close();
    }

    await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(encoders()).isEmpty());
    await()
        .untilAsserted(
            () ->
                assertThat(
                        Transcodes.json(server, "load")
                            .path("named_metrics")
                            .path("transcode_sessions")
                            .asInt())
                    .isZero());
  }

  private static byte[] source() throws IOException {
    return Files.readAllBytes(Farm.SAMPLES.path(Sample.FRACTAL_480P));
  }
}
