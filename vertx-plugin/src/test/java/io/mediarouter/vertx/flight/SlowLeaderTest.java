package io.mediarouter.vertx.flight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.state.SharedState;
import io.mediarouter.vertx.testfarm.ChunkTranscoder;
import io.mediarouter.vertx.testfarm.ProxyCluster;
import io.mediarouter.vertx.testfarm.TestFarm;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who makes what others wait for does not keep it at a server that is slower than another. */
class SlowLeaderTest {
  private static final String SMALL = TestFarm.ASSET + "?height=360";
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final double HARDLY_ANYTHING = 0.3;
  private static final String TWO_TRANSCODERS =
      """
        - {role: transcoding, url: "%s", id: t2, capacity: 4}
      options: [exact-cached, on-demand-exact]
      timeouts: {firstByte: 2m, idle: 5m}
      failover: {deadline: 2m, retryShare: 0, retryReserve: %d}
      breakers: {slow: {firstByte: 2m}}
      """;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Vertx vertx = Vertx.vertx();
  private final ChunkTranscoder other = new ChunkTranscoder(vertx);
  private ProxyCluster cluster;

  @AfterEach
  void close() {
    all().forEach(ChunkTranscoder::breakOff);
    cluster.close();
    vertx.close().await();
  }

  private List<ChunkTranscoder> all() {
    return List.of(cluster.farm().transcoder(), other);
  }

  private ChunkTranscoder started() {
    await().atMost(PATIENCE).until(() -> all().stream().anyMatch(each -> each.started() > 0));
    return all().stream().filter(each -> each.started() > 0).findFirst().orElseThrow();
  }

  private ChunkTranscoder beside(ChunkTranscoder one) {
    return one == other ? cluster.farm().transcoder() : other;
  }

  private CompletableFuture<HttpResponse<String>> follow() {
    SharedState state = cluster.proxy(1).routing().state();
    await().atMost(PATIENCE).until(() -> !state.flights().rows().isEmpty());
    var answer = cluster.get(1, SMALL);
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                cluster.proxy(1).routing().transcodes().all().stream()
                    .anyMatch(each -> each.isFromPeer()));
    return answer;
  }

  private double refusedRetries() {
    return registry.get("mediarouter.retries").tag("result", "refused").functionCounter().count();
  }

  private void start(int retries) {
    start(retries, "");
  }

  private void start(int retries, String further) {
    String yaml = TWO_TRANSCODERS.formatted(other.url(), retries) + further;
    cluster = new ProxyCluster(2, yaml);
  }

  @Test
  void whatIsSlowerThanAnotherMaking_movesForAllWhoWait_onceAndIsMadeOnce() {
    start(10);
    var first = cluster.get(0, SMALL);
    ChunkTranscoder slow = started();
    ChunkTranscoder quick = beside(slow);
    var second = follow();

    all().forEach(each -> each.at(HARDLY_ANYTHING));
    await().atMost(PATIENCE).until(() -> quick.started() == 1);
    await().atMost(PATIENCE).until(() -> slow.cancelled() == 1);
    quick.write("some ");
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                cluster.proxy(1).routing().transcodes().all().stream()
                    .allMatch(each -> each.bytes() > 0));
    quick.write("media");
    quick.end();

    assertThat(first.join().body()).isEqualTo("some media");
    assertThat(second.join().body()).isEqualTo("some media");
    assertThat(second.join().headers().firstValue("cache-status").orElse("")).contains("peer");
    assertThat(slow.started()).isEqualTo(1);
    assertThat(quick.started()).isEqualTo(1);
  }

  @Test
  void whatMayNotBeTriedAgain_staysWhereItIs_andNobodyElseMakesIt() {
    start(0);
    var first = cluster.get(0, SMALL);
    ChunkTranscoder slow = started();
    cluster.proxy(0).routing().bindTo(registry);
    var second = follow();

    slow.at(HARDLY_ANYTHING);
    await().atMost(PATIENCE).until(() -> refusedRetries() == 1);
    slow.write("media");
    slow.end();

    assertThat(first.join().body()).isEqualTo("media");
    assertThat(second.join().body()).isEqualTo("media");
    assertThat(slow.started()).isEqualTo(1);
    assertThat(beside(slow).started()).isZero();
  }

  /** Who was sent a part of it could not be sent the rest of another making. */
  @Test
  void whatAClientHasBegunToReceive_staysWhereItIs_andWhoComesLaterIsServedSooner() {
    start(10, "serverChoice: least-connections # two tasks cost as little at either\n");
    var first = cluster.get(0, SMALL);
    ChunkTranscoder slow = started();
    slow.write("some ");
    slow.at(HARDLY_ANYTHING);
    SharedState state = cluster.proxy(1).routing().state();
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                state.flights().rows().values().stream()
                    .anyMatch(row -> row.value().progress() > 0 && row.value().ageSeconds() > 1));

    var later = cluster.get(1, SMALL);
    ChunkTranscoder quick = beside(slow);
    await().atMost(PATIENCE).until(() -> quick.started() == 1);
    quick.write("other media");
    quick.end();
    assertThat(later.join().body()).isEqualTo("other media");
    slow.write("media");
    slow.end();

    assertThat(first.join().body()).isEqualTo("some media");
    assertThat(slow.cancelled()).isZero();
  }
}
