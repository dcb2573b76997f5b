package io.mediarouter.vertx.admin.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.farm.AdministrativeState;
import io.mediarouter.farm.FarmView;
import io.mediarouter.farm.Server;
import io.mediarouter.farm.ServerHealth;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.farm.ServerView;
import io.mediarouter.farm.Work;
import io.mediarouter.outcome.Outcome;
import io.mediarouter.vertx.admin.rest.AdminRoutes;
import io.mediarouter.vertx.admin.rest.Answers;
import io.mediarouter.vertx.call.Breakers;
import io.mediarouter.vertx.call.Permit;
import io.mediarouter.vertx.config.resilience.BreakersConfig;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Breakers of one server, shown and reset over HTTP. */
class BreakersResourceTest {
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = HttpClient.newHttpClient();
  private final Breakers breakers = new Breakers(vertx, BreakersConfig.DEFAULT, System::nanoTime);
  private HttpServer server;

  @BeforeEach
  void start() {
    var t1 = new Server("t1", Set.of(ServerRole.TRANSCODING), URI.create("http://x.test"), 4, "");
    var view = new ServerView(t1, AdministrativeState.READY, ServerHealth.WELL, null, List.of());
    var resource = new BreakersResource("p1", breakers, () -> new FarmView(List.of(view)));
    Router router = Router.router(vertx);
    router.route().failureHandler(Answers::failure);
    resource.addTo(new AdminRoutes(router, ""));
    server = vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1").await();
  }

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  private void fail(Work work) {
    while (!breakers.of("t1", work).isOpen()) {
      Permit permit = breakers.of("t1", work).tryAcquire();
      permit.close(Outcome.FAILURE, breakers.nanoTime());
    }
  }

  @Test
  void openBreaker_isShownWithItsCounts_andReset() throws Exception {
    fail(Work.PROBE);
    breakers.of("t1", Work.PROBE).tryAcquire();
    breakers.of("t1", Work.TRANSCODE).tryAcquire();

    JsonObject all = send("GET", "/breakers", 200);

    assertThat(all.getString("member")).isEqualTo("p1");
    assertThat(all.getJsonArray("breakers")).hasSize(2);
    JsonObject probe = all.getJsonArray("breakers").getJsonObject(0);
    assertThat(probe.getString("server")).isEqualTo("t1");
    assertThat(probe.getString("work")).isEqualTo("probe");
    assertThat(probe.getString("state")).isEqualTo("open");
    assertThat(probe.getDouble("failure_rate_percent")).isEqualTo(100);
    assertThat(probe.getJsonObject("counts").getInteger("failed")).isEqualTo(3);
    assertThat(probe.getJsonObject("counts").getInteger("refused")).isEqualTo(1);
    assertThat(probe.getJsonObject("settings").getString("window")).isEqualTo("10 calls");
    assertThat(probe.getJsonObject("settings").getDouble("open_for_seconds")).isEqualTo(5);
    JsonObject transcode = all.getJsonArray("breakers").getJsonObject(1);
    assertThat(transcode.getString("state")).isEqualTo("closed");
    assertThat(transcode.getValue("failure_rate_percent")).isNull();
    assertThat(transcode.getInteger("in_flight")).isEqualTo(1);

    JsonObject reset = send("POST", "/breakers/t1/reset", 200);

    assertThat(reset.getJsonArray("breakers").getJsonObject(0).getString("state"))
        .isEqualTo("closed");
    assertThat(breakers.of("t1", Work.PROBE).isOpen()).isFalse();
  }

  @Test
  void breakersOfAnUnknownServer_areNotFound() throws Exception {
    assertThat(send("POST", "/breakers/none/reset", 404).getString("title"))
        .isEqualTo("Unknown server");
  }

  private JsonObject send(String method, String path, int status) throws Exception {
    var uri = URI.create("http://127.0.0.1:" + server.actualPort() + path);
    var request =
        HttpRequest.newBuilder(uri)
            .header("content-type", "application/json")
            .method(method, BodyPublishers.noBody())
            .build();
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return new JsonObject(answer.body());
  }
}
