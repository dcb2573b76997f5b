package io.mediarouter.vertx.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediarouter.vertx.testfarm.ByteServer;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MediaRouterVerticleTest {
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = vertx.createHttpClient();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void deployedByName_servesMedia_untilItIsUndeployed() throws IOException {
    ByteServer origin = new ByteServer(vertx).with("/clip.mp4", Buffer.buffer("the original"));
    int port = freePort();

    String id = deploy(config(origin.url(), port));

    assertThat(get(port, "/media/clip.mp4")).isEqualTo("the original");
    vertx.undeploy(id).await();
    assertThatThrownBy(() -> get(port, "/media/clip.mp4")).hasMessageContaining("refused");
  }

  @Test
  void mistakeInItsConfiguration_isNamed() {
    var mistaken = new JsonObject().put("servers", new JsonArray()).put("prefix", "media");

    assertThatThrownBy(() -> deploy(mistaken)).hasMessageContaining("prefix");
  }

  private static JsonObject config(String originUrl, int port) {
    return new JsonObject()
        .put(
            "servers",
            new JsonArray().add(new JsonObject().put("role", "origin").put("url", originUrl)))
        .put("listen", new JsonObject().put("port", port))
        .put("durable", new JsonObject().put("store", "none"))
        .put("admin", new JsonObject().put("port", 0));
  }

  private String deploy(JsonObject config) {
    return vertx
        .deployVerticle(
            "io.mediarouter.vertx.server.MediaRouterVerticle",
            new DeploymentOptions().setConfig(config))
        .await();
  }

  private String get(int port, String target) {
    return client
        .request(HttpMethod.GET, port, "127.0.0.1", target)
        .compose(request -> request.send().compose(HttpClientResponse::body))
        .await()
        .toString();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
