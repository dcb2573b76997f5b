package io.mediarouter.harness.farm;

import static io.mediarouter.harness.farm.Farm.get;
import static io.mediarouter.harness.farm.Transcodes.encoders;
import static io.mediarouter.harness.farm.Transcodes.json;
import static io.mediarouter.harness.farm.Transcodes.transcode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.mediarouter.harness.farm.fault.Fault;
import io.mediarouter.harness.farm.fault.Faults;
import io.mediarouter.harness.farm.media.Sample;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Faults that only a transcoding server has, and what is different with its streams. */
@Timeout(180)
class FaultyTranscoderTest {
  private static final String SMALL = "&height=90";

  private static OriginServer origin;
  private static TranscodingServer server;
  private static Faults faults;

  @BeforeAll
  static void start() {
    origin = OriginServer.start(Farm.SAMPLES.folder());
    server =
        TranscodingServer.start(
            TranscoderOptions.of(Farm.FFMPEG, origin.url()).withFaults().withCapacityCores(2));
    faults = Faults.of(server.url());
  }

  @AfterAll
  static void stop() {
    server.close();
    origin.close();
  }

  @AfterEach
  void healed() throws IOException {
    faults.heal();
    await().untilAsserted(() -> assertThat(encoders()).isEmpty());
  }

  @Test
  void poisonedSource_failsAtOnce_andOthersAreMade() throws Exception {
    faults.set(Fault.poison(Sample.TONE.fileName()));

    assertThat(make(Sample.TONE, "&format=m4a").statusCode()).isEqualTo(500);
    assertThat(make(Sample.BARS_360P, SMALL).statusCode()).isEqualTo(200);
  }

  @Test
  void poisonedSource_failsInTheBody_andLeavesNoFfmpeg() {
    assertThatThrownBy(
            () -> {
              faults.set(Fault.poison(Sample.BARS_360P.fileName()), Fault.poisonAfter(2_000));
              make(Sample.BARS_360P, SMALL);
            })
        .isInstanceOf(IOException.class);
  }

  @Test
  void cut_breaksAStreamOff() {
    assertThatThrownBy(
            () -> {
              faults.set(Fault.cutAfter(2_000), Fault.onlyPath("/transcode"));
              make(Sample.BARS_360P, SMALL);
            })
        .isInstanceOf(IOException.class);
  }

  @Test
  void encodingSpeed_holdsATranscodeBack() throws Exception {
    faults.set(Fault.encodingSpeed(2));

    long begun = System.nanoTime();
    HttpResponse<byte[]> made = make(Sample.BARS_360P, SMALL + "&task=slow");

    // Four seconds of media take two, less what ffmpeg may read ahead.
    assertThat(made.statusCode()).isEqualTo(200);
    assertThat((System.nanoTime() - begun) / 1e9).isGreaterThan(1.2);
  }

  @Test
  void utilization_isClaimedWithItsCores() throws Exception {
    faults.set(Fault.utilization(0.75));

    var load = json(server, "load");

    assertThat(load.path("application_utilization").asDouble()).isEqualTo(0.75);
    assertThat(load.path("named_metrics").path("cores_in_use").asDouble()).isEqualTo(1.5);
  }

  @Test
  void ffmpegsOwnWayToTheSource_isSpared() throws Exception {
    faults.set(Fault.status(500), Fault.onlyPath("/source-gate"));

    assertThat(make(Sample.BARS_360P, SMALL).statusCode()).isEqualTo(200);
  }

  private static HttpResponse<byte[]> make(Sample sample, String rendition) throws Exception {
    return get(transcode(server, origin, sample, rendition));
  }
}
