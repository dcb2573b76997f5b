package io.mediarouter.vertx.speculation;

import static io.mediarouter.vertx.testfarm.TestFarm.ASSET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.vertx.testfarm.TestFarm;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a publisher wants made of each asset is made before anybody asks for it, and pays. */
class StandingRulesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String RULE =
      """
      speculation:
        standingRules:
          rules: [{path: films/, presets: [360p]}]
      """;

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void assetThatWasSeenOnce_isMadeByTheRule_andItsUseIsCounted() throws Exception {
    try (var farm = new TestFarm(RULE)) {
      get(farm.url(ASSET + "?height=240"), farm);
      await().atMost(PATIENCE).until(() -> farm.transcoder().started() == 2);
      farm.transcoder().write("media");
      farm.transcoder().end();

      await().atMost(PATIENCE).until(() -> predictor(farm).getDouble("made") == 1);
      assertThat(predictor(farm).getDouble("spent_core_seconds")).isNotNegative();
      assertThat(farm.transcoder().started()).isEqualTo(2);

      var stored = send(farm.url(ASSET + "?preset=360p"));
      assertThat(stored.headers().firstValue("cache-status").orElse("")).contains("exact-cached");
      await().atMost(PATIENCE).until(() -> predictor(farm).getDouble("used") == 1);
      assertThat(predictor(farm).getDouble("saved_core_seconds")).isPositive();
      assertThat(speculation(farm).getJsonObject("gate").getBoolean("open")).isTrue();
    }
  }

  private void get(String url, TestFarm farm) {
    var answer =
        client.sendAsync(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    await().atMost(PATIENCE).until(() -> farm.transcoder().started() == 1);
    farm.transcoder().write("seen");
    farm.transcoder().end();
    assertThat(answer.join().statusCode()).isEqualTo(200);
  }

  private HttpResponse<String> send(String url) throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
  }

  private JsonObject speculation(TestFarm farm) throws IOException, InterruptedException {
    return new JsonObject(send(farm.adminUrl("speculation")).body());
  }

  private JsonObject predictor(TestFarm farm) throws IOException, InterruptedException {
    return speculation(farm).getJsonArray("predictors").stream()
        .map(JsonObject.class::cast)
        .filter(each -> each.getString("predictor").equals("standing-rules"))
        .findFirst()
        .orElseThrow();
  }
}
