package io.mediarouter.vertx.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.mediarouter.vertx.server.ProxyServer;
import io.mediarouter.vertx.testfarm.ByteServer;
import io.mediarouter.vertx.testfarm.SegmentServer;
import io.mediarouter.vertx.testfarm.SegmentServer.Run;
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
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Stretches of a film that several servers make for a batch job, and who else needs them. */
class SpreadRunsTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Vertx vertx = Vertx.vertx();
  private final ByteServer origin =
      new ByteServer(vertx).with("/films/one.mp4", Buffer.buffer("a film"));
  private final SegmentServer one = new SegmentServer(vertx);
  private final SegmentServer other = new SegmentServer(vertx);
  private final SegmentServer third = new SegmentServer(vertx);
  private final ByteServer store = new ByteServer(vertx);
  private ProxyServer proxy = ProxyServer.start(vertx, config("")).await();

  /** A farm of two servers and more of them. */
  private MediaRoutingConfig config(String more) {
    return MediaRoutingConfig.parse(
        TestFarm.NOTHING_KEPT
            + """
            listen: {host: 127.0.0.1, port: 0}
            admin: {host: 127.0.0.1, port: 0}
            timeouts: {firstByte: 60s}
            breakers: {slow: {firstByte: 60s, stall: 60s}}
            batch: {spreadFrom: 10s}
            servers:
              - {role: origin, url: "%s", id: o1}
              - {role: transcoding, url: "%s", id: t1, capacity: 16, many: outputs}
              - {role: transcoding, url: "%s", id: t2, capacity: 16, many: outputs}
              - {role: distribution, url: "%s", id: d1}
            """
                .formatted(origin.url(), one.url(), other.url(), store.url())
            + more,
        "test.yaml");
  }

  @AfterEach
  void stop() {
    proxy.close().await();
    vertx.close().await();
  }

  private void orderTheFilm() throws Exception {
    one.stopAfter(1);
    other.stopAfter(1);
    order("{\"preset\": \"360p\"}");
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(List.of(one, other)).allMatch(each -> each.runs().size() == 1));
  }

  private void order(String renditions) throws Exception {
    var jobs = URI.create("http://127.0.0.1:" + proxy.adminPort() + "/admin/jobs");
    String order = "{\"asset\": \"films/one.mp4\", \"renditions\": [" + renditions + "]}";
    HttpRequest request =
        HttpRequest.newBuilder(jobs)
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(order))
            .build();
    assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(202);
  }

  @Test
  void renditionsThatSeveralServersMakeSoonerOneAfterTheOther_doNotShareADecodeOnOne()
      throws Exception {
    proxy.close().await();
    String more = "  - {role: transcoding, url: \"%s\", id: t3, capacity: 16}\n";
    proxy = ProxyServer.start(vertx, config(more.formatted(third.url()))).await();
    List<SegmentServer> all = List.of(one, other, third);
    all.forEach(each -> each.stopAfter(1));

    order("{\"preset\": \"360p\"}, {\"preset\": \"240p\"}");

    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(all).noneMatch(each -> each.runs().isEmpty()));
  }

  private List<Run> runs() {
    return Stream.of(one, other).flatMap(each -> each.runs().stream()).toList();
  }

  @Test
  void viewerOfASegmentInTheMiddleOfAStretch_doesNotWaitForItsTurn() throws Exception {
    orderTheFilm();
    Run stretch = one.runs().get(0);
    assertThat(stretch.count()).isGreaterThan(3);
    int wanted = stretch.first() + 3;

    HttpResponse<String> segment = get("hls/360p/" + wanted + ".m4s");

    assertThat(segment.statusCode()).isEqualTo(200);
    assertThat(segment.body()).endsWith("segment " + wanted);
    assertThat(runs()).anyMatch(run -> run.first() == wanted);
  }

  @Test
  void stretchesThatGiveWay_goOnBehindTheSegmentsThatAreWhole() throws Exception {
    orderTheFilm();
    List<Run> begun = runs();
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(begun)
                    .allSatisfy(
                        run ->
                            assertThat(head("hls/360p/" + run.first() + ".m4s")).contains("hit")));

    proxy.routing().state().tasks().rows().stream()
        .map(row -> row.value().id())
        .distinct()
        .forEach(task -> proxy.routing().transcodes().cancelTask(task, "it gives way"));

    await().atMost(PATIENCE).until(() -> runs().size() >= 4);
    assertThat(runs().stream().filter(run -> !begun.contains(run)))
        .allMatch(run -> begun.stream().noneMatch(before -> before.first() == run.first()));
  }

  private String head(String part) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri(part)).method("HEAD", BodyPublishers.noBody()).build();
    return client
        .send(request, BodyHandlers.ofString())
        .headers()
        .firstValue("cache-status")
        .orElse("");
  }

  private HttpResponse<String> get(String part) throws Exception {
    return client.send(HttpRequest.newBuilder(uri(part)).build(), BodyHandlers.ofString());
  }

  private URI uri(String part) {
    return URI.create("http://127.0.0.1:" + proxy.port() + "/media/films/one.mp4/" + part);
  }
}
