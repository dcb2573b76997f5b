package io.mediarouter.vertx.load;

import static io.mediarouter.vertx.testfarm.TestFarm.ASSET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.vertx.testfarm.ChunkTranscoder;
import io.mediarouter.vertx.testfarm.TestFarm;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoadReportsTest {
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final TestFarm farm = new TestFarm("loadPoll: 100ms\nloadMetrics: [named_metrics.gpu]\n");

  @AfterEach
  void stop() {
    farm.close();
  }

  @Test
  void polledReport_isSeen() {
    tell("{\"cpu_utilization\":0.1,\"named_metrics\":{\"gpu\":0.75}}");

    await().until(() -> reported("t1") == 3);
  }

  @Test
  void polledReport_thatIsMalformedAnywhere_isNotTaken() throws Exception {
    tell("{\"application_utilization\":0.25}");
    await().until(() -> reported("t1") == 1);
    tell("{\"application_utilization\":0.5,\"surprise\":1}");
    await().until(() -> load("t1").getDouble("report_age_seconds") > 0.5);

    assertThat(reported("t1")).isEqualTo(1);
  }

  @Test
  void polledReport_withoutAnEnd_isGivenUp_andAskedForAgain() {
    farm.transcoder()
        .behave(request -> request.response().setChunked(true).write("x".repeat(100_000)));
    tellAfterAWhile();

    await().until(() -> reported("t1") == 2);
  }

  private void tellAfterAWhile() {
    farm.vertx().setTimer(300, id -> tell("{\"application_utilization\":0.5}"));
  }

  @Test
  void reportOnAServersAnswer_isSeen_andKeptFromTheClient() throws Exception {
    farm.origin()
        .behave(
            request ->
                request
                    .response()
                    .putHeader("endpoint-load-metrics", "TEXT cpu_utilization=0.5")
                    .end("the original"));

    HttpResponse<String> answer = get(farm.url(ASSET));

    assertThat(answer.body()).isEqualTo("the original");
    assertThat(answer.headers().map()).doesNotContainKey("endpoint-load-metrics");
    await().until(() -> reported("o1") == 2);
  }

  @Test
  void reportsInHeadAndTrailerOfATranscode_areSeen() throws Exception {
    farm.transcoder().behave(this::transcode);

    assertThat(get(farm.url(ASSET + "?height=180")).body()).isEqualTo("media");

    await().until(() -> reported("t1") == 1);
    assertThat(farm.proxy().routing().state().history().records())
        .singleElement()
        .satisfies(record -> assertThat(record.cpuSeconds()).isEqualTo(7));
  }

  /** A transcode that takes a while, so that its trailer is not too soon after its head. */
  private void transcode(HttpServerRequest request) {
    if (!request.path().equals("/transcode")) {
      request
          .response()
          .setStatusCode(request.path().equals("/probe") ? 200 : 404)
          .end(ChunkTranscoder.PROBE);
      return;
    }
    var response = request.response().setChunked(true);
    response.putHeader("endpoint-load-metrics", "TEXT cpu_utilization=0.75").write("media");
    farm.vertx().setTimer(400, id -> end(response));
  }

  private static void end(HttpServerResponse response) {
    response
        .putTrailer(
            "endpoint-load-metrics",
            "JSON {\"cpu_utilization\":0.25,\"request_cost\":{\"cpu_seconds\":7}}")
        .end();
  }

  private void tell(String report) {
    farm.transcoder().behave(request -> request.response().end(report));
  }

  private double reported(String server) throws Exception {
    Double cores = load(server).getDouble("reported_cores");
    return cores == null ? -1 : cores;
  }

  private JsonObject load(String server) throws Exception {
    String url = "http://127.0.0.1:" + farm.proxy().adminPort() + "/admin/servers";
    return new JsonObject(get(url).body())
        .getJsonArray("servers").stream()
            .map(JsonObject.class::cast)
            .filter(each -> each.getString("id").equals(server))
            .findFirst()
            .map(each -> each.getJsonObject("load"))
            .orElseThrow();
  }

  private HttpResponse<String> get(String url) throws Exception {
    return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
  }
}
