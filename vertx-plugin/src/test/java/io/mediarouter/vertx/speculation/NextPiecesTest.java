package io.mediarouter.vertx.speculation;

import static io.mediarouter.vertx.testfarm.TestFarm.ASSET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.vertx.testfarm.TestFarm;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a player announces is made before it asks for it. */
class NextPiecesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String NEXT = "films/next.mp4";
  private static final String NEXT_PIECES =
      """
      trust: {cmcd: all}
      speculation: {nextPieces: {budget: 1}}
      """;

  private final HttpClient client = HttpClient.newHttpClient();
  private final TestFarm farm = new TestFarm(NEXT_PIECES);

  @BeforeEach
  void placeTheNextPiece() {
    farm.origin().with("/" + NEXT, Buffer.buffer("the next original"));
  }

  @AfterEach
  void stop() {
    farm.close();
  }

  @Test
  void pieceAnnouncedInTheQuery_isStoredWhenItIsAskedFor() throws Exception {
    play(request(ASSET + "?height=240&CMCD=nor%3D%22next.mp4%253Fheight%253D240%22"));

    assertThatItIsMadeAhead();

    assertThat(cacheStatus(request(NEXT + "?height=240"))).contains("exact-cached");
    await().atMost(PATIENCE).until(() -> predictor().getDouble("used") == 1);
    assertThat(predictor().getBoolean("on")).isTrue();
    assertThat(predictor().getDouble("budget")).isEqualTo(1);
  }

  @Test
  void pieceAnnouncedInAHeaderField_isMadeInTheFormOfTheOneBefore() throws Exception {
    play(request(ASSET + "?height=240").header("CMCD-Request", "nor=\"..%2Ffilms%2Fnext.mp4\""));

    assertThatItIsMadeAhead();

    assertThat(cacheStatus(request(NEXT + "?height=240"))).contains("exact-cached");
  }

  /** Once, however often it is announced and looked at. */
  private void assertThatItIsMadeAhead() {
    await().atMost(PATIENCE).until(() -> farm.transcoder().started() == 2);
    farm.transcoder().write("media");
    farm.transcoder().end();
    await().atMost(PATIENCE).until(() -> predictor().getDouble("made") == 1);
    assertThat(farm.transcoder().started()).isEqualTo(2);
  }

  private HttpRequest.Builder request(String target) {
    return HttpRequest.newBuilder(URI.create(farm.url(target)));
  }

  private void play(HttpRequest.Builder request) {
    var answer = client.sendAsync(request.build(), BodyHandlers.ofString());
    await().atMost(PATIENCE).until(() -> farm.transcoder().started() == 1);
    farm.transcoder().write("seen");
    farm.transcoder().end();
    assertThat(answer.join().statusCode()).isEqualTo(200);
  }

  private String cacheStatus(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
    return answer.headers().firstValue("cache-status").orElse("");
  }

  private JsonObject predictor() throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(farm.adminUrl("speculation"))).build();
    return new JsonObject(client.send(request, BodyHandlers.ofString()).body())
        .getJsonArray("predictors").stream()
            .map(JsonObject.class::cast)
            .filter(each -> each.getString("predictor").equals("next-pieces"))
            .findFirst()
            .orElseThrow();
  }
}
