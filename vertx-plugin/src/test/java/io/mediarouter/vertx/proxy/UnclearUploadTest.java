package io.mediarouter.vertx.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.vertx.testfarm.ByteServer;
import io.mediarouter.vertx.testfarm.TestFarm;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers that keep what they are sent, and do not say so. */
@Timeout(180)
class UnclearUploadTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final AtomicInteger unclear = new AtomicInteger();
  private final Vertx vertx = Vertx.vertx();
  private final ByteServer second = new ByteServer(vertx);
  private final TestFarm farm =
      new TestFarm(
          """
            - {role: distribution, url: "%s", id: d2}
          timeouts: {idle: 1s}
          """
              .formatted(second.url()));
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @AfterEach
  void close() {
    farm.close();
    vertx.close().await();
  }

  /** Keeps the first file that either server is sent, and answers as {@code how} does. */
  private void behave(Consumer<HttpServerRequest> how) {
    farm.distributor().behave(request -> take(farm.distributor(), request, how));
    second.behave(request -> take(second, request, how));
  }

  private void take(ByteServer server, HttpServerRequest request, Consumer<HttpServerRequest> how) {
    boolean upload = request.method().equals(HttpMethod.PUT) && !request.path().endsWith(".json");
    if (!upload || !unclear.compareAndSet(0, 1)) {
      server.serveWell(request);
      return;
    }
    request
        .body()
        .onSuccess(body -> server.with(request.path(), body))
        .onSuccess(body -> how.accept(request));
  }

  private CompletableFuture<HttpResponse<String>> get() {
    URI address = URI.create(farm.url(TestFarm.ASSET + "?height=360"));
    return client.sendAsync(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
  }

  private void make() {
    var answer = get();
    await().atMost(PATIENCE).until(() -> farm.transcoder().started() == 1);
    farm.transcoder().write("media");
    farm.transcoder().end();
    assertThat(answer.join().body()).isEqualTo("media");
  }

  private int files() {
    return farm.distributor().files().size() + second.files().size();
  }

  private void assertOneIsLeft() {
    await().atMost(PATIENCE).until(() -> files() == 1);
    assertThat(get().join().body()).isEqualTo("media");
    assertThat(farm.transcoder().started()).isEqualTo(1);
  }

  @Test
  void fileWhoseServerBrokeOff_goesFromThere() {
    behave(request -> request.connection().close());
    make();
    assertOneIsLeft();
  }

  @Test
  void fileWhoseServerFailed_goesFromThere() {
    behave(request -> request.response().setStatusCode(502).end());
    make();
    assertOneIsLeft();
  }

  @Test
  void fileWhoseServerFellSilent_goesFromThere() throws Exception {
    behave(request -> {});
    make();
    assertOneIsLeft();
    await().atMost(PATIENCE).until(() -> servers().contains("took nothing for "));
  }

  private String servers() throws Exception {
    HttpRequest servers = HttpRequest.newBuilder(URI.create(farm.adminUrl("servers"))).build();
    return client.send(servers, BodyHandlers.ofString()).body();
  }
}
