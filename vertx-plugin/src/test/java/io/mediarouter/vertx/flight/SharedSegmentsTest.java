package io.mediarouter.vertx.flight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.mediarouter.vertx.server.ProxyServer;
import io.mediarouter.vertx.testfarm.ByteServer;
import io.mediarouter.vertx.testfarm.ProxyCluster;
import io.mediarouter.vertx.testfarm.SegmentServer;
import io.mediarouter.vertx.testfarm.TestFarm;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Segments that viewers of several proxies ask for at a time are made once. */
class SharedSegmentsTest {
  private static final String FILM = "films/one.mp4";
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Vertx vertx = Vertx.vertx();
  private final ByteServer origin = new ByteServer(vertx).with("/" + FILM, Buffer.buffer("a film"));
  private final SegmentServer transcoder = new SegmentServer(vertx);
  private final ByteServer store = new ByteServer(vertx);
  private final String name = "test-" + UUID.randomUUID();
  private final List<Integer> ports = ProxyCluster.freePorts(2);
  private final List<ProxyServer> proxies =
      List.of(
          ProxyServer.start(vertx, config(0)).await(), ProxyServer.start(vertx, config(1)).await());

  private MediaRoutingConfig config(int member) {
    return MediaRoutingConfig.parse(
        TestFarm.NOTHING_KEPT
            + """
            listen: {host: 127.0.0.1, port: 0}
            admin: {host: 127.0.0.1, port: 0}
            cluster: {name: %s, port: %d, members: ["127.0.0.1:%d", "127.0.0.1:%d"]}
            timeouts: {firstByte: 20s}
            servers:
              - {role: origin, url: "%s", id: o1}
              - {role: transcoding, url: "%s", id: t1, capacity: 16}
              - {role: distribution, url: "%s", id: d1}
            """
                .formatted(
                    name,
                    ports.get(member),
                    ports.get(0),
                    ports.get(1),
                    origin.url(),
                    transcoder.url(),
                    store.url()),
        "test.yaml");
  }

  @AfterEach
  void nothingIsLeft() {
    for (ProxyServer each : proxies) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(each.routing().transcodes().all()).isEmpty());
    }
    await()
        .atMost(PATIENCE)
        .until(() -> proxies.get(1).routing().state().flights().rows().isEmpty());
    proxies.forEach(each -> each.close().await());
    vertx.close().await();
  }

  private CompletableFuture<HttpResponse<String>> get(int proxy, String part) {
    var uri =
        URI.create(
            "http://127.0.0.1:" + proxies.get(proxy).port() + "/media/" + FILM + "/hls/" + part);
    return client.sendAsync(
        HttpRequest.newBuilder(uri).timeout(PATIENCE).build(),
        BodyHandlers.ofString(StandardCharsets.ISO_8859_1));
  }

  private long followers(int proxy) {
    return proxies.get(proxy).routing().transcodes().all().stream()
        .filter(each -> each.isFromPeer())
        .count();
  }

  private long made(int segment) {
    return transcoder.runs().stream()
        .filter(run -> segment >= run.first() && segment < run.first() + run.count())
        .count();
  }

  @Test
  void segmentThatOneProxyHasMade_isSentByTheOtherOne_andMadeOnce() {
    transcoder.stopAfter(0);
    var first = get(0, "360p/0.m4s");
    await().atMost(PATIENCE).until(() -> transcoder.runs().size() == 1);
    var same = get(1, "360p/0.m4s");
    var next = get(1, "360p/1.m4s");
    var head = get(1, "360p/init.mp4");
    await().atMost(PATIENCE).until(() -> followers(1) == 2);
    transcoder.stopAfter(Integer.MAX_VALUE);
    transcoder.goOn();

    assertThat(first.join().body()).endsWith("segment 0");
    assertThat(same.join().body()).isEqualTo(first.join().body());
    assertThat(same.join().headers().firstValueAsLong("content-length"))
        .hasValue(first.join().body().length());
    assertThat(next.join().body()).endsWith("segment 1");
    assertThat(head.join().body()).isEqualTo(SegmentServer.INIT.toString());
    assertThat(made(0)).isEqualTo(1);
    assertThat(made(1)).isEqualTo(1);
  }

  @Test
  void twoPlayersAtTwoProxies_haveAFilmMadeOnce() {
    CompletableFuture<List<String>> one = CompletableFuture.supplyAsync(() -> watch(0));
    CompletableFuture<List<String>> other = CompletableFuture.supplyAsync(() -> watch(1));

    assertThat(one.join()).isEqualTo(other.join()).hasSize(25);
    assertThat(stored()).doesNotHaveDuplicates();
  }

  private List<String> watch(int proxy) {
    return IntStream.range(0, 25)
        .mapToObj(i -> get(proxy, "360p/" + i + ".m4s").join())
        .map(answer -> answer.statusCode() + answer.body())
        .toList();
  }

  private List<String> stored() {
    return store.requests().stream()
        .filter(request -> request.method().equals(HttpMethod.PUT))
        .map(HttpServerRequest::path)
        .filter(path -> path.endsWith(".m4s"))
        .toList();
  }

  @Test
  void whenTheProxyThatHasItMadeGoes_theOtherOneHasItMade() {
    transcoder.stopAfter(0);
    var first = get(0, "360p/4.m4s");
    await().atMost(PATIENCE).until(() -> transcoder.runs().size() == 1);
    var same = get(1, "360p/4.m4s");
    await().atMost(PATIENCE).until(() -> followers(1) == 1);

    proxies.get(0).close().await();
    await().atMost(PATIENCE).until(() -> transcoder.runs().size() == 2);
    transcoder.stopAfter(Integer.MAX_VALUE);
    transcoder.goOn();

    assertThat(same.join().body()).endsWith("segment 4");
    assertThatThrownBy(first::join).isNotNull();
  }

  @Test
  void runLeavesAServerThatIsTakenOutOfUse_atTheNextBorder() throws Exception {
    transcoder.stopAfter(0);
    var first = get(0, "360p/0.m4s");
    await().atMost(PATIENCE).until(() -> transcoder.runs().size() == 1);
    set("draining");
    transcoder.makeOne();

    assertThat(first.join().body()).endsWith("segment 0");
    await().atMost(PATIENCE).until(() -> transcoder.cancelled() == 1);
    transcoder.stopAfter(Integer.MAX_VALUE);
    set("ready");
    assertThat(get(0, "360p/1.m4s").join().body()).endsWith("segment 1");
  }

  private void set(String state) throws Exception {
    var uri = URI.create("http://127.0.0.1:" + proxies.get(0).adminPort() + "/admin/servers/t1");
    var request =
        HttpRequest.newBuilder(uri)
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"state\":\"" + state + "\"}"))
            .build();
    assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
  }
}
