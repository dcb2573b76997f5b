package io.mediarouter.vertx.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.mediarouter.vertx.server.ProxyServer;
import io.mediarouter.vertx.testfarm.ByteServer;
import io.mediarouter.vertx.testfarm.SegmentServer;
import io.mediarouter.vertx.testfarm.TestFarm;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken down while its first segment is made is down, though nothing of it is indexed. */
class PurgedSegmentTest {
  private static final String FILM = "films/one.mp4";
  private static final Duration LONG = Duration.ofMinutes(1);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Vertx vertx = Vertx.vertx();
  private final ByteServer origin =
      new ByteServer(vertx)
          .with("/" + FILM, Buffer.buffer("a film"))
          .withField("/" + FILM, "Cache-Tag", "drama");
  private final SegmentServer maker = new SegmentServer(vertx);
  private final ByteServer store = new ByteServer(vertx);
  private final ProxyServer proxy = ProxyServer.start(vertx, config()).await();

  private MediaRoutingConfig config() {
    return MediaRoutingConfig.parse(
        TestFarm.NOTHING_KEPT
            + """
            listen: {host: 127.0.0.1, port: 0}
            admin: {host: 127.0.0.1, port: 0}
            timeouts: {firstByte: 60s}
            sourceCheck: 1h
            servers:
              - {role: origin, url: "%s", id: o1}
              - {role: transcoding, url: "%s", id: t1, capacity: 4}
              - {role: distribution, url: "%s", id: d1}
            """
                .formatted(origin.url(), maker.url(), store.url()),
        "test.yaml");
  }

  @AfterEach
  void close() {
    proxy.close().await();
    vertx.close().await();
  }

  private CompletableFuture<HttpResponse<String>> get(String part) {
    var uri = URI.create("http://127.0.0.1:" + proxy.port() + "/media/" + FILM + "/hls/" + part);
    return client.sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  private void purge(String query) throws Exception {
    var uri = URI.create("http://127.0.0.1:" + proxy.adminPort() + "/admin/renditions?" + query);
    var request = HttpRequest.newBuilder(uri).method("DELETE", BodyPublishers.noBody()).build();
    assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
  }

  private void awaitNothingRuns() {
    await().atMost(LONG).until(() -> proxy.routing().transcodes().all().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"asset=" + FILM, "prefix=films/", "tag=drama"})
  void segmentInTheMaking_survivesNoPurge(String purged) throws Exception {
    maker.stopAfter(-1);
    var answer = get("360p/0.m4s");
    await().atMost(LONG).until(() -> maker.runs().size() == 1);
    assertThat(store.files()).isEmpty();

    purge(purged);
    maker.stopAfter(Integer.MAX_VALUE);
    maker.goOn();
    assertThat(answer.get().body()).endsWith("segment 0");
    awaitNothingRuns();
    await().atMost(LONG).untilAsserted(() -> assertThat(store.files()).isEmpty());

    assertThat(get("360p/0.m4s").get().body()).endsWith("segment 0");
    assertThat(maker.runs()).hasSize(2);
    await().atMost(LONG).until(() -> !store.files().isEmpty());
  }

  @Test
  void whoAsksAfterAPurge_doesNotGetWhatWasBegunBefore() throws Exception {
    maker.stopAfter(-1);
    var before = get("360p/0.m4s");
    await().atMost(LONG).until(() -> maker.runs().size() == 1);

    purge("asset=" + FILM);
    var after = get("360p/0.m4s");
    await().atMost(LONG).until(() -> maker.runs().size() == 2);
    maker.goOn();
    assertThat(before.get().statusCode()).isEqualTo(200);
    assertThat(after.get().statusCode()).isEqualTo(200);
  }
}
