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
import java.time.Duration;
import org.awaitility.core.ConditionFactory;
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

    soon().until(() -> farm.transcoder().started() == 1);
    farm.transcoder().write("made");
    JsonObject running = new JsonObject(get(state, "").body());
    assertThat(running.getString("state")).isIn("queued", "running");
    assertThat(running.getJsonArray("renditions")).hasSize(1);
    assertThat(field(get(farm.url(SMALL), "respond-async"), "location"))
        .as("the same job for who asks again")
        .isEqualTo(field(accepted, "location"));

    farm.transcoder().end();
    soon().until(() -> get(state, "").statusCode() == 303);
    HttpResponse<String> rendition =
        get(farm.url("").replace("/media/", field(get(state, ""), "location")), "respond-async");
    assertThat(rendition.statusCode()).isEqualTo(200);
    assertThat(rendition.body()).isEqualTo("made");
    assertThat(field(rendition, "cache-status")).contains("; hit");
    assertThat(rendition.headers().firstValue("preference-applied")).isEmpty();
  }

  @Test
  void whatCannotBeMade_saysWhy_andIsOrderedAnewForWhoAsksAgain() throws Exception {
    try (var failing = new TestFarm("batch: {maxAttempts: 1}\n")) {
      String first = field(get(failing.url(SMALL), "respond-async"), "location");
      soon().until(() -> failing.transcoder().started() == 1);
      failing.transcoder().write("not all of it");
      failing.transcoder().breakOff();

      String state = failing.url("").replace("/media/", first);
      await()
          .until(() -> "failed".equals(new JsonObject(get(state, "").body()).getString("state")));
      HttpResponse<String> failed = get(state, "");
      assertThat(failed.statusCode()).isEqualTo(200);
      assertThat(failed.headers().firstValue("retry-after")).isEmpty();
      JsonObject rendition =
          new JsonObject(failed.body()).getJsonArray("renditions").getJsonObject(0);
      assertThat(rendition.getString("problem")).isNotBlank();
      HttpResponse<String> again = get(failing.url(SMALL), "respond-async");
      assertThat(again.statusCode()).isEqualTo(202);
      assertThat(field(again, "location")).isNotEqualTo(first);
    }
  }

  @Test
  void whatWasPurgedSinceItWasMade_isMadeAnewWhereItsStateLeads() throws Exception {
    String state = field(get(farm.url(SMALL), "respond-async"), "location");
    soon().until(() -> farm.transcoder().started() == 1);
    farm.transcoder().write("made");
    farm.transcoder().end();
    soon().until(() -> get(here(state), "").statusCode() == 303);
    var purge =
        HttpRequest.newBuilder(URI.create(farm.adminUrl("renditions?asset=" + TestFarm.ASSET)));
    assertThat(client.send(purge.DELETE().build(), BodyHandlers.ofString()).statusCode())
        .isBetween(200, 202);

    String leads = field(get(here(state), ""), "location");

    soon().until(() -> get(here(leads), "respond-async").statusCode() == 202);
    soon().until(() -> farm.transcoder().started() == 2);
    farm.transcoder().write("made again");
    farm.transcoder().end();
    soon().until(() -> get(here(leads), "respond-async").body().equals("made again"));
  }

  private static ConditionFactory soon() {
    return await().atMost(Duration.ofMinutes(1));
  }

  private String here(String location) {
    return farm.url("").replace("/media/", location);
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
