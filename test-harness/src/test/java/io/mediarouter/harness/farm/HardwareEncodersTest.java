package io.mediarouter.harness.farm;

import static io.mediarouter.harness.farm.Farm.get;
import static io.mediarouter.harness.farm.Farm.header;
import static io.mediarouter.harness.farm.Transcodes.open;
import static io.mediarouter.harness.farm.Transcodes.transcode;
import static io.mediarouter.harness.farm.ffmpeg.FakeHardware.QSV_IS_ABSENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.harness.command.TranscoderCommand;
import io.mediarouter.harness.farm.ffmpeg.EncoderTrials;
import io.mediarouter.harness.farm.ffmpeg.FakeHardware;
import io.mediarouter.harness.farm.ffmpeg.H264Encoder;
import io.mediarouter.harness.farm.media.MediaCheck;
import io.mediarouter.harness.farm.media.Sample;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A transcoding server on a machine whose encoder has a single session. */
@Timeout(180)
class HardwareEncodersTest {
  /** More than fits between server and client, so that it does not end while nobody reads. */
  private static final String MUCH_WORK = "&fps=120&vb=100000000&width=854";

  @TempDir private Path folder;
  private FakeHardware hardware;
  private OriginServer origin;
  private TranscodingServer server;

  @BeforeEach
  void start() throws Exception {
    hardware = FakeHardware.in(folder, QSV_IS_ABSENT, Farm.FFMPEG);
    origin = OriginServer.start(Farm.SAMPLES.folder());
    var trials = new EncoderTrials(hardware.tools(), H264Encoder.DEFAULT_VAAPI_DEVICE);
    server =
        TranscodingServer.start(
            TranscoderOptions.of(hardware.tools(), origin.url())
                .withH264(trials.choose(List.of("auto"), line -> {})));
  }

  @AfterEach
  void stop() {
    server.close();
    origin.close();
  }

  @Test
  void encoderWithoutAFreeSession_is503WithRetryAfter_notAFaultOfTheSource() throws Exception {
    try (Socket first = open(server, transcode(server, origin, Sample.FRACTAL_480P, MUCH_WORK))) {
      String head = new String(first.getInputStream().readNBytes(100), StandardCharsets.US_ASCII);
      assertThat(head).startsWith("HTTP/1.1 200");

      HttpResponse<byte[]> second = get(transcode(server, origin, Sample.BARS_360P, ""));
      HttpResponse<byte[]> sound = get(transcode(server, origin, Sample.BARS_360P, "&format=m4a"));

      assertThat(second.statusCode()).isEqualTo(503);
      assertThat(header(second, "Retry-After")).isEqualTo("1");
      assertThat(new String(second.body(), StandardCharsets.UTF_8))
          .contains("all sessions of the encoder are in use");
      assertThat(sound.statusCode()).isEqualTo(200);
    }
    await()
        .untilAsserted(
            () ->
                assertThat(get(transcode(server, origin, Sample.BARS_360P, "")).statusCode())
                    .isEqualTo(200));
  }

  @Test
  void h264_isMadeByTheEncoderThatWorks_otherCodecsAreNot() throws Exception {
    int before = hardware.encoded();

    byte[] made = get(transcode(server, origin, Sample.BARS_360P, "&width=320")).body();
    assertThat(hardware.encoded()).isEqualTo(before + 1);
    get(transcode(server, origin, Sample.BARS_360P, "&width=320&vcodec=av1"));

    assertThat(hardware.encoded()).isEqualTo(before + 1);
    MediaCheck.Findings found = new MediaCheck(Farm.FFMPEG).check(made);
    assertThat(found.complaints()).isEmpty();
    assertThat(found.videoCodec()).isEqualTo("h264");
    assertThat(found.width()).isEqualTo(320);
  }

  @Test
  void whatTheEncoderCannotDo_isTheServersFailure_soThatAnotherIsAsked() throws Exception {
    HttpResponse<byte[]> answer = get(transcode(server, origin, Sample.BARS_360P, "&width=32"));

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(new String(answer.body(), StandardCharsets.UTF_8))
        .contains("the encoder failed: Frame Dimension less than the minimum");
  }

  @Test
  void serverWhoseEncodersAllFail_doesNotStart() {
    var errors = new StringWriter();
    int exit =
        new CommandLine(new TranscoderCommand())
            .setErr(new PrintWriter(errors, true))
            .execute("--ffmpeg", folder.toString(), "--encoders", "h264_qsv,h264_vaapi");

    assertThat(exit).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(errors.toString().lines())
        .hasSize(3)
        .anyMatch(line -> line.startsWith("h264_qsv is absent: Error initializing"))
        .last()
        .asString()
        .startsWith("encoders: none of h264_qsv,h264_vaapi can encode a picture with ");
  }
}
