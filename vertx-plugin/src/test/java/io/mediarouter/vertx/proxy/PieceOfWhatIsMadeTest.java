package io.mediarouter.vertx.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.vertx.testfarm.ChunkTranscoder;
import io.mediarouter.vertx.testfarm.ProxyCluster;
import io.mediarouter.vertx.testfarm.TestFarm;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests with a range for a rendition that is being made, at the same proxy and at another. */
class PieceOfWhatIsMadeTest {
  private static final String SMALL = TestFarm.ASSET + "?height=360";
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String PATIENT = "timeouts: {firstByte: 60s, idle: 60s}\n";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ProxyCluster cluster = new ProxyCluster(2, PATIENT);
  private final ChunkTranscoder transcoder = cluster.farm().transcoder();

  @AfterEach
  void close() {
    transcoder.breakOff();
    cluster.close();
  }

  private CompletableFuture<HttpResponse<InputStream>> get(int port, String range) {
    var url = URI.create("http://127.0.0.1:" + port + "/media/" + SMALL);
    var request = HttpRequest.newBuilder(url).header("range", range).build();
    return client.sendAsync(request, BodyHandlers.ofInputStream());
  }

  private int port(int proxy) {
    return cluster.proxy(proxy).port();
  }

  private static String text(HttpResponse<InputStream> answer) throws Exception {
    try (InputStream body = answer.body()) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void begin() {
    get(port(0), "bytes=0-");
    await().atMost(PATIENCE).until(() -> transcoder.started() == 1);
    transcoder.write("some ");
    await()
        .atMost(PATIENCE)
        .until(() -> !cluster.proxy(1).routing().state().flights().rows().isEmpty());
  }

  private void awaitJoined(int proxy) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                cluster.proxy(proxy).routing().transcodes().all().stream()
                    .anyMatch(each -> each.bytes() > 0));
  }

  /** Safari begins with two bytes, and plays nothing where it is sent all. */
  @ParameterizedTest
  @CsvSource({"0, bytes=0-1, so", "1, bytes=0-1, so", "0, bytes=5-7, med", "1, bytes=2-5, 'me m'"})
  void aPieceOfWhatIsSoonThere_isThatOfWhatIsStored(int proxy, String range, String piece)
      throws Exception {
    begin();
    var answer = get(port(proxy), range);
    awaitJoined(proxy);
    transcoder.write("media");
    transcoder.end();

    assertThat(answer.join().statusCode()).isEqualTo(206);
    assertThat(text(answer.join())).isEqualTo(piece);
    assertThat(answer.join().headers().firstValue("etag")).isPresent();
    assertThat(transcoder.started()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"0, bytes=0-", "1, bytes=0-", "0, bytes=4-", "1, 'bytes=0-1,4-'"})
  void whoTakesAllFromSomePlaceOn_isSentAllAtOnce(int proxy, String range) throws Exception {
    begin();

    var answer = get(port(proxy), range).join();

    transcoder.write("media");
    transcoder.end();
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("accept-ranges")).contains("none");
    assertThat(text(answer)).isEqualTo("some media");
    assertThat(transcoder.started()).isEqualTo(1);
  }

  @Test
  void aPieceOfWhatIsNotThereInTime_isNotWaitedFor() throws Exception {
    try (var farm = new TestFarm("")) {
      get(farm.proxy().port(), "bytes=0-");
      await().atMost(PATIENCE).until(() -> farm.transcoder().started() == 1);
      farm.transcoder().write("some ");

      var answer = get(farm.proxy().port(), "bytes=0-1").join();

      farm.transcoder().write("media");
      farm.transcoder().end();
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(text(answer)).isEqualTo("some media");
    }
  }
}
