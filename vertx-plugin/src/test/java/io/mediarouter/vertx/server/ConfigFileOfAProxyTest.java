package io.mediarouter.vertx.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.vertx.config.ConfigFile;
import io.mediarouter.vertx.testfarm.ByteServer;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileOfAProxyTest {
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = HttpClient.newHttpClient();
  private final ByteServer origin =
      new ByteServer(vertx).with("/clip.mp4", Buffer.buffer("the original"));

  @TempDir private Path directory;
  private Path path = Path.of("");
  private ProxyServer proxy;

  @BeforeEach
  void start() throws IOException {
    path = directory.resolve("mr.yaml");
    write("");
    var file = new ConfigFile(path, UnaryOperator.identity(), InstantSource.system());
    proxy = ProxyServer.start(vertx, file).await();
  }

  @AfterEach
  void close() {
    proxy.close().await();
    vertx.close().await();
  }

  private void write(String yaml) throws IOException {
    String always =
        """
        listen: {port: 0}
        durable: {store: none}
        admin: {port: 0}
        servers: [{role: origin, url: "%s"}]
        """;
    Files.writeString(path, always.formatted(origin.url()) + yaml);
  }

  private HttpResponse<String> send(HttpRequest.Builder request, int port, String target)
      throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + port + target);
    return client.send(request.uri(uri).build(), BodyHandlers.ofString());
  }

  private int status(String target) throws Exception {
    return send(HttpRequest.newBuilder(), proxy.port(), target).statusCode();
  }

  private JsonObject shown() throws Exception {
    var answer = send(HttpRequest.newBuilder(), proxy.adminPort(), "/admin/config");
    return new JsonObject(answer.body());
  }

  @Test
  void aChangedFile_isInForceSoon() throws Exception {
    write("prefix: /video\n");

    await().until(() -> status("/video/clip.mp4") == 200);

    assertThat(status("/media/clip.mp4")).isEqualTo(404);
    JsonObject inForce = shown().getJsonObject("in_force");
    assertThat(inForce.getBoolean("refused")).isFalse();
    assertThat(shown().getJsonObject("last_attempt").encode()).isEqualTo(inForce.encode());
  }

  @Test
  void aMistake_isShownWithItsLine_andTheFormerStays() throws Exception {
    JsonObject before = shown().getJsonObject("in_force");
    write("prefix: video\n");

    await().until(() -> shown().getJsonObject("last_attempt").getBoolean("refused"));

    assertThat(shown().getJsonObject("last_attempt").getJsonArray("errors"))
        .isEqualTo(
            new JsonArray()
                .add(
                    "mr.yaml:5: prefix: \"video\""
                        + " (expected: empty, or /name without a slash at its end)"));
    assertThat(shown().getJsonObject("in_force").encode()).isEqualTo(before.encode());
    assertThat(status("/media/clip.mp4")).isEqualTo(200);
  }

  @Test
  void anOperator_canHaveItReadAtOnce() throws Exception {
    write("cluster: {port: 5701}\n");
    var post = HttpRequest.newBuilder().POST(BodyPublishers.noBody());

    var refused = send(post, proxy.adminPort(), "/admin/config");

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("cluster: needs a restart");
    write("prefix: /video\n");
    assertThat(send(post, proxy.adminPort(), "/admin/config").statusCode()).isEqualTo(200);
    assertThat(status("/video/clip.mp4")).isEqualTo(200);
  }
}
