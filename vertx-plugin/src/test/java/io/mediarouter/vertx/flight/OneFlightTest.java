package io.mediarouter.vertx.flight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.mediarouter.farm.Flight;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.state.SharedState;
import io.mediarouter.state.SharedTable;
import io.mediarouter.vertx.testfarm.ByteServer;
import io.mediarouter.vertx.testfarm.ChunkTranscoder;
import io.mediarouter.vertx.testfarm.ProxyCluster;
import io.mediarouter.vertx.testfarm.TestFarm;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What several proxies are asked for at a time is made once. */
class OneFlightTest {
  private static final String SMALL = TestFarm.ASSET + "?height=360";
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final ProxyCluster cluster = new ProxyCluster(2, "");
  private final ChunkTranscoder transcoder = cluster.farm().transcoder();

  @AfterEach
  void close() {
    cluster.close();
  }

  private long stores() {
    return cluster.farm().distributor().requests().stream()
        .filter(request -> request.method().equals(HttpMethod.PUT))
        .count();
  }

  private static String cacheStatus(HttpResponse<String> answer) {
    return answer.headers().firstValue("cache-status").orElse("");
  }

  private CompletableFuture<HttpResponse<String>> ask(int proxy, int tasks) {
    var answer = cluster.get(proxy, SMALL);
    await().atMost(PATIENCE).until(() -> transcoder.started() == tasks);
    return answer;
  }

  /** Waits until the other proxy would join what the first makes. */
  private CompletableFuture<HttpResponse<String>> follow(int proxy) {
    SharedState state = cluster.proxy(proxy).routing().state();
    await().atMost(PATIENCE).until(() -> !state.flights().rows().isEmpty());
    return cluster.get(proxy, SMALL);
  }

  @Test
  void whatOneProxyMakes_theOtherOneSendsWhileItGrows_andItIsStoredOnce() {
    var first = ask(0, 1);
    transcoder.write("some ");
    var second = follow(1);
    await().atMost(PATIENCE).until(() -> followers() == 1);
    transcoder.write("media");
    transcoder.end();

    assertThat(first.join().body()).isEqualTo("some media");
    assertThat(second.join().body()).isEqualTo("some media");
    assertThat(cacheStatus(second.join()))
        .contains("fwd=miss; collapsed; detail=on-demand-exact; peer");
    assertThat(transcoder.started()).isEqualTo(1);
    await().atMost(PATIENCE).until(() -> stores() == 1);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(cacheStatus(cluster.get(1, SMALL).join())).contains("; hit"));
    assertThat(stores()).isEqualTo(1);
    await()
        .atMost(PATIENCE)
        .until(() -> cluster.proxy(1).routing().state().flights().rows().isEmpty());
  }

  private long followers() {
    return cluster.proxy(1).routing().transcodes().all().stream()
        .filter(each -> each.isFromPeer())
        .count();
  }

  @Test
  void whenTheProxyThatMakesItStops_whoHasNoByteIsServedByAnotherMaking() {
    var first = ask(0, 1);
    var second = follow(1);
    await().atMost(PATIENCE).until(() -> followers() == 1);

    cluster.proxy(0).close().await();

    await().atMost(PATIENCE).until(() -> transcoder.started() == 2);
    transcoder.write("new media");
    transcoder.end();
    assertThat(second.join().statusCode()).isEqualTo(200);
    assertThat(second.join().body()).isEqualTo("new media");
    assertThatThrownBy(first::join).isNotNull();
  }

  @Test
  void whenTheProxyThatMakesItStopsInTheMiddle_whoHasBytesSeesThemBreakOff() {
    ask(0, 1);
    transcoder.write("half of it");
    var second = follow(1);
    await().atMost(PATIENCE).until(() -> followers() == 1);
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                cluster.proxy(1).routing().transcodes().all().stream()
                    .allMatch(each -> each.bytes() > 0));

    cluster.proxy(0).close().await();

    assertThatThrownBy(second::join).isNotNull();
    assertThat(stores()).isZero();
  }

  /** Each proxy made it for itself, though a peer had all of it. */
  @Test
  void whatNoStoreTakes_isMadeOnceForTheClientsOfAllProxies_untilOneTakesIt() {
    ByteServer store = cluster.farm().distributor();
    store.behave(request -> refuseUpload(request, store));
    var first = ask(0, 1);
    transcoder.write("media");
    transcoder.end();
    assertThat(first.join().body()).isEqualTo("media");
    await().atMost(PATIENCE).until(() -> cluster.proxy(0).routing().transcodes().all().isEmpty());

    for (int i = 0; i < 10; i++) {
      HttpResponse<String> answer = follow(1).join();
      assertThat(answer.body()).isEqualTo("media");
      assertThat(cacheStatus(answer)).contains("collapsed", "peer");
    }

    assertThat(transcoder.started()).isEqualTo(1);
    store.recover();
    SharedState other = cluster.proxy(1).routing().state();
    await().atMost(PATIENCE).until(() -> other.flights().rows().isEmpty());
    assertThat(cacheStatus(cluster.get(1, SMALL).join())).contains("; hit");
    assertThat(transcoder.started()).isEqualTo(1);
  }

  private static void refuseUpload(HttpServerRequest request, ByteServer store) {
    if (request.method().equals(HttpMethod.PUT)) {
      request.endHandler(v -> request.response().setStatusCode(507).end()).resume();
    } else {
      store.serveWell(request);
    }
  }

  @Test
  void whoCannotReachTheOneThatMakesIt_makesItItself() {
    try (SharedState other = cluster.join()) {
      await().atMost(PATIENCE).until(() -> knows(other));
      String name = name();
      other
          .flights()
          .replace(name, SharedTable.ABSENT, flight(other, "127.0.0.1:1"))
          .toCompletableFuture()
          .join();
      var answer = follow(1);

      await().atMost(PATIENCE).until(() -> transcoder.started() == 2);
      transcoder.write("media");
      transcoder.end();

      assertThat(answer.join().body()).isEqualTo("media");
      await().atMost(PATIENCE).until(() -> stores() == 1);
    }
  }

  private boolean knows(SharedState other) {
    return cluster.proxy(1).routing().state().members().contains(other.self());
  }

  /** The name by which the proxies know what is asked for here. */
  private String name() {
    var made = ask(0, 1);
    SharedState state = cluster.proxy(1).routing().state();
    await().atMost(PATIENCE).until(() -> !state.flights().rows().isEmpty());
    String name = state.flights().rows().keySet().iterator().next();
    made.cancel(true);
    await().atMost(PATIENCE).until(() -> state.flights().rows().isEmpty());
    return name;
  }

  private static Flight flight(SharedState owner, String address) {
    return new Flight(
        owner.self(),
        "some-task",
        address,
        "some secret token",
        false,
        EncodingSpeed.FAST,
        0,
        0,
        0,
        0);
  }
}
