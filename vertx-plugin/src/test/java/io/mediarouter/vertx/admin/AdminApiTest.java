package io.mediarouter.vertx.admin;

import static io.mediarouter.vertx.testfarm.TestFarm.ASSET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.vertx.testfarm.TestFarm;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdminApiTest {
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
  void job_isAccepted_progresses_isStored_andServed() throws Exception {
    int before = farm.transcoder().started();

    HttpResponse<String> accepted =
        post("{'asset': '%s', 'renditions': [{'preset':'360p'}, 'height=200&vb=300k']}");

    assertThat(accepted.statusCode()).isEqualTo(202);
    String location = accepted.headers().firstValue("location").orElseThrow();
    JsonObject job = new JsonObject(accepted.body());
    assertThat(location).isEqualTo("/admin/jobs/" + job.getString("id"));
    assertThat(job.getString("state")).isEqualTo("queued");
    assertThat(job.getInteger("priority")).isEqualTo(7);
    await().until(() -> farm.transcoder().started() == before + 2);
    farm.transcoder().at(5);
    farm.transcoder().write("media");
    await().until(() -> json(location).getDouble("progress_percent") == 50);
    assertThat(json(location).getString("owner"))
        .isEqualTo(json("/admin/health").getString("member"));
    JsonObject task = json("/admin/tasks").getJsonArray("tasks").getJsonObject(0);
    assertThat(task.getString("kind")).isEqualTo("batch");
    assertThat(task.getString("server")).isEqualTo("t1");
    farm.transcoder().end();

    await().until(() -> json(location).getString("state").equals("stored"));
    JsonObject first = json(location).getJsonArray("renditions").getJsonObject(0);
    assertThat(first.getString("rendition")).isEqualTo("preset=360p");
    assertThat(first.getString("key")).isEqualTo("h264-aac-640x360-v800000-a96000.mp4");
    assertThat(first.getInteger("attempts")).isEqualTo(1);
    assertThat(first.getValue("problem")).isNull();
    assertThat(first.getJsonObject("stored").getJsonArray("servers")).containsExactly("d1");
    var media = HttpRequest.newBuilder(URI.create(farm.url(ASSET + "?preset=360p"))).build();
    HttpResponse<String> served = client.send(media, BodyHandlers.ofString());
    assertThat(served.body()).contains("media");
    assertThat(served.headers().firstValue("cache-status").orElse("")).contains("; hit");
  }

  @Test
  void job_canBeCancelled() throws Exception {
    int before = farm.transcoder().cancelled();
    int started = farm.transcoder().started();
    String location =
        post("{'asset':'%s','renditions':['height=100'],'priority':0}")
            .headers()
            .firstValue("location")
            .orElseThrow();
    await().until(() -> farm.transcoder().started() == started + 1);

    HttpResponse<String> answer = send("DELETE", location, "");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(new JsonObject(answer.body()).getString("state")).isEqualTo("cancelled");
    await().until(() -> farm.transcoder().cancelled() == before + 1);
    assertThat(json(location).getString("state")).isEqualTo("cancelled");
    JsonArray listed = json("/admin/jobs?state=cancelled&limit=1").getJsonArray("jobs");
    assertThat(listed).hasSize(1);
    assertThat(json("/admin/jobs?state=failed").getJsonArray("jobs")).isEmpty();
    assertThat(send("DELETE", location, "").statusCode()).isEqualTo(200);
  }

  @Test
  void asset_isShownWithItsSourceAndRenditions() throws Exception {
    assertThat(get("/admin/assets/films/none.mp4").statusCode()).isEqualTo(404);
    post("{'asset':'%s','renditions':['start=3000']}");

    JsonObject asset = json("/admin/assets/films%2Dx/../" + ASSET.replace("clip", "%63lip"), 400);
    assertThat(asset.getString("title")).isEqualTo("Malformed path");
    asset = json("/admin/assets/" + ASSET.replace("clip", "%63lip"));

    assertThat(asset.getString("asset")).isEqualTo(ASSET);
    assertThat(asset.getJsonObject("source").getDouble("duration_seconds")).isEqualTo(10);
    assertThat(asset.getJsonObject("source").getJsonObject("video").getDouble("fps")).isEqualTo(30);
    assertThat(asset.getJsonObject("source").getJsonObject("audio").getInteger("sample_rate"))
        .isEqualTo(48000);
    assertThat(asset.getJsonArray("renditions")).isNotNull();
  }

  @Test
  void servers_areShownWithTheirLoad() throws Exception {
    JsonObject transcoder = json("/admin/servers").getJsonArray("servers").getJsonObject(1);

    assertThat(transcoder.getString("id")).isEqualTo("t1");
    assertThat(transcoder.getJsonArray("roles")).containsExactly("transcoding");
    assertThat(transcoder.getString("url")).isEqualTo(farm.transcoder().url());
    assertThat(transcoder.getDouble("capacity_cores")).isEqualTo(4);
    assertThat(transcoder.getString("administrative_state")).isEqualTo("ready");
    assertThat(transcoder.getJsonObject("load").fieldNames())
        .containsExactly("cores", "known", "reported_cores", "report_age_seconds");
    assertThat(transcoder.getJsonArray("active_tasks")).isNotNull();
  }

  @Test
  void health_countsTheMembers() throws Exception {
    assertThat(json("/admin/health").getInteger("members")).isEqualTo(1);
    HttpResponse<String> head = send("HEAD", "/admin/health", "");
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("badOrders")
  void badOrder_isAProblemThatNamesTheField(String body, String field, String allowed)
      throws Exception {
    HttpResponse<String> answer = post(body);

    JsonObject problem = new JsonObject(answer.body());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
    assertThat(problem.getString("title")).isEqualTo("Invalid job");
    assertThat(problem.getString("parameter")).isEqualTo(field);
    assertThat(problem.getString("allowed")).contains(allowed);
    assertThat(problem.getString("detail")).startsWith(field + ": ");
  }

  static Stream<Arguments> badOrders() {
    String asset = "{'asset':'%s',";
    return Stream.of(
        Arguments.of("", "body", "a JSON object"),
        Arguments.of(
            "[]",
            "body",
            "asset, assets, callback, deadline, dropAfterDeadline, notBefore, prefix, presets, priority, renditions"),
        Arguments.of("null", "body", "a JSON object"),
        Arguments.of("{}", "asset", "such as films/clip.mp4"),
        Arguments.of("{'asset':7}", "asset", "such as films/clip.mp4"),
        Arguments.of("{'asset':'/films'}", "asset", "segment at 0"),
        Arguments.of("{'asset':'a/../b'}", "asset", "segment at 2"),
        Arguments.of("{'asset':'a\\u0000b'}", "asset", "forbidden character"),
        Arguments.of(
            asset + "'rendition':[]}",
            "rendition",
            "asset, assets, callback, deadline, dropAfterDeadline, notBefore, prefix, presets, priority, renditions"),
        Arguments.of(asset + "'priority':1}", "renditions", "1..32"),
        Arguments.of(asset + "'renditions':[]}", "renditions", "1..32"),
        Arguments.of(asset + "'renditions':'height=1'}", "renditions", "1..32"),
        Arguments.of(asset + "'renditions':[" + "1,".repeat(32) + "1]}", "renditions", "1..32"),
        Arguments.of(asset + "'renditions':[null]}", "renditions[0]", "an object"),
        Arguments.of(asset + "'renditions':[{}]}", "renditions[0]", "an object"),
        Arguments.of(asset + "'renditions':['']}", "renditions[0]", "a query"),
        Arguments.of(asset + "'renditions':['height=%%zz']}", "renditions[0]", "a query"),
        Arguments.of(
            asset + "'renditions':['height=360',{'height':-1}]}",
            "renditions[1].height",
            "16..8192"),
        Arguments.of(
            asset + "'renditions':[{'height':[1]}]}", "renditions[0].height", "a string or a"),
        Arguments.of(
            asset + "'renditions':[{'fps':1e999}]}", "renditions[0].fps", "a string or a number"),
        Arguments.of(asset + "'renditions':[{'preset':'9p'}]}", "renditions[0].preset", "360p"),
        Arguments.of(asset + "'renditions':['hight=9']}", "renditions[0].hight", "height"),
        Arguments.of(
            asset + "'renditions':['format=mp3&vcodec=h264']}", "renditions[0].vcodec", ""),
        Arguments.of(asset + "'renditions':['start=11']}", "renditions[0].start", "0..10"),
        Arguments.of(asset + "'renditions':['t=1'],'priority':8}", "priority", "0 (most urgent)"),
        Arguments.of(asset + "'renditions':['t=1'],'priority':'1'}", "priority", "to 7"));
  }

  @Test
  void orderForAnUnknownAsset_isNotFound() throws Exception {
    HttpResponse<String> answer = post("{'asset':'films/none.mp4','renditions':['height=360']}");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(new JsonObject(answer.body()).getString("title")).isEqualTo("Unknown asset");
  }

  @ParameterizedTest
  @CsvSource({
    "GET,    /admin/jobs/none,          404",
    "DELETE, /admin/jobs/none,          404",
    "GET,    /admin,                    404",
    "GET,    /admin/none,               404",
    "GET,    /jobs,                     404",
    "GET,    /admin/assets/,            400",
    "GET,    /admin/assets/a%2Fb,       400",
    "GET,    /admin/jobs?state=running2, 400",
    "GET,    /admin/jobs?limit=0,       400",
    "GET,    /admin/jobs?limit=1001,    400",
    "GET,    /admin/jobs?order=up,      400",
    "PUT,    /admin/jobs,               405",
    "POST,   /admin/jobs/none,          405",
    "DELETE, /admin/servers,            405",
    "POST,   /admin/assets/a.mp4,       405",
    "POST,   /admin/health,             405",
    "GET,    /admin/servers/none,       404",
    "PUT,    /admin/servers/t1,         405",
    "POST,   /admin/breakers,           405",
    "GET,    /admin/breakers/t1/reset,  405",
    "POST,   /admin/quarantine,         405",
  })
  void whatIsNotThere_isAProblem(String method, String target, int status) throws Exception {
    HttpResponse<String> answer = send(method, target, "");

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
    assertThat(new JsonObject(answer.body()).getInteger("status")).isEqualTo(status);
    assertThat(answer.headers().firstValue("allow").isPresent()).isEqualTo(status == 405);
    assertThat(answer.body()).doesNotContain("Exception", "io.vertx");
  }

  @Test
  void bodyThatIsNotJson_orNotSaidToBe_orTooLarge_isRefused() throws Exception {
    assertThat(post("{").statusCode()).isEqualTo(400);
    assertThat(post("[".repeat(5000)).statusCode()).isEqualTo(400);
    assertThat(post(" ".repeat(257 * 1024)).statusCode()).isEqualTo(413);
    var form =
        HttpRequest.newBuilder(uri("/admin/jobs"))
            .header("content-type", "text/plain")
            .POST(BodyPublishers.ofString("{}"))
            .build();
    assertThat(client.send(form, BodyHandlers.ofString()).statusCode()).isEqualTo(415);
  }

  private HttpResponse<String> post(String body) throws Exception {
    String json = body.contains("%s") ? body.formatted(ASSET) : body;
    return send("POST", "/admin/jobs", json.replace('\'', '"'));
  }

  private JsonObject json(String target) throws Exception {
    return json(target, 200);
  }

  private JsonObject json(String target, int status) throws Exception {
    HttpResponse<String> answer = get(target);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return new JsonObject(answer.body());
  }

  private HttpResponse<String> get(String target) throws Exception {
    return send("GET", target, "");
  }

  private HttpResponse<String> send(String method, String target, String body) throws Exception {
    var publisher = body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
    var request =
        HttpRequest.newBuilder(uri(target))
            .header("content-type", "application/json")
            .method(method, publisher);
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private URI uri(String target) {
    return URI.create("http://127.0.0.1:" + farm.proxy().adminPort() + target);
  }
}
