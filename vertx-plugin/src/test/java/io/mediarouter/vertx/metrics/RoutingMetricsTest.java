package io.mediarouter.vertx.metrics;

import static io.mediarouter.vertx.testfarm.TestFarm.ASSET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.vertx.testfarm.TestFarm;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RoutingMetricsTest {
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final TestFarm farm = new TestFarm("health: {interval: 100ms}\n");

  @BeforeEach
  void bind() {
    farm.proxy().routing().bindTo(registry);
  }

  @AfterEach
  void stop() {
    farm.close();
  }

  @Test
  void idleProxy_showsNothingGoingOn() throws Exception {
    assertThat(gauge("tasks.active")).isZero();
    assertThat(gauge("requests.waiting")).isZero();
    assertThat(gauge("spool.size")).isZero();
    assertThat(gauge("history.records")).isZero();
    assertThat(gauge("servers.down")).isZero();
    assertThat(gauge("servers.ejected")).isZero();
    assertThat(gauge("calls.active")).isZero();
    assertThat(gauge("clocks.skew")).isZero();
    assertThat(gauge("estimator.ratio")).isNaN();
    assertThat(registry.get("mediarouter.tasks.preempted").functionCounter().count()).isZero();
    JsonObject estimator = estimator();
    assertThat(estimator.getInteger("tasks_predicted")).isZero();
    assertThat(estimator.getValue("predicted_to_real")).isNull();
    assertThat(estimator.getJsonObject("server_cost_factors").getDouble("t1")).isEqualTo(1);
  }

  @Test
  void serverThatDoesNotListen_isShownDown() {
    farm.distributor().close();

    await().until(() -> gauge("servers.down") == 1);
  }

  @Test
  void runningTask_andThenItsRecord_areShown() throws Exception {
    CompletableFuture<String> first = transcode("height=180");
    await().until(() -> farm.transcoder().started() == 1);
    farm.transcoder().write("media");
    await().until(() -> gauge("tasks.active") == 1);
    await()
        .until(
            () ->
                registry.get("mediarouter.spool.size").tag("area", "memory").gauge().value() == 5);
    farm.transcoder().end();
    assertThat(first.get()).isEqualTo("media");
    await().until(() -> gauge("history.records") == 1);

    CompletableFuture<String> second = transcode("height=182");
    await().until(() -> farm.transcoder().started() == 2);
    farm.transcoder().write("media");
    farm.transcoder().end();
    assertThat(second.get()).isEqualTo("media");

    await().until(() -> gauge("history.records") == 2);
    await().until(() -> estimator().getInteger("tasks_predicted") == 1);
    assertThat(gauge("estimator.ratio")).isPositive();
    assertThat(estimator().getDouble("coverage")).isBetween(0.0, 1.0);
  }

  private CompletableFuture<String> transcode(String query) {
    var request = HttpRequest.newBuilder(URI.create(farm.url(ASSET + "?" + query))).build();
    return client.sendAsync(request, BodyHandlers.ofString()).thenApply(answer -> answer.body());
  }

  private double gauge(String name) {
    return registry.get("mediarouter." + name).gauge().value();
  }

  private JsonObject estimator() throws Exception {
    String url = "http://127.0.0.1:" + farm.proxy().adminPort() + "/admin/estimator";
    var request = HttpRequest.newBuilder(URI.create(url)).build();
    return new JsonObject(client.send(request, BodyHandlers.ofString()).body());
  }
}
