package io.mediarouter.vertx.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server stays within its budget, also while a file is to go from it that does not yet. */
class BudgetBesideRemovalsTest {
  private final TestFarm farm =
      new TestFarm("store: {budget: 20, check: 100ms, keepReplaced: 1h}\n");
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @AfterEach
  void close() {
    farm.close();
  }

  private static ConditionFactory soon() {
    return await().atMost(Duration.ofMinutes(1));
  }

  private CompletableFuture<HttpResponse<String>> send(String method, String url) {
    var request =
        HttpRequest.newBuilder(URI.create(url)).method(method, BodyPublishers.noBody()).build();
    return client.sendAsync(request, BodyHandlers.ofString());
  }

  private JsonObject order(String method, String resource) {
    return new JsonObject(send(method, farm.adminUrl(resource)).join().body());
  }

  private void finish(int started, String output) {
    soon().until(() -> farm.transcoder().started() == started);
    farm.transcoder().write(output);
    farm.transcoder().end();
    soon().until(() -> farm.distributor().files().containsValue(Buffer.buffer(output)));
  }

  private int stored() {
    return order("GET", "renditions").getJsonArray("renditions").size();
  }

  @Test
  void aReplacedFileThatWaitsForItsReaders_doesNotKeepOthersFromGoing() {
    send("GET", farm.url(TestFarm.ASSET + "?height=360"));
    finish(1, "0123456789");
    soon().until(() -> stored() == 1);
    order("POST", "renditions/refresh?asset=" + TestFarm.ASSET);
    finish(2, "9876543210");
    soon().until(() -> order("GET", "renditions").getInteger("files_to_remove") == 1);

    send("GET", farm.url(TestFarm.ASSET + "?height=180"));
    finish(3, "abcdefghij");
    send("GET", farm.url(TestFarm.ASSET + "?height=90"));
    finish(4, "jihgfedcba");
    soon().until(() -> stored() == 3);

    soon().until(() -> stored() < 3);
    assertThat(order("GET", "renditions").getInteger("files_to_remove")).isGreaterThan(1);
  }
}
