package io.mediarouter.vertx.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.vertx.testfarm.ByteServer;
import io.mediarouter.vertx.testfarm.TestFarm;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of stored renditions when their source gets another version, or is away. */
class SourceVersionsTest {
  private static final String SMALL = TestFarm.ASSET + "?height=360";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private TestFarm farm;

  private void start(String store) {
    farm = new TestFarm("sourceCheck: 1ms\nstore: {" + store + "}\n");
  }

  @AfterEach
  void close() {
    farm.close();
  }

  private static ConditionFactory soon() {
    return await().atMost(Duration.ofMinutes(1));
  }

  private CompletableFuture<HttpResponse<String>> get(String target) {
    var request = HttpRequest.newBuilder(URI.create(farm.url(target))).build();
    return client.sendAsync(request, BodyHandlers.ofString());
  }

  private static boolean isHit(HttpResponse<?> answer) {
    return answer.headers().firstValue("cache-status").orElse("").contains("; hit;");
  }

  private void changeTheSource(String to) {
    farm.origin().with("/" + TestFarm.ASSET, Buffer.buffer(to));
  }

  private String make(String output) {
    int before = farm.transcoder().started();
    var answer = get(SMALL);
    soon().until(() -> farm.transcoder().started() > before);
    farm.transcoder().write(output);
    farm.transcoder().end();
    return answer.join().body();
  }

  private long deletes() {
    return farm.distributor().requests().stream()
        .filter(each -> each.method().equals(HttpMethod.DELETE))
        .count();
  }

  @Test
  void fourVersionsOfASource_leaveOneFile() {
    start("keepReplaced: 1ms");
    for (int version = 1; version <= 4; version++) {
      changeTheSource("version " + version);
      String output = "of version " + version;
      assertThat(make(output)).isEqualTo(output);
      soon().until(() -> isHit(get(SMALL).join()));
    }

    soon()
        .untilAsserted(
            () ->
                assertThat(farm.distributor().files().values())
                    .containsExactly(Buffer.buffer("of version 4")));
    assertThat(deletes()).isGreaterThanOrEqualTo(3);
    assertThat(get(SMALL).join().body()).isEqualTo("of version 4");
  }

  @Test
  void removalThatFails_isTriedAgain() {
    start("keepReplaced: 1ms");
    assertThat(make("old")).isEqualTo("old");
    soon().until(() -> isHit(get(SMALL).join()));
    ByteServer store = farm.distributor();
    store.behave(
        request -> {
          if (request.method().equals(HttpMethod.DELETE) && deletes() == 0) {
            store.requests().add(request);
            request.response().setStatusCode(503).end();
          } else {
            store.serveWell(request);
          }
        });
    changeTheSource("another version");
    get("nothing.mp4").join();
    assertThat(make("new")).isEqualTo("new");

    soon()
        .untilAsserted(
            () -> assertThat(store.files().values()).containsExactly(Buffer.buffer("new")));
    assertThat(deletes()).isGreaterThanOrEqualTo(2);
    soon().until(() -> farm.proxy().routing().state().removals().rows().isEmpty());
  }

  @Test
  void staleRendition_isDeliveredUntilTheNewOneIsMade_whereThatIsConfigured() {
    start("keepReplaced: 1ms, staleWhileRevalidate: 1h");
    assertThat(make("old")).isEqualTo("old");
    soon().until(() -> isHit(get(SMALL).join()));
    changeTheSource("another version");

    soon().until(() -> status(get(SMALL).join()).contains("stale"));
    HttpResponse<String> stale = get(SMALL).join();
    assertThat(stale.body()).isEqualTo("old");
    assertThat(stale.headers().firstValue("cache-control")).contains("no-store");

    soon().until(() -> farm.transcoder().started() == 2);
    farm.transcoder().write("new");
    farm.transcoder().end();
    soon().until(() -> get(SMALL).join().body().equals("new"));
    assertThat(status(get(SMALL).join())).doesNotContain("stale");
    soon()
        .untilAsserted(
            () ->
                assertThat(farm.distributor().files().values())
                    .containsExactly(Buffer.buffer("new")));
  }

  private static String status(HttpResponse<?> answer) {
    return answer.headers().firstValue("cache-status").orElse("");
  }

  @Test
  void originThatIsAwayForLongerThanConfigured_isMissed() {
    start("staleIfError: 1ms");
    assertThat(make("old")).isEqualTo("old");
    soon().until(() -> isHit(get(SMALL).join()));
    farm.origin().behave(request -> request.response().setStatusCode(503).end());

    soon().until(() -> get(SMALL).join().statusCode() >= 500);
  }

  @Test
  void originThatIsAway_isNotMissedByDefault() {
    start("copies: 1");
    assertThat(make("old")).isEqualTo("old");
    soon().until(() -> isHit(get(SMALL).join()));
    farm.origin().behave(request -> request.response().setStatusCode(503).end());

    assertThat(get(SMALL).join().body()).isEqualTo("old");
  }

  @Test
  void sourceThatIsMissing_isNotAskedForByEachClient_forAsLongAsConfigured() {
    start("negativeAnswers: 1h");
    for (int i = 0; i < 20; i++) {
      assertThat(get("films/missing.mp4?height=360").join().statusCode()).isEqualTo(404);
    }

    assertThat(asked("/films/missing.mp4")).isLessThanOrEqualTo(2);
  }

  @Test
  void sourceThatAppears_isFoundOnceTheAnswerIsForgotten() {
    start("negativeAnswers: 1ms");
    assertThat(get("films/late.mp4").join().statusCode()).isEqualTo(404);

    farm.origin().with("/films/late.mp4", Buffer.buffer("here now"));

    soon().until(() -> get("films/late.mp4").join().body().equals("here now"));
  }

  private long asked(String path) {
    return farm.origin().requests().stream().filter(each -> each.path().equals(path)).count();
  }
}
