package io.mediarouter.vertx.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;
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
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where renditions are put when one of two distribution servers has no room for them. */
class FullStoreTest {
  private static final int RENDITIONS = 6;

  private final AtomicInteger refused = new AtomicInteger();
  private final Vertx vertx = Vertx.vertx();
  private final ByteServer second = new ByteServer(vertx);
  private final TestFarm farm =
      new TestFarm(
          """
            - {role: distribution, url: "%s", id: d2}
          breakers: {minimumCalls: 100, window: 100}
          """
              .formatted(second.url()));
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @AfterEach
  void close() {
    farm.close();
    vertx.close().await();
  }

  @Test
  void renditionThatOneStoreRefuses_isStoredOnTheOther() throws Exception {
    farm.distributor().behave(this::refuseUpload);

    for (int i = 1; i <= RENDITIONS; i++) {
      make(100 + 10 * i);
      int made = i;
      await().untilAsserted(() -> assertThat(second.files()).hasSize(made));
    }

    assertThat(refused).as("uploads that were refused").hasPositiveValue();
  }

  @Test
  void storeThatTakesNoFileOfThatSize_isToldToOperators_untilItDoes() throws Exception {
    AtomicInteger status = new AtomicInteger(413);
    for (ByteServer each : List.of(farm.distributor(), second)) {
      each.behave(request -> refuseWith(status.get(), request, each));
    }

    make(100);
    await().until(() -> !operators("servers/d1").contains("\"store\":null"));
    await().until(() -> !operators("servers/d2").contains("\"store\":null"));

    assertThat(operators("servers/d1"))
        .contains("d1 refuses files of 0.0 MB (413)", "client_max_body_size")
        .contains("\"error\":\"PUT answered 413\"", "\"work\":\"storage\"");
    assertThat(operators("servers/t1")).contains("p50_ms", "p99_ms", "\"last_error\":null");
    assertThat(operators("health")).contains("\"status\":\"up\"", "d2 refuses files");

    status.set(201);
    make(120);
    await().atMost(Duration.ofMinutes(1)).until(() -> !areBothTold(operators("health")));
  }

  @Test
  void storeThatIsFull_isNotIll_whateverItSays() throws Exception {
    int height = 100;
    for (int status : new int[] {507, 500, 413}) {
      farm.distributor().behave(request -> refuseWith(status, request, farm.distributor()));
      for (int i = 0; i < RENDITIONS; i++) {
        int files = second.files().size();
        make(height += 2);
        await().until(() -> second.files().size() > files);
      }
    }

    assertThat(operators("servers/d1")).doesNotContain("\"store\":null");
    assertThat(operators("breakers")).contains("d1").doesNotContain("\"open\"");
  }

  @Test
  void whatNobodyStores_isMadeOnce_forAHundredClients() throws Exception {
    for (ByteServer each : List.of(farm.distributor(), second)) {
      each.behave(request -> refuseWith(507, request, each));
    }
    make(100);
    await().until(() -> !operators("servers/d1").contains("\"store\":null"));
    await().until(() -> !operators("servers/d2").contains("\"store\":null"));

    for (int i = 0; i < 100; i++) {
      assertThat(get(100).get().body()).isEqualTo("media of height 100");
    }

    assertThat(farm.transcoder().started()).isEqualTo(1);
  }

  @Test
  void whatNobodyStored_isStored_onceThereIsRoom() throws Exception {
    AtomicInteger status = new AtomicInteger(507);
    for (ByteServer each : List.of(farm.distributor(), second)) {
      each.behave(request -> refuseWith(status.get(), request, each));
    }
    make(100);
    await().until(() -> !operators("servers/d1").contains("\"store\":null"));
    await().until(() -> !operators("servers/d2").contains("\"store\":null"));

    status.set(201);

    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> second.files().size() + farm.distributor().files().size() == 1);
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> get(100).get().headers().toString().contains("; hit;"));
    assertThat(farm.transcoder().started()).isEqualTo(1);
    byte[] sha256 =
        MessageDigest.getInstance("SHA-256").digest("media of height 100".getBytes(UTF_8));
    assertThat(get(100).get().headers().firstValue("etag"))
        .contains('"' + HexFormat.of().formatHex(sha256) + '"');
    Set<String> paths = new HashSet<>(farm.distributor().files().keySet());
    paths.addAll(second.files().keySet());
    String name = HexFormat.of().formatHex(sha256).substring(0, 16);
    assertThat(paths).allMatch(path -> path.contains(name));
  }

  private CompletableFuture<HttpResponse<String>> get(int height) {
    URI address = URI.create(farm.url(TestFarm.ASSET + "?height=" + height));
    return client.sendAsync(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
  }

  private void refuseWith(int status, HttpServerRequest request, ByteServer server) {
    if (request.method().equals(HttpMethod.PUT) && status != 201) {
      request.endHandler(v -> request.response().setStatusCode(status).end()).resume();
    } else {
      server.serveWell(request);
    }
  }

  private static boolean areBothTold(String health) {
    return health.contains("d1 refuses") && health.contains("d2 refuses");
  }

  private String operators(String resource) throws Exception {
    URI address = URI.create(farm.adminUrl(resource));
    return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString()).body();
  }

  private void refuseUpload(HttpServerRequest request) {
    boolean upload = request.method().equals(HttpMethod.PUT);
    refused.addAndGet(upload ? 1 : 0);
    request.response().setStatusCode(upload ? 507 : 200).end();
  }

  private void make(int height) throws Exception {
    int before = farm.transcoder().started();
    URI address = URI.create(farm.url(TestFarm.ASSET + "?height=" + height));
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    await().until(() -> farm.transcoder().started() > before);
    farm.transcoder().write("media of height " + height);
    farm.transcoder().end();
    assertThat(answer.get().body()).isEqualTo("media of height " + height);
  }
}
