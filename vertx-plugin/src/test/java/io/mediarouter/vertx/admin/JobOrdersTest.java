package io.mediarouter.vertx.admin;

import static io.mediarouter.vertx.testfarm.TestFarm.ASSET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.vertx.testfarm.TestFarm;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.Collections;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JobOrdersTest {
  private static final String LATER = "'notBefore':'2999-01-01T00:00:00Z'";

  private TestFarm farm;
  private AdminClient admin;

  @BeforeAll
  void start() {
    farm = new TestFarm("batch: {callbackHosts: [cms.example]}\n");
    admin = new AdminClient(farm.proxy().adminPort());
  }

  @AfterAll
  void stop() {
    farm.close();
  }

  @Test
  void listOfAssets_isAJobForEach_underOneName() throws Exception {
    HttpResponse<String> answer =
        admin.order(
            "{'assets':['b.mp4','a.mp4','b.mp4'],'presets':['360p','audio']," + LATER + "}");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    JsonObject batch = new JsonObject(answer.body());
    String location = "/admin/jobs?batch=" + batch.getString("batch");
    assertThat(answer.headers().firstValue("location")).contains(location);
    assertThat(batch.getInteger("assets_found")).isEqualTo(2);
    assertThat(admin.json(location).getJsonArray("jobs")).hasSize(2);
    assertThat(admin.json(location + "&asset=b").getJsonArray("jobs")).hasSize(1);
    JsonObject first = batch.getJsonArray("jobs").getJsonObject(0);
    assertThat(first.getString("asset")).isEqualTo("b.mp4");
    assertThat(first.getString("not_before")).isEqualTo("2999-01-01T00:00:00Z");
    JsonObject audio = first.getJsonArray("renditions").getJsonObject(1);
    assertThat(audio.getString("rendition")).isEqualTo("preset=audio");
    assertThat(audio.getString("waits")).isEqualTo("not before 2999-01-01T00:00:00Z");
  }

  @Test
  void prefix_isAllAssetsThatAreKnownBelowIt() throws Exception {
    order("{'asset':'" + ASSET + "','presets':['360p']," + LATER + "}");

    JsonObject found = order("{'prefix':'films/','presets':['360p']," + LATER + "}");
    HttpResponse<String> none = admin.order("{'prefix':'songs/','presets':['360p']}");

    assertThat(found.getInteger("assets_found")).isEqualTo(1);
    assertThat(found.getString("searched")).isEqualTo("cache index");
    assertThat(none.statusCode()).isEqualTo(404);
    assertThat(new JsonObject(none.body()).getString("title")).isEqualTo("No assets");
  }

  private JsonObject order(String body) throws Exception {
    HttpResponse<String> answer = admin.order(body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return new JsonObject(answer.body());
  }

  @Test
  void orderThatComesTwiceUnderOneKey_isOneOrder() throws Exception {
    String body = "{'asset':'" + ASSET + "','presets':['360p']," + LATER + "}";
    HttpResponse<String> first = admin.order(body, "Idempotency-Key", "k-1");

    HttpResponse<String> again = admin.order(body, "Idempotency-Key", "k-1");
    HttpResponse<String> other = admin.order(body + " ", "Idempotency-Key", "k-1");

    assertThat(first.statusCode()).as(first.body()).isEqualTo(202);
    assertThat(again.statusCode()).isEqualTo(202);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.headers().firstValue("location"))
        .isEqualTo(first.headers().firstValue("location"));
    assertThat(other.statusCode()).isEqualTo(422);
    assertThat(admin.order(body, "Idempotency-Key", "with space").statusCode()).isEqualTo(400);
  }

  @Test
  void listThatComesTwiceUnderOneKey_isOneBatch() throws Exception {
    String body = "{'assets':['x/1.mp4','x/2.mp4'],'presets':['360p']," + LATER + "}";
    HttpResponse<String> first = admin.order(body, "Idempotency-Key", "k-2");

    HttpResponse<String> again = admin.order(body, "Idempotency-Key", "k-2");

    assertThat(again.body()).isEqualTo(first.body());
    assertThat(admin.json("/admin/jobs?asset=x/").getJsonArray("jobs")).hasSize(2);
  }

  @Test
  void job_isPaused_bumped_andResumed_butNotTwice() throws Exception {
    int started = farm.transcoder().started();
    JsonObject ordered = order("{'asset':'" + ASSET + "','renditions':['height=180']}");
    String job = "/admin/jobs/" + ordered.getString("id");
    await().until(() -> farm.transcoder().started() == started + 1);
    int cancelled = farm.transcoder().cancelled();

    assertThat(state(job + "/pause")).isEqualTo("paused");

    await().until(() -> farm.transcoder().cancelled() == cancelled + 1);
    JsonObject rendition = admin.json(job).getJsonArray("renditions").getJsonObject(0);
    assertThat(rendition.getInteger("attempts")).isZero();
    assertThat(rendition.getString("waits")).isEqualTo("paused");
    assertThat(admin.send("POST", job + "/pause", "").statusCode()).isEqualTo(409);
    assertThat(admin.send("POST", job + "/pause", "").body()).contains("The job is paused");
    assertThat(state(job + "/bump")).isEqualTo("paused");
    assertThat(state(job + "/resume")).isEqualTo("queued");
    await().until(() -> farm.transcoder().started() == started + 2);
    farm.transcoder().write("media");
    farm.transcoder().end();
    await().until(() -> admin.json(job).getString("state").equals("stored"));
    assertThat(admin.json(job).getString("finished_at")).isNotNull();
    assertThat(admin.json(job).getJsonArray("renditions").getJsonObject(0).getString("server"))
        .isEqualTo("t1");
    assertThat(admin.send("DELETE", job, "").statusCode()).isEqualTo(409);
    assertThat(admin.send("POST", job + "/resume", "").statusCode()).isEqualTo(409);
  }

  private String state(String operation) throws Exception {
    HttpResponse<String> answer = admin.send("POST", operation, "");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new JsonObject(answer.body()).getString("state");
  }

  @Test
  void operation_ofAForeignPage_orOfNoJob_isRefused() throws Exception {
    assertThat(
            admin
                .send("POST", "/admin/jobs/none/pause", "", "origin", "https://evil.example")
                .statusCode())
        .isEqualTo(403);
    assertThat(admin.send("POST", "/admin/jobs/none/pause", "").statusCode()).isEqualTo(404);
    assertThat(admin.send("GET", "/admin/jobs/none/pause", "").statusCode()).isEqualTo(405);
    assertThat(admin.send("GET", "/admin/jobs/none/events", "").statusCode()).isEqualTo(404);
    assertThat(admin.send("GET", "/admin/jobs/events?state=x", "").statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'assets':[]                                  | assets            | 1..1000",
        "'assets':['a.mp4','/b']                      | assets[1]         | films/clip.mp4",
        "'asset':'a.mp4','prefix':'b'                 | prefix            | only one of asset",
        "'prefix':''                                  | prefix            | such as films/",
        "'asset':'a.mp4','presets':[7]                | presets[0]        | a preset",
        "'asset':'a.mp4','presets':['9p']             | presets[0].preset | 360p",
        "'asset':'a.mp4','presets':[]                 | presets           | 1..32 presets",
        "'asset':'a.mp4','presets':['360p'],'notBefore':'noon'  | notBefore | in UTC",
        "'asset':'a.mp4','presets':['360p'],'deadline':12       | deadline  | in UTC",
        "'asset':'a.mp4','presets':['360p'],'notBefore':'2999-01-01T00:00:00Z','deadline':'2030-01-01T00:00:00Z' | deadline | later than",
        "'asset':'a.mp4','presets':['360p'],'dropAfterDeadline':true | dropAfterDeadline | with a deadline",
        "'asset':'a.mp4','presets':['360p'],'dropAfterDeadline':1    | dropAfterDeadline | true or false",
        "'asset':'a.mp4','presets':['360p'],'callback':'http://other.example/' | callback | cms.example",
        "'asset':'a.mp4','presets':['360p'],'callback':'ftp://cms.example/'    | callback | http or https",
        "'asset':'a.mp4','presets':['360p'],'callback':'http://u@cms.example/' | callback | cms.example",
      })
  void badOrder_namesTheField_andWhatIsAllowed(String fields, String field, String allowed)
      throws Exception {
    HttpResponse<String> answer = admin.order("{" + fields + "}");

    JsonObject problem = new JsonObject(answer.body());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(problem.getString("parameter")).isEqualTo(field);
    assertThat(problem.getString("allowed")).contains(allowed);
  }

  @Test
  void orderForTooManyAssets_isRefused() throws Exception {
    var tooMany = new JsonArray(Collections.nCopies(1001, "a.mp4"));

    assertThat(admin.order("{'assets':" + tooMany + ",'presets':['360p']}").statusCode())
        .isEqualTo(400);
  }
}
