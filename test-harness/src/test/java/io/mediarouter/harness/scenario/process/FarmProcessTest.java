package io.mediarouter.harness.scenario.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.mediarouter.harness.client.MediaClient;
import io.mediarouter.harness.farm.Farm;
import io.mediarouter.harness.farm.OriginServer;
import io.mediarouter.harness.farm.media.Sample;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(180)
class FarmProcessTest {

  @Test
  void origin_servesFreezesAndStops() throws Exception {
    try (FarmProcess origin =
        start("origin", "--folder", Farm.SAMPLES.folder().toString(), "--exit-with-stdin")) {
      URI tone = origin.url().resolve(Sample.TONE.fileName());
      assertThat(status(tone)).isEqualTo(200);

      origin.freeze();
      assertThatThrownBy(() -> status(tone)).isInstanceOf(HttpTimeoutException.class);
      origin.thaw();
      assertThat(status(tone)).isEqualTo(200);

      origin.stop();
      assertThat(origin.isAlive()).isFalse();
    }
  }

  @Test
  void transcoderKilledWithoutWarning_leavesNoFfmpeg() throws Exception {
    try (OriginServer origin = OriginServer.start(Farm.SAMPLES.folder());
        FarmProcess transcoder = start("transcoder", "--allow-source", origin.url().toString());
        Socket client = new Socket("127.0.0.1", transcoder.url().getPort())) {
      String target =
          "/transcode?vcodec=hevc&width=1280&height=720&source="
              + origin.url()
              + Sample.FRACTAL_480P.fileName();
      client
          .getOutputStream()
          .write(
              ("GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      client.getInputStream().readNBytes(1000);
      List<ProcessHandle> encoders =
          ProcessHandle.of(transcoder.pid()).orElseThrow().children().toList();
      assertThat(encoders).hasSize(1);

      transcoder.kill9();

      await().untilAsserted(() -> assertThat(encoders).noneMatch(ProcessHandle::isAlive));
    }
  }

  @Test
  void serverThatDied_comesBackAtTheSameAddress() throws Exception {
    try (FarmProcess origin = start("origin", "--folder", Farm.SAMPLES.folder().toString())) {
      URI tone = origin.url().resolve(Sample.TONE.fileName());
      for (int i = 0; i < 2; i++) {
        long pid = origin.pid();
        origin.kill9();
        assertThat(origin.isAlive()).isFalse();

        origin.restart();

        assertThat(origin.pid()).isNotEqualTo(pid);
        assertThat(status(tone)).isEqualTo(200);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"crash\": true}", "{\"crashAfterBytes\": 10}"})
  void serverToldToCrash_haltsWithTheNextRequest(String faults) throws Exception {
    try (FarmProcess origin =
        start("origin", "--faults", "--folder", Farm.SAMPLES.folder().toString())) {
      MediaClient client = new MediaClient();
      assertThat(client.put(origin.url().resolve("faults"), faults).status()).isEqualTo(200);

      assertThatThrownBy(() -> client.get(origin.url().resolve(Sample.TONE.fileName())))
          .isInstanceOf(IOException.class);

      await().until(() -> !origin.isAlive());
    }
  }

  @Test
  void commandThatDoesNotListen_isAnError() {
    assertThatThrownBy(() -> start("origin", "--folder", "/does/not/exist"))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("not listening: ");
  }

  private static FarmProcess start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), "io.mediarouter.harness.Main"));
    command.addAll(Arrays.asList(arguments));
    return FarmProcess.start(command);
  }

  private static int status(URI address) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(1)).build();
    HttpClient client = HttpClient.newHttpClient();
    return client.send(request, BodyHandlers.discarding()).statusCode();
  }
}
