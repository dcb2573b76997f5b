package io.mediarouter.vertx.flight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.state.SharedState;
import io.mediarouter.vertx.testfarm.ProxyCluster;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An operator asks any proxy what was done for a request, whichever has served it. */
class PastRequestsTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final ProxyCluster cluster = new ProxyCluster(2, "");
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @AfterEach
  void close() {
    cluster.close();
  }

  private HttpResponse<String> get(int port, String target, String field, String value)
      throws Exception {
    URI url = URI.create("http://127.0.0.1:" + port + target);
    return client.send(
        HttpRequest.newBuilder(url).header(field, value).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> explain(String id, String accept) throws Exception {
    return get(cluster.proxy(1).adminPort(), "/admin/explain?id=" + id, "accept", accept);
  }

  @Test
  void requestThatAnotherProxyServed_isExplained_byThatOne() throws Exception {
    get(cluster.proxy(0).port(), "/media/films/clip.mp4", "x-request-id", "served/by:0");

    await().atMost(LONG).until(() -> explain("served/by:0", "*/*").statusCode() == 200);
    var told = new JsonObject(explain("served/by:0", "*/*").body());

    assertThat(told.getString("verdict")).startsWith("Served from o1 (pass-through), ");
    assertThat(told.getString("proxy")).isNotEmpty();
    assertThat(explain("served/by:0", "text/plain").body())
        .contains("proxy:        " + told.getString("proxy"), "tried:        o1 for original");
  }

  @Test
  void requestThatNobodyKnows_is404_whichSaysWhoWasAsked_andForHowLongTheyRemember()
      throws Exception {
    try (SharedState mute = cluster.join()) {
      await().atMost(LONG).until(() -> explain("never", "*/*").body().contains(mute.self()));

      HttpResponse<String> unknown = explain("never", "*/*");

      assertThat(unknown.statusCode()).isEqualTo(404);
      assertThat(unknown.body())
          .contains(
              "never", "last 2000 requests, for 10 minutes", "did not answer: " + mute.self());
    }
  }
}
