package io.mediarouter.vertx.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.vertx.testfarm.TestFarm;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is stored is listed, taken down for certain, and made anew. */
class RenditionsResourceTest {
  private static final String OTHER = "films/other.mp4";
  private static final String SMALL = "?height=360";

  private final TestFarm farm = new TestFarm("store: {keepReplaced: 1ms}\n");
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  RenditionsResourceTest() {
    farm.origin().with("/" + OTHER, Buffer.buffer("another original"));
  }

  @AfterEach
  void close() {
    farm.close();
  }

  private static ConditionFactory soon() {
    return await().atMost(Duration.ofMinutes(1));
  }

  private CompletableFuture<HttpResponse<String>> get(String target) {
    return send("GET", farm.url(target));
  }

  private CompletableFuture<HttpResponse<String>> send(String method, String url) {
    var request =
        HttpRequest.newBuilder(URI.create(url)).method(method, BodyPublishers.noBody()).build();
    return client.sendAsync(request, BodyHandlers.ofString());
  }

  private JsonObject order(String method, String resource) {
    HttpResponse<String> answer = send(method, farm.adminUrl(resource)).join();
    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 202);
    return new JsonObject(answer.body());
  }

  private void make(String target, String output) {
    int before = farm.transcoder().started();
    var answer = get(target);
    soon().until(() -> farm.transcoder().started() > before);
    farm.transcoder().write(output);
    farm.transcoder().end();
    assertThat(answer.join().body()).isEqualTo(output);
    soon().until(() -> cacheStatus(get(target).join()).contains("; hit;"));
  }

  private static String cacheStatus(HttpResponse<?> answer) {
    return answer.headers().firstValue("cache-status").orElse("");
  }

  private int count() {
    return order("GET", "renditions").getJsonArray("renditions").size();
  }

  @Test
  void whatIsStored_isListedByPages_withItsUse() {
    make(TestFarm.ASSET + SMALL, "one");
    make(TestFarm.ASSET + "?height=180", "two");
    make(OTHER + SMALL, "three");

    JsonObject first = order("GET", "renditions?limit=2");
    assertThat(first.getJsonArray("renditions")).hasSize(2);
    assertThat(first.getString("next")).isEqualTo(TestFarm.ASSET);
    JsonObject second = order("GET", "renditions?limit=2&after=" + first.getString("next"));
    assertThat(second.getJsonArray("renditions")).hasSize(1);
    assertThat(second.getString("next")).isNull();
    assertThat(second.getJsonArray("renditions").getJsonObject(0).getString("asset"))
        .isEqualTo(OTHER);

    soon()
        .until(
            () ->
                order("GET", "renditions?asset=" + OTHER)
                        .getJsonArray("renditions")
                        .getJsonObject(0)
                        .getInteger("hits")
                    > 0);
    JsonObject used =
        order("GET", "renditions?asset=" + OTHER).getJsonArray("renditions").getJsonObject(0);
    assertThat(used.getInteger("bytes")).isEqualTo(5);
    assertThat(used.getInstant("last_use")).isNotNull();
    assertThat(used.getDouble("core_seconds")).isPositive();
    assertThat(used.getDouble("core_seconds_saved"))
        .isGreaterThanOrEqualTo(used.getDouble("core_seconds"));
  }

  @Test
  void purge_takesDownTheAsset_andNothingElse() {
    make(TestFarm.ASSET + SMALL, "one");
    make(TestFarm.ASSET + "?height=180", "two");
    make(OTHER + SMALL, "three");

    JsonObject dry = order("DELETE", "renditions?dryRun=true&asset=" + TestFarm.ASSET);
    assertThat(dry.getInteger("count")).isEqualTo(2);
    assertThat(dry.getBoolean("soft")).isFalse();
    assertThat(count()).isEqualTo(3);
    assertThat(order("DELETE", "renditions?dryRun=true&soft=true&asset=" + TestFarm.ASSET))
        .as("what the same without dryRun would do")
        .contains(Map.entry("soft", true), Map.entry("dry_run", true));

    JsonObject purge = order("DELETE", "renditions?asset=" + TestFarm.ASSET);
    assertThat(purge.getInteger("count")).isEqualTo(2);
    assertThat(purge.getInteger("bytes")).isEqualTo(6);
    assertThat(count()).isEqualTo(1);
    soon()
        .untilAsserted(
            () ->
                assertThat(farm.distributor().files().values())
                    .containsExactly(Buffer.buffer("three")));
    soon().until(() -> order("GET", "renditions").getInteger("files_to_remove") == 0);
  }

  @Test
  void assetThatIsPurgedWhileItIsMade_isNotStored() {
    var answer = get(TestFarm.ASSET + SMALL);
    soon().until(() -> farm.transcoder().started() == 1);
    farm.transcoder().write("taken ");

    order("DELETE", "renditions?prefix=films/");
    farm.transcoder().write("down");
    farm.transcoder().end();

    assertThat(answer.join().body()).isEqualTo("taken down");
    soon()
        .until(
            () ->
                farm.distributor().requests().stream()
                    .anyMatch(each -> each.method().equals(HttpMethod.DELETE)));
    soon().until(() -> farm.distributor().files().isEmpty());
    assertThat(count()).isZero();
    make(TestFarm.ASSET + SMALL, "made again");
    assertThat(count()).isEqualTo(1);
  }

  @Test
  void purge_byPresetAndServer_meansWhatBothHoldOf() {
    make(TestFarm.ASSET + "?preset=360p", "one");
    make(TestFarm.ASSET + "?preset=240p", "two");

    assertThat(order("DELETE", "renditions?preset=720p").getInteger("count")).isZero();
    assertThat(order("DELETE", "renditions?preset=240p&server=d1").getInteger("count"))
        .isEqualTo(1);
    assertThat(count()).isEqualTo(1);
    assertThat(order("DELETE", "renditions?server=d1").getInteger("count")).isEqualTo(1);
    soon().until(() -> farm.distributor().files().isEmpty());
  }

  @Test
  void softPurge_deliversTheOldUntilTheNewIsMade() {
    make(TestFarm.ASSET + SMALL, "old");

    assertThat(order("DELETE", "renditions?soft=true&asset=" + TestFarm.ASSET).getInteger("count"))
        .isEqualTo(1);

    HttpResponse<String> stale = get(TestFarm.ASSET + SMALL).join();
    assertThat(stale.body()).isEqualTo("old");
    assertThat(cacheStatus(stale)).contains("stale");
    awaitTheNewOne();
  }

  private void awaitTheNewOne() {
    soon().until(() -> farm.transcoder().started() == 2);
    farm.transcoder().write("new");
    farm.transcoder().end();
    soon().until(() -> get(TestFarm.ASSET + SMALL).join().body().equals("new"));
    soon()
        .untilAsserted(
            () ->
                assertThat(farm.distributor().files().values())
                    .containsExactly(Buffer.buffer("new")));
  }

  @Test
  void refresh_makesAnew_withoutAnyRequest() {
    make(TestFarm.ASSET + SMALL, "old");

    assertThat(order("POST", "renditions/refresh?asset=" + TestFarm.ASSET).getInteger("count"))
        .isEqualTo(1);

    awaitTheNewOne();
  }

  @Test
  void orderThatIsNotUnderstood_isRefused_andNamesTheWayOut() {
    for (String query :
        new String[] {
          "",
          "?asset=",
          "?preset=nosuch",
          "?server=d9",
          "?colour=blue",
          "?asset=a&dryRun=maybe",
          "?asset=a&asset=b",
          "?tag=",
          "?server=d1&soft=true"
        }) {
      HttpResponse<String> answer = send("DELETE", farm.adminUrl("renditions" + query)).join();
      assertThat(answer.statusCode()).as(query).isEqualTo(400);
      assertThat(new JsonObject(answer.body()).getString("detail")).as(query).isNotBlank();
    }
    assertThat(send("PUT", farm.adminUrl("renditions")).join().statusCode()).isEqualTo(405);
    assertThat(send("GET", farm.adminUrl("renditions?limit=0")).join().statusCode()).isEqualTo(400);
  }
}
