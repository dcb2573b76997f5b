package io.mediarouter.vertx.stock;

import static io.mediarouter.vertx.testfarm.TestFarm.ASSET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.vertx.server.ProxyServer;
import io.mediarouter.vertx.testfarm.ByteServer;
import io.mediarouter.vertx.testfarm.TestFarm;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What servers hold and what is known of it are made one again. */
@Timeout(120)
class InventoryTest {
  private static final String SMALL = ASSET + "?height=360";
  private static final String NAME = "/0123456789abcdef-mp4";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Each file is old enough at once, unless a test says otherwise. */
  private static final String AT_ONCE = "store: {orphanAge: 0s, keepReplaced: 1ms}\n";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private TestFarm farm = new TestFarm(AT_ONCE);
  private ProxyServer another;

  @AfterEach
  void close() {
    if (another != null) {
      another.close().await();
    }
    farm.close();
  }

  private ByteServer store() {
    return farm.distributor().withListing();
  }

  /** A proxy that knows nothing of what is stored. */
  private int startAnew(String yaml) {
    another = ProxyServer.start(farm.vertx(), farm.config(yaml)).await();
    return another.adminPort();
  }

  private CompletableFuture<HttpResponse<String>> get(int port, String target) {
    URI url = URI.create("http://127.0.0.1:" + port + "/media/" + target);
    return client.sendAsync(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
  }

  private String make(String target, String output) {
    int before = farm.transcoder().started();
    var answer = get(farm.proxy().port(), target);
    await().atMost(PATIENCE).until(() -> farm.transcoder().started() > before);
    farm.transcoder().write(output);
    farm.transcoder().end();
    String body = answer.join().body();
    int files = farm.transcoder().started();
    await().atMost(PATIENCE).until(() -> store().beside().size() == files);
    return body;
  }

  private JsonObject admin(String method, int port, String resource) throws Exception {
    URI url = URI.create("http://127.0.0.1:" + port + "/admin/" + resource);
    var request = HttpRequest.newBuilder(url).method(method, BodyPublishers.noBody()).build();
    return new JsonObject(client.send(request, BodyHandlers.ofString()).body());
  }

  private JsonObject takeStock(int port) throws Exception {
    admin("POST", port, "reindex");
    await().atMost(PATIENCE).until(() -> !admin("GET", port, "reindex").getBoolean("running"));
    return admin("GET", port, "reindex");
  }

  @Test
  void anIndexThatIsLost_isMadeAgainFromTheServersAlone() throws Exception {
    make(SMALL, "made");
    int port = startAnew(AT_ONCE);

    JsonObject report = takeStock(port);

    assertThat(report.getLong("adopted")).as(report.encode()).isEqualTo(1);
    assertThat(report.getLong("orphans")).isZero();
    var answer = get(another.port(), SMALL).join();
    assertThat(answer.body()).isEqualTo("made");
    assertThat(answer.headers().firstValue("cache-status").orElse("")).contains("; hit;");
    assertThat(farm.transcoder().started()).isEqualTo(1);
    assertThat(takeStock(port).getLong("known")).isEqualTo(1);
  }

  /** All that the servers gave back was refused: nobody had looked at its source. */
  @Test
  void anIndexThatIsMadeAgain_isDeliveredWhileTheOriginIsAway() throws Exception {
    make(SMALL, "made");
    int port = startAnew(AT_ONCE);
    takeStock(port);
    farm.origin().close();

    var answer = get(another.port(), SMALL).join();

    assertThat(answer.body()).isEqualTo("made");
    assertThat(answer.headers().firstValueAsLong("age").orElseThrow())
        .isLessThanOrEqualTo(PATIENCE.toSeconds());
  }

  /** Who wants nothing that the origin does not vouch for now gets nothing. */
  @Test
  void anIndexThatIsMadeAgain_isNotDeliveredWithoutTheOrigin_whereNothingStaleIs()
      throws Exception {
    make(SMALL, "made");
    int port = startAnew("store: {orphanAge: 0s, staleIfError: 0s}\n");
    takeStock(port);
    farm.origin().close();

    assertThat(get(another.port(), SMALL).join().statusCode()).isEqualTo(502);
  }

  @Test
  void whatNobodyIsSentTo_goesWhenItIsOld_andWhatIsNotOursStays() throws Exception {
    make(SMALL, "made");
    store()
        .with("/" + ASSET + NAME, Buffer.buffer("of a time that nobody knows"))
        .with("/elsewhere" + NAME, Buffer.buffer("the same"))
        .with("/readme.txt", Buffer.buffer("somebody else's"));
    store().beside().put("/" + ASSET + "/fedcba9876543210-x.json", Buffer.buffer("{}"));

    JsonObject report = takeStock(farm.proxy().adminPort());

    assertThat(report.getLong("orphans")).as(report.encode()).isEqualTo(3);
    assertThat(report.getLong("foreign")).isEqualTo(1);
    await().atMost(PATIENCE).until(() -> store().files().size() == 2);
    await().atMost(PATIENCE).until(() -> store().beside().size() == 1);
    assertThat(store().files()).containsKey("/readme.txt");
    assertThat(get(farm.proxy().port(), SMALL).join().body()).isEqualTo("made");
    assertThat(takeStock(farm.proxy().adminPort()).getLong("orphans")).isZero();
  }

  @Test
  void whatTellsNothingOfUse_isNotBelieved() throws Exception {
    String[] odd = {"", "null", "[1]", "{}", "{\"asset\": null}", "{\"asset\": \"..\"}", "<x/>"};
    for (int i = 0; i < odd.length; i++) {
      String path = "/" + ASSET + "/" + i + NAME.substring(2);
      store().with(path, Buffer.buffer("file"));
      store().beside().put(path + ".json", Buffer.buffer(odd[i]));
    }
    store().with(NAME, Buffer.buffer("in no folder"));

    JsonObject report = takeStock(farm.proxy().adminPort());

    assertThat(report.getLong("orphans")).as(report.encode()).isEqualTo(odd.length);
    assertThat(report.getLong("foreign")).isEqualTo(1);
    await().atMost(PATIENCE).until(() -> store().files().size() == 1);
  }

  @Test
  void whatIsYoung_stays() throws Exception {
    store().with("/" + ASSET + NAME, Buffer.buffer("being uploaded"));
    int port = startAnew("store: {orphanAge: 1h}\n");

    JsonObject report = takeStock(port);

    assertThat(report.getLong("younger_orphans")).as(report.encode()).isEqualTo(1);
    assertThat(store().files()).hasSize(1);
  }

  @Test
  void whatIsNotThere_isForgotten_andMadeAgainWhenSomebodyAsks() throws Exception {
    make(SMALL, "made");
    make(ASSET + "?height=180", "smaller");
    String gone = store().files().keySet().iterator().next();
    store().files().remove(gone);

    JsonObject report = takeStock(farm.proxy().adminPort());

    assertThat(report.getLong("forgotten")).as(report.encode()).isEqualTo(1);
    assertThat(report.getLong("known")).isEqualTo(1);
    await().atMost(PATIENCE).until(() -> store().beside().size() == 1);
  }

  @Test
  void aFileOfAnotherLength_isForgotten_andGoes() throws Exception {
    make(SMALL, "made");
    String path = store().files().keySet().iterator().next();
    store().with(path, Buffer.buffer("cut"));

    JsonObject report = takeStock(farm.proxy().adminPort());

    assertThat(report.getLong("forgotten")).as(report.encode()).isEqualTo(1);
    await().atMost(PATIENCE).until(() -> store().files().isEmpty());
  }

  /** Each copy that is known is looked for. */
  @Test
  void aServerThatListsNothing_isAskedForWhatIsKnown() throws Exception {
    int before = farm.transcoder().started();
    var answer = get(farm.proxy().port(), SMALL);
    await().atMost(PATIENCE).until(() -> farm.transcoder().started() > before);
    farm.transcoder().write("made");
    farm.transcoder().end();
    answer.join();
    await().atMost(PATIENCE).until(() -> farm.distributor().beside().size() == 1);
    farm.distributor().files().clear();

    JsonObject report = takeStock(farm.proxy().adminPort());

    assertThat(report.getLong("forgotten")).as(report.encode()).isEqualTo(1);
    assertThat(report.getJsonObject("servers").getString("d1")).contains("not listed");
  }

  @Test
  void whatTellsOfAFile_isWrittenAgain() throws Exception {
    make(SMALL, "made");
    store().beside().clear();

    JsonObject report = takeStock(farm.proxy().adminPort());

    assertThat(report.getLong("described")).as(report.encode()).isEqualTo(1);
    assertThat(store().beside()).hasSize(1);
  }

  /** Of an asset that was taken down, what was made before does not come back. */
  @Test
  void whatWasTakenDown_doesNotComeBack() throws Exception {
    make(SMALL, "made");
    Buffer file = store().files().values().iterator().next();
    String path = store().files().keySet().iterator().next();
    Buffer beside = store().beside().values().iterator().next();
    admin("DELETE", farm.proxy().adminPort(), "renditions?asset=" + ASSET);
    await().atMost(PATIENCE).until(() -> store().files().isEmpty());
    store().with(path, file);
    store().beside().put(path + ".json", beside);

    JsonObject report = takeStock(farm.proxy().adminPort());

    assertThat(report.getLong("adopted")).as(report.encode()).isZero();
    await().atMost(PATIENCE).until(() -> store().files().isEmpty());
  }

  @Test
  void ofAServerThatIsNotThere_noStockIsTaken() throws Exception {
    assertThat(admin("POST", farm.proxy().adminPort(), "reindex?server=none").getInteger("status"))
        .isEqualTo(404);
  }
}
