package io.mediarouter.vertx.admin;

import static io.mediarouter.vertx.testfarm.TestFarm.ASSET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.farm.Work;
import io.mediarouter.health.Ejection;
import io.mediarouter.health.MediaFailure;
import io.mediarouter.media.AssetId;
import io.mediarouter.state.SharedState;
import io.mediarouter.state.SharedTable;
import io.mediarouter.vertx.testfarm.TestFarm;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What operators see and do of servers' health. */
class OperatorResourcesTest {
  private static final String CHECKS = "health: {interval: 50ms, timeout: 1s, fall: 2}\n";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private TestFarm farm;

  @BeforeEach
  void start() {
    farm = new TestFarm(CHECKS);
  }

  @AfterEach
  void stop() {
    farm.close();
  }

  @Test
  void server_isShownWithWhatIsWanted_andHowItDoes() throws Exception {
    await().until(() -> health("t1").getValue("check") != null);

    JsonObject server = json(get("/admin/servers/t1"), 200);

    assertThat(server.getString("id")).isEqualTo("t1");
    assertThat(server.getDouble("capacity_cores")).isEqualTo(4);
    assertThat(server.getString("administrative_state")).isEqualTo("ready");
    JsonObject health = server.getJsonObject("health");
    assertThat(health.getString("condition")).isEqualTo("up");
    assertThat(health.getJsonObject("check").getBoolean("up")).isTrue();
    assertThat(health.getJsonObject("check").getString("by")).isEqualTo(state().self());
    assertThat(health.getJsonArray("refused_here")).isEmpty();
    assertThat(health.getJsonObject("opinions_of_others")).isEmpty();
    assertThat(health.getJsonArray("ejected")).isEmpty();
    assertThat(health.getDouble("slow_start_share")).isEqualTo(1);
  }

  @Test
  void serverThatFailsItsChecks_isShownDown_whateverIsWantedOfIt() throws Exception {
    farm.distributor().behave(request -> request.response().setStatusCode(503).end());

    await().until(() -> health("d1").getString("condition").equals("down"));

    assertThat(json(get("/admin/servers/d1"), 200).getString("administrative_state"))
        .isEqualTo("ready");
    assertThat(health("d1").getJsonObject("check").getString("problem")).isEqualTo("answered 503");
    farm.distributor().recover();
    await().until(() -> health("d1").getString("condition").equals("up"));
    assertThat(health("d1").getDouble("slow_start_share")).isLessThan(1);
  }

  @Test
  void server_isTakenOutOfUse_andBack() throws Exception {
    String order = "{'state':'maintenance','reason':'new disk'}";

    assertThat(json(post("/admin/servers/t1", order), 200).getString("administrative_state"))
        .isEqualTo("maintenance");
    assertThat(json(post("/admin/servers/t1", order), 200).getString("administrative_state"))
        .isEqualTo("maintenance");
    assertThat(
            json(post("/admin/servers/t1", "{'state':'draining'}"), 200)
                .getString("administrative_state"))
        .isEqualTo("draining");
    assertThat(
            json(post("/admin/servers/t1", "{'state':'ready'}"), 200)
                .getString("administrative_state"))
        .isEqualTo("ready");
  }

  @Test
  void readyServer_isNotEjectedAnyMore() throws Exception {
    Instant now = InstantSource.system().instant();
    var ejection = new Ejection("t1", Work.TRANSCODE, now, now.plusSeconds(600), 3);
    assertThat(state().ejections().replace(ejection.key(), SharedTable.ABSENT, ejection))
        .succeedsWithin(Duration.ofSeconds(5));
    JsonObject shown = health("t1").getJsonArray("ejected").getJsonObject(0);
    assertThat(shown.getString("work")).isEqualTo("transcode");
    assertThat(Instant.parse(shown.getString("until"))).isAfter(now);
    assertThat(shown.getInteger("times")).isEqualTo(3);

    json(post("/admin/servers/t1", "{'state':'ready'}"), 200);

    assertThat(health("t1").getJsonArray("ejected")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/admin/servers/none | {'state':'ready'} | 404 | | ",
        "/admin/servers/t1 | [] | 400 | body | capacity, mode, reason, roles, state",
        "/admin/servers/t1 | {} | 400 | state | ready, draining, maintenance",
        "/admin/servers/t1 | {'state':'gone'} | 400 | state | ready, draining, maintenance, retired",
        "/admin/servers/t1 | {'state':'draining','mode':'hard'} | 400 | mode | soft, hand-over",
        "/admin/servers/t1 | {'roles':['origin']} | 400 | roles | transcoding, distribution",
        "/admin/servers/t1 | {'roles':[]} | 400 | roles | transcoding, distribution",
        "/admin/servers/t1 | {'capacity':0} | 400 | capacity | above 0",
        "/admin/servers/t1 | {'capacity':2,'state':'ready'} | 400 | body | one of state",
        "/admin/servers/o1 | {'roles':['transcoding']} | 409 | | ",
        "/admin/servers/t1 | {'state':7} | 400 | state | ready, draining, maintenance",
        "/admin/servers/t1 | {'state':'ready','why':'x'} | 400 | why | capacity, mode, reason, roles, state",
        "/admin/servers/t1 | {'state':'ready','reason':'a\\nb'} | 400 | reason | one line of",
        "/admin/servers/t1 | {'state':'ready','reason':7} | 400 | reason | one line of",
        "/admin/breakers/none/reset | {} | 404 | | ",
      })
  void badOrder_isAProblemThatNamesTheField(
      String target, String body, int status, String field, String allowed) throws Exception {
    HttpResponse<String> answer = post(target, body);

    JsonObject problem = json(answer, status);
    assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
    assertThat(problem.getString("parameter")).isEqualTo(field);
    if (allowed != null) {
      assertThat(problem.getString("allowed")).contains(allowed);
    }
  }

  @Test
  void orderOfAForeignWebPage_isRefused() throws Exception {
    var form =
        HttpRequest.newBuilder(uri("/admin/servers/t1"))
            .header("content-type", "text/plain")
            .POST(BodyPublishers.ofString("{\"state\":\"draining\"}"))
            .build();

    assertThat(client.send(form, BodyHandlers.ofString()).statusCode()).isEqualTo(415);
  }

  @Test
  void quarantine_isShown_andLifted() throws Exception {
    Instant now = InstantSource.system().instant();
    var failure =
        new MediaFailure(new AssetId(ASSET), "v1", "r.mp4", Set.of("t1"), 1, now).plus("t1", now);
    state().mediaFailures().put(failure.key(), failure);

    JsonObject shown =
        json(get("/admin/quarantine"), 200).getJsonArray("renditions").getJsonObject(0);

    assertThat(shown.getString("asset")).isEqualTo(ASSET);
    assertThat(shown.getString("rendition")).isEqualTo("r.mp4");
    assertThat(Instant.parse(shown.getString("refused_until"))).isAfter(now);
    assertThat(shown.getInteger("failures")).isEqualTo(2);
    assertThat(shown.getJsonArray("servers")).containsExactly("t1");
    assertThat(json(send("DELETE", "/admin/quarantine", ""), 400).getString("parameter"))
        .isEqualTo("asset");
    String other = "/admin/quarantine?asset=films/other.mp4";
    assertThat(json(send("DELETE", other, ""), 200).getInteger("lifted")).isZero();
    String it = "/admin/quarantine?asset=" + ASSET + "&rendition=r.mp4";
    assertThat(json(send("DELETE", it, ""), 200).getInteger("lifted")).isEqualTo(1);
    assertThat(json(get("/admin/quarantine"), 200).getJsonArray("renditions")).isEmpty();
    assertThat(json(get("/admin/quarantine?server=t1"), 400).getString("parameter"))
        .isEqualTo("server");
  }

  @Test
  void proxyThatStops_saysSo() throws Exception {
    var routing = farm.proxy().routing();
    var admin = farm.vertx().createHttpServer().requestHandler(routing.admin());
    int port = admin.listen(0, "127.0.0.1").await().actualPort();

    routing.close().await();

    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/admin/health")).build();
    JsonObject health = json(client.send(request, BodyHandlers.ofString()), 503);
    assertThat(health.getString("status")).isEqualTo("stopping");
  }

  private JsonObject health(String server) throws Exception {
    return json(get("/admin/servers/" + server), 200).getJsonObject("health");
  }

  private SharedState state() {
    return farm.proxy().routing().state();
  }

  private static JsonObject json(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return new JsonObject(answer.body());
  }

  private HttpResponse<String> get(String target) throws Exception {
    return send("GET", target, "");
  }

  private HttpResponse<String> post(String target, String body) throws Exception {
    return send("POST", target, body.replace('\'', '"'));
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
