package io.mediarouter.vertx.speculation;

import static io.mediarouter.vertx.testfarm.TestFarm.ASSET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.vertx.testfarm.TestFarm;
import io.vertx.core.buffer.Buffer;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What many ask for is made again with more effort, and the better file takes its place. */
class BetterQualityTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int REQUESTS = 60;
  private static final byte[] HASTY = filled(16 << 20, (byte) 'h');
  private static final byte[] BETTER = filled(1 << 10, (byte) 'b');
  private static final String BETTER_QUALITY =
      """
      speculation: {betterQuality: {budget: 1}}
      store: {keepReplaced: 5s}
      """;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private static byte[] filled(int bytes, byte with) {
    byte[] filled = new byte[bytes];
    Arrays.fill(filled, with);
    return filled;
  }

  @Test
  void popularRendition_isMadeBetter_andWhoIsInTheMiddleOfTheOldFileGetsAllOfIt() throws Exception {
    try (var farm = new TestFarm(BETTER_QUALITY)) {
      var first = client.sendAsync(request(farm), BodyHandlers.ofByteArray());
      make(farm, 1, HASTY);
      assertThat(first.join().body()).isEqualTo(HASTY);
      await().atMost(PATIENCE).until(() -> !farm.distributor().files().isEmpty());
      String old = ask(farm, BodyHandlers.discarding()).headers().firstValue("etag").orElseThrow();
      HttpResponse<InputStream> viewer = ask(farm, BodyHandlers.ofInputStream());
      assertThat(viewer.body().read()).isEqualTo('h');
      for (int i = 0; i < REQUESTS; i++) {
        revalidate(farm, old);
      }

      make(farm, 2, BETTER);
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> assertThat(ask(farm, BodyHandlers.ofByteArray()).body()).isEqualTo(BETTER));

      assertThat(farm.transcoder().speeds()).containsExactly("fast", "slow");
      assertThat(ask(farm, BodyHandlers.discarding()).headers().firstValue("etag"))
          .isNotEqualTo(old);
      assertThat(ask(farm, BodyHandlers.discarding()).headers().firstValue("cache-status"))
          .hasValueSatisfying(status -> assertThat(status).contains("exact-cached"));
      assertThat(viewer.body().readAllBytes()).hasSize(HASTY.length - 1).containsOnly('h');
      await().atMost(PATIENCE).until(() -> farm.distributor().files().size() == 1);
      assertThat(farm.transcoder().started()).isEqualTo(2);
    }
  }

  private static void make(TestFarm farm, int task, byte[] output) {
    await().atMost(PATIENCE).until(() -> farm.transcoder().started() == task);
    farm.transcoder().write(Buffer.buffer(output));
    farm.transcoder().end();
  }

  private static HttpRequest request(TestFarm farm) {
    return HttpRequest.newBuilder(URI.create(farm.url(ASSET + "?height=240"))).build();
  }

  /** An answer without a body is one to a request nevertheless. */
  private void revalidate(TestFarm farm, String etag) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(farm.url(ASSET + "?height=240")))
            .header("If-None-Match", etag)
            .build();
    assertThat(client.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(304);
  }

  private <T> HttpResponse<T> ask(TestFarm farm, BodyHandler<T> body) throws Exception {
    CompletableFuture<HttpResponse<T>> answer = client.sendAsync(request(farm), body);
    HttpResponse<T> response = answer.get();
    assertThat(response.statusCode()).isEqualTo(200);
    return response;
  }
}
