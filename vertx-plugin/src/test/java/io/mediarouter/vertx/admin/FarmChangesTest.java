package io.mediarouter.vertx.admin;

import static io.mediarouter.vertx.testfarm.TestFarm.ASSET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.vertx.testfarm.ByteServer;
import io.mediarouter.vertx.testfarm.TestFarm;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A farm that operators change while it runs. */
@Timeout(120)
class FarmChangesTest {
  private final TestFarm farm = new TestFarm();
  private final AdminClient admin = new AdminClient(farm.proxy().adminPort());

  @AfterEach
  void stop() {
    farm.close();
  }

  private HttpResponse<String> order(String id, String body) throws Exception {
    return admin.send("POST", "/admin/servers/" + id, body);
  }

  private JsonObject server(String id) throws Exception {
    return admin.json("/admin/servers/" + id);
  }

  private String wanted(String id) throws Exception {
    return server(id).getString("administrative_state");
  }

  private ByteServer addDistributor(String id) throws Exception {
    var added = new ByteServer(farm.vertx());
    String body = "{'id':'" + id + "','role':'distribution','url':'" + added.url() + "'}";
    assertThat(admin.send("POST", "/admin/servers", body).statusCode()).isEqualTo(201);
    return added;
  }

  private String beginJob() throws Exception {
    int before = farm.transcoder().started();
    var ordered = admin.order("{'asset':'" + ASSET + "','renditions':['height=180']}");
    await().until(() -> farm.transcoder().started() == before + 1);
    return new JsonObject(ordered.body()).getString("id");
  }

  private void endJob(String id) throws Exception {
    farm.transcoder().write("made");
    farm.transcoder().end();
    await().until(() -> state(id).equals("stored"));
  }

  private String state(String job) throws Exception {
    return admin.json("/admin/jobs/" + job).getString("state");
  }

  private String fetched() throws Exception {
    URI rendition = URI.create(farm.url(ASSET + "?height=180"));
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(rendition).build(), BodyHandlers.ofString())
        .body();
  }

  @Test
  void aServerThatIsAdded_isInUse_andOnlyOnce() throws Exception {
    addDistributor("d2");

    assertThat(server("d2").getBoolean("in_use")).isTrue();
    assertThat(server("d2").getJsonObject("change").getBoolean("added")).isTrue();
    String again = "{'id':'d2','role':'distribution','url':'http://127.0.0.1:9/'}";
    assertThat(admin.send("POST", "/admin/servers", again).statusCode()).isEqualTo(409);
  }

  @Test
  void aServerWithMistakes_isNotAdded_andTheyAreNamed() throws Exception {
    var refused = admin.send("POST", "/admin/servers", "{'id':'d2','rol':'x','url':'ftp://a/'}");

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(new JsonObject(refused.body()).getString("detail")).contains("rol: unknown key");
    assertThat(admin.send("GET", "/admin/servers/d2", "").statusCode()).isEqualTo(404);
  }

  /** It would be told to all proxies, and kept. */
  @Test
  void aServerWithSecrets_isNotAdded_andTheyAreNotTold() throws Exception {
    String body =
        "{'id':'d2','role':'distribution','url':'http://a/','headers':{'X-Key':'hidden'}}";

    var refused = admin.send("POST", "/admin/servers", body);

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("headers").doesNotContain("hidden");
  }

  @Test
  void aRetiredDistributionServer_leavesWhatOnlyItHolds_toAnother() throws Exception {
    endJob(beginJob());
    String path = farm.distributor().files().keySet().iterator().next();
    ByteServer other = addDistributor("d2");

    assertThat(order("d1", "{'state':'retired'}").statusCode()).isEqualTo(200);
    await().until(() -> wanted("d1").equals("retired"));

    assertThat(other.files()).containsEntry(path, Buffer.buffer("made"));
    assertThat(server("d1").getBoolean("in_use")).isFalse();
    assertThat(fetched()).isEqualTo("made");
    assertThat(farm.transcoder().started()).isEqualTo(1);
    assertThat(order("d1", "{'state':'ready'}").statusCode()).isEqualTo(200);
    await().until(() -> server("d1").getBoolean("in_use"));
  }

  @Test
  void aDistributionServerWithoutAnother_isNotRetired_andTellsWhatItWaitsFor() throws Exception {
    endJob(beginJob());

    order("d1", "{'state':'retired'}");

    await()
        .until(
            () -> {
              JsonObject change = server("d1").getJsonObject("change");
              return Integer.valueOf(1)
                  .equals(change.getJsonObject("waits_for").getValue("copies"));
            });
    assertThat(wanted("d1")).isEqualTo("draining");
    assertThat(server("d1").getJsonObject("change").getString("then")).isEqualTo("retired");
    assertThat(fetched()).isEqualTo("made");
  }

  @Test
  void aCopyThatIsCutShort_doesNotCount() throws Exception {
    endJob(beginJob());
    ByteServer other = addDistributor("d2");
    other.behave(request -> request.response().setStatusCode(201).end());

    order("d1", "{'state':'retired'}");

    await().until(() -> farm.distributor().requests().stream().anyMatch(r -> isGet(r.method())));
    assertThat(wanted("d1")).isEqualTo("draining");
    other.recover();
    await().until(() -> wanted("d1").equals("retired"));
    assertThat(fetched()).isEqualTo("made");
  }

  private static boolean isGet(HttpMethod method) {
    return method.equals(HttpMethod.GET);
  }

  @Test
  void softDrain_letsWhatRunsEnd() throws Exception {
    String job = beginJob();

    order("t1", "{'state':'draining'}");

    await().until(() -> tasks("t1") == 1);
    assertThat(state(job)).isEqualTo("running");
    endJob(job);
    await().until(() -> tasks("t1") == 0);
    assertThat(wanted("t1")).isEqualTo("draining");
  }

  private int tasks(String id) throws Exception {
    JsonObject change = server(id).getJsonObject("change");
    return change.getJsonObject("waits_for").getInteger("tasks");
  }

  @Test
  void handOver_putsBatchWorkBack_andItIsMadeLater() throws Exception {
    String job = beginJob();

    order("t1", "{'state':'draining','mode':'hand-over'}");

    await().until(() -> rendition(job).getString("state").equals("queued"));
    await().until(() -> tasks("t1") == 0);
    order("t1", "{'state':'ready'}");
    await().until(() -> farm.transcoder().started() == 2);
    endJob(job);
    assertThat(rendition(job).getInteger("attempts")).isEqualTo(1);
  }

  private JsonObject rendition(String job) throws Exception {
    return admin.json("/admin/jobs/" + job).getJsonArray("renditions").getJsonObject(0);
  }

  @Test
  void aReassignedServer_isDrainedFirst_andThenReadyInItsNewRole() throws Exception {
    String job = beginJob();

    order("t1", "{'roles':['distribution'],'reason':'more viewers'}");

    await().until(() -> tasks("t1") == 1);
    assertThat(server("t1").getJsonArray("roles")).isEqualTo(new JsonArray().add("transcoding"));
    endJob(job);
    await().until(() -> wanted("t1").equals("ready"));
    assertThat(server("t1").getJsonArray("roles")).isEqualTo(new JsonArray().add("distribution"));
    order("t1", "{'roles':['transcoding']}");
    await()
        .until(() -> server("t1").getJsonArray("roles").equals(new JsonArray().add("transcoding")));
  }

  @Test
  void anotherCapacity_holdsAtOnce() throws Exception {
    assertThat(order("t1", "{'capacity':8}").statusCode()).isEqualTo(200);

    assertThat(server("t1").getDouble("capacity_cores")).isEqualTo(8);
  }
}
