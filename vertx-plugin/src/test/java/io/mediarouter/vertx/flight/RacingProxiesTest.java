package io.mediarouter.vertx.flight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.vertx.testfarm.ChunkTranscoder;
import io.mediarouter.vertx.testfarm.ProxyCluster;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two proxies that are asked for the same in the same moment never store it twice. */
class RacingProxiesTest {
  private static final int ROUNDS = 1000;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final ProxyCluster cluster =
      new ProxyCluster(
          2, "options: [exact-cached, on-demand-exact]\npolicy: {wait: 30s}\nsourceCheck: 1h\n");
  private final AtomicInteger transcodes = new AtomicInteger();
  private final Map<String, Integer> timesMade = new ConcurrentHashMap<>();

  @AfterEach
  void close() {
    cluster.close();
  }

  private void serve(HttpServerRequest request) {
    switch (request.path()) {
      case "/probe" -> request.response().end(ChunkTranscoder.PROBE);
      case "/transcode" -> make(request);
      default -> request.response().end("{\"application_utilization\":0.0}");
    }
  }

  private void make(HttpServerRequest request) {
    timesMade.merge(request.getParam("source"), 1, Integer::sum);
    request.response().end("making " + transcodes.incrementAndGet() + " of " + request.uri());
  }

  private List<String> madeTwice() {
    return timesMade.entrySet().stream()
        .filter(each -> each.getValue() > 1)
        .map(Map.Entry::getKey)
        .toList();
  }

  private long stores() {
    return cluster.farm().distributor().requests().stream()
        .filter(request -> request.method().equals(HttpMethod.PUT))
        .count();
  }

  /** Where all is busy, a proxy asks its client to come again. */
  private void assertServed(HttpResponse<String> answer, int proxy, String asset) {
    HttpResponse<String> last = answer;
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    while (last.statusCode() == 503 && System.nanoTime() < giveUp) {
      last = cluster.get(proxy, asset + "?height=360").join();
    }
    assertThat(last.statusCode()).as(last.body()).isEqualTo(200);
    assertThat(last.body()).contains(asset.replace("/", "%2F"));
  }

  @Test
  void inAThousandRounds_eachRenditionIsStoredOnce() {
    cluster.farm().transcoder().behave(this::serve);
    for (int round = 0; round < ROUNDS; round++) {
      String asset = "films/" + round + ".mp4";
      cluster.farm().origin().with("/" + asset, Buffer.buffer("original " + round));
      var first = cluster.get(round % 2, asset + "?height=360");
      var second = cluster.get(1 - round % 2, asset + "?height=360");

      assertServed(first.join(), round % 2, asset);
      assertServed(second.join(), 1 - round % 2, asset);
    }
    await().atMost(PATIENCE).until(() -> stores() >= ROUNDS);
    await().atMost(PATIENCE).until(() -> cluster.proxy(0).routing().transcodes().all().isEmpty());
    await().atMost(PATIENCE).until(() -> cluster.proxy(1).routing().transcodes().all().isEmpty());
    assertThat(stores()).isEqualTo(ROUNDS);
    // Who waits in vain for a word of the cluster makes it; on a busy machine that happens.
    assertThat(transcodes).hasValueLessThan(ROUNDS + ROUNDS / 10);
    System.out.printf(
        "measured: %d transcodes in %d rounds, more than one of %s%n",
        transcodes.get(), ROUNDS, madeTwice());
  }
}
