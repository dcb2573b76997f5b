package io.mediarouter.vertx.admin;

import static io.mediarouter.vertx.testfarm.TestFarm.ASSET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.vertx.testfarm.TestFarm;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExplainResourceTest {
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private TestFarm farm;

  @BeforeAll
  void start() {
    farm = new TestFarm();
  }

  @AfterAll
  void stop() {
    farm.close();
  }

  @Test
  void request_isExplained_andNothingIsStarted() throws Exception {
    JsonObject explanation = json(url("/media/" + ASSET + "?preset=360p&tolerance=near"));

    JsonObject request = explanation.getJsonObject("request");
    assertThat(request.getString("asset")).isEqualTo(ASSET);
    assertThat(request.getString("rendition")).isEqualTo("h264-aac-640x360-v800000-a96000.mp4");
    assertThat(request.getString("preset")).isEqualTo("360p");
    assertThat(request.getString("tolerance")).isEqualTo("near");
    assertThat(explanation.getJsonObject("decision").getString("option"))
        .isEqualTo("on-demand-exact");
    assertThat(explanation.getJsonArray("options")).hasSize(11);
    JsonObject direct = explanation.getJsonArray("options").getJsonObject(0);
    assertThat(direct.getString("reason")).isEqualTo("the original is not just what was asked for");
    JsonObject stored = explanation.getJsonArray("options").getJsonObject(1);
    assertThat(stored.getString("verdict")).isEqualTo("refused");
    assertThat(stored.getString("reason")).isEqualTo("this rendition is not stored");
    JsonObject server =
        explanation
            .getJsonArray("options")
            .getJsonObject(4)
            .getJsonArray("renditions")
            .getJsonObject(0)
            .getJsonArray("servers")
            .getJsonObject(0);
    assertThat(server.getString("id")).isEqualTo("t1");
    assertThat(server.getBoolean("fits")).isTrue();
    assertThat(server.getDouble("score")).isPositive();
    assertThat(server.getJsonObject("prediction").getString("basis")).isEqualTo("conservative");
    assertThat(server.getJsonObject("load").getBoolean("known")).isNotNull();
    assertThat(farm.transcoder().started()).isZero();
  }

  @Test
  void explanation_isAlsoATextForPeople() throws Exception {
    String target = url("/media/" + ASSET + "?height=360");

    HttpResponse<String> byField = get(target, "text/plain");
    HttpResponse<String> byParameter = get(target + "&format=text", "*/*");

    assertThat(byField.headers().firstValue("content-type")).contains("text/plain; charset=utf-8");
    assertThat(byField.body())
        .contains("decision:   on-demand-exact on t1")
        .contains("exact-cached: refused, this rendition is not stored")
        .contains("predicted: ");
    assertThat(byParameter.body()).contains("on-demand-exact: taken");
    assertThat(get(target + "&format=json", "text/plain").body()).startsWith("{");
  }

  @Test
  void explanation_leadsWithItsVerdict() throws Exception {
    String target = url("/media/" + ASSET + "?height=360");

    assertThat(get(target, "text/plain").body())
        .startsWith("Made on t1 and streamed while it is made; this rendition is not stored.");
    assertThat(json(target).fieldNames().iterator().next()).isEqualTo("verdict");
    assertThat(json(url("/media/" + ASSET)).getString("verdict"))
        .isEqualTo("The original, passed through from o1.");
  }

  @Test
  void requestThatHasEnded_isToldWithWhatWasDecidedAndTried() throws Exception {
    URI address = URI.create(farm.url(ASSET + "?token=secret"));
    client.send(
        HttpRequest.newBuilder(URI.create(farm.url(ASSET)))
            .header("x-request-id", "past-1")
            .build(),
        BodyHandlers.ofString());
    client.send(
        HttpRequest.newBuilder(address).header("x-request-id", "past-2").build(),
        BodyHandlers.ofString());
    String past = "/admin/explain?id=past-1";

    await().until(() -> get(past, "*/*").statusCode() == 200);
    JsonObject told = json(past);
    assertThat(told.getString("verdict")).startsWith("Served from o1 (pass-through), ");
    assertThat(told.getJsonObject("request").getJsonArray("attempts").encode()).contains("o1");
    assertThat(told.getJsonArray("decisions").getJsonObject(0).getString("option"))
        .isEqualTo("pass-through");
    assertThat(get(past, "text/plain").body()).contains("tried:        o1 for original");

    String wrong = "/admin/explain?id=past-2";
    await().until(() -> get(wrong, "*/*").statusCode() == 200);
    assertThat(get(wrong, "*/*").body()).contains("Answered 400").doesNotContain("secret");

    HttpResponse<String> unknown = get("/admin/explain?id=never", "*/*");
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.body()).contains("this proxy", "never");
  }

  @Test
  void whatTheClientPlays_isItsOwnField_lessTheTypesOfOurAnswer() throws Exception {
    String target = url("/media/" + ASSET + "?height=360");
    String media = "video/mp4;codecs=\"avc1.64001f, mp4a.40.2\"";

    String body = get(target, media + ", application/json;q=0.5").body();

    assertThat(new JsonObject(body).getJsonObject("request").getString("accept"))
        .contains("codecs=\"avc1.64001f, mp4a.40.2\"")
        .doesNotContain("json");
    assertThat(get(target, "text/plain").body()).contains("plays anything, as far as it says");
  }

  @Test
  void original_isExplained_byPathOrWholeUrl() throws Exception {
    for (String target : new String[] {"/media/" + ASSET, "HTTP://cdn.test:81/media/" + ASSET}) {
      JsonObject explanation = json(url(target));

      assertThat(explanation.getJsonObject("request").getValue("rendition")).isNull();
      assertThat(explanation.getJsonObject("decision").getString("option"))
          .isEqualTo("pass-through");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/admin/explain,                                               400, url",
    "/admin/explain?url=,                                          400, url",
    "/admin/explain?url=media,                                     400, url",
    "/admin/explain?url=ftp:%2F%2Fa%2Fmedia%2Fa,                   400, url",
    "/admin/explain?url=%2Fmedia%2Fa&url=%2Fmedia%2Fb,             400, url",
    "/admin/explain?url=/media/a.mp4?height=9&vb=1,                400, vb",
    "/admin/explain?url=%2Fmedia%2Fa&format=xml,                   400, format",
    "/admin/explain?url=%2Fother%2Fa.mp4,                          400, ''",
    "/admin/explain?url=%2Fmedia%2F..%2Fa.mp4,                     400, ''",
    "/admin/explain?url=%2Fmedia%2Ffilms%2Fclip.mp4%3Fheight%3D1,  400, height",
    "/admin/explain?url=%2Fmedia%2Ffilms%2Fclip.mp4%3Fstart%3D11,  400, start",
    "/admin/explain?url=%2Fmedia%2Ffilms%2Fnone.mp4%3Fheight%3D360,404, ''",
  })
  void whatCannotBeExplained_isAProblem(String target, int status, String parameter)
      throws Exception {
    HttpResponse<String> answer = get(target, "*/*");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
    assertThat(new JsonObject(answer.body()).getString("parameter", "")).isEqualTo(parameter);
  }

  private static String url(String asked) {
    return "/admin/explain?url=" + URLEncoder.encode(asked, StandardCharsets.UTF_8);
  }

  private JsonObject json(String target) throws Exception {
    HttpResponse<String> answer = get(target, "*/*");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new JsonObject(answer.body());
  }

  private HttpResponse<String> get(String target, String accept) throws Exception {
    var uri = URI.create("http://127.0.0.1:" + farm.proxy().adminPort() + target);
    return client.send(
        HttpRequest.newBuilder(uri).header("accept", accept).build(), BodyHandlers.ofString());
  }
}
