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

/** A farm with viewers and an operator, who looks after what is stored. */
final class OperatedFarm implements AutoCloseable {
  private final TestFarm farm;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** A farm whose proxy is configured further by these lines of YAML. */
  OperatedFarm(String yaml) {
    farm = new TestFarm(yaml);
  }

  TestFarm farm() {
    return farm;
  }

  static ConditionFactory soon() {
    return await().atMost(Duration.ofMinutes(1));
  }

  /** Asks for media. */
  CompletableFuture<HttpResponse<String>> watch(String target) {
    return send("GET", farm.url(target));
  }

  /** What the operator is answered. */
  JsonObject order(String method, String resource) {
    HttpResponse<String> answer = send(method, farm.adminUrl(resource)).join();
    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 202);
    return new JsonObject(answer.body());
  }

  private CompletableFuture<HttpResponse<String>> send(String method, String url) {
    var request =
        HttpRequest.newBuilder(URI.create(url)).method(method, BodyPublishers.noBody()).build();
    return client.sendAsync(request, BodyHandlers.ofString());
  }

  /** How many renditions are listed. */
  int listed(String query) {
    return order("GET", "renditions" + query).getJsonArray("renditions").size();
  }

  /** Lets the task after so many others make that, until it is stored. */
  void finish(int others, String output) {
    soon().until(() -> farm.transcoder().started() > others);
    farm.transcoder().write(output);
    farm.transcoder().end();
    soon().until(() -> farm.distributor().files().containsValue(Buffer.buffer(output)));
  }

  @Override
  public void close() {
    farm.close();
  }
}
