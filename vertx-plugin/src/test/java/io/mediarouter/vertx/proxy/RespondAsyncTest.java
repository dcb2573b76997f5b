package io.mediarouter.vertx.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.vertx.testfarm.TestFarm;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A client that would rather come back for a rendition than wait for it. */
class RespondAsyncTest {
  private static final String SMALL = TestFarm.ASSET + "?height=360";

  private final TestFarm farm = new TestFarm();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @AfterEach
  void close() {
    farm.close();
  }

  @Test
  void renditionIsOrdered_itsStateTold_andFetchedWhenItIsMade() throws Exception {
    HttpResponse<String> accepted = get(farm.url(SMALL), "respond-async, wait=5");

    assertThat(accepted.statusCode()).isEqualTo(202);
    assertThat(field(accepted, "preference-applied")).isEqualTo("respond-async");
    assertThat(accepted.headers().firstValue("cache-status")).isEmpty();
    String state = farm.url("").replace("/media/", field(accepted, "location"));
    assertThat(field(accepted, "location")).startsWith("/media/-/jobs/");

    await().until(() -> farm.transcoder().started() == 1);
    farm.transcoder().write("made");
    JsonObject running = new JsonObject(get(state, "").body());
    assertThat(running.getString("state")).isIn("queued", "running");
    assertThat(running.getJsonArray("renditions")).hasSize(1);
    assertThat(field(get(farm.url(SMALL), "respond-async"), "location"))
        .as("the same job for who asks again")
        .isEqualTo(field(accepted, "location"));

    farm.transcoder().end();
    await().until(() -> get(state, "").statusCode() == 303);
    HttpResponse<String> rendition =
        get(farm.url("").replace("/media/", field(get(state, ""), "location")), "respond-async");
    assertThat(rendition.statusCode()).isEqualTo(200);
    assertThat(rendition.body()).isEqualTo("made");
    assertThat(field(rendition, "cache-status")).contains("; hit");
    assertThat(rendition.headers().firstValue("preference-applied")).isEmpty();
  }

  @Test
  void whatNeedsNoWork_isAnsweredAtOnce_andAnUnknownJobIs404() throws Exception {
    HttpResponse<String> original = get(farm.url(TestFarm.ASSET), "respond-async");

    assertThat(original.statusCode()).isEqualTo(200);
    assertThat(get(farm.url("-/jobs/none"), "").statusCode()).isEqualTo(404);
    assertThat(get(farm.url(TestFarm.ASSET + "?height=7"), "respond-async").statusCode())
        .isEqualTo(400);
  }

  private static String field(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElseThrow();
  }

  private HttpResponse<String> get(String url, String prefer) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(url));
    if (!prefer.isEmpty()) {
      request.header("prefer", prefer);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
