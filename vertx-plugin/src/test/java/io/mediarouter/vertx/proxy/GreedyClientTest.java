package io.mediarouter.vertx.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.farm.Work;
import io.mediarouter.vertx.call.BreakerReport;
import io.mediarouter.vertx.testfarm.RawClient;
import io.mediarouter.vertx.testfarm.TestFarm;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A client that reads slowly, many times over, from an origin of four connections. */
class GreedyClientTest {
  private static final String REST = ", and ended";

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient greedy =
      vertx.createHttpClient(new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(100));
  private final List<HttpServerRequest> held = new CopyOnWriteArrayList<>();
  private final TestFarm farm =
      new TestFarm(
          """
          connectionsPerServer: 4
          timeouts: {firstByte: 60s}
          failover: {deadline: 60s}
          breakers: {minimumCalls: 1, slow: {firstByte: 200ms, stall: 60s}}
          """);

  @AfterEach
  void nothingIsLeft() {
    await().untilAsserted(() -> assertThat(report().inFlight()).isZero());
    farm.close();
    vertx.close().await();
  }

  @Test
  void clientWhoseRequestsFillItsShare_leavesConnectionsToOthers_andOpensNoBreaker() {
    farm.origin().behave(this::hold);
    List<Future<Buffer>> slow = IntStream.range(0, 12).mapToObj(i -> get(greedy)).toList();
    await().until(() -> held.size() == 3);
    await().until(() -> report().inFlight() == 12);
    // Longer than a first byte may take.
    await().pollDelay(Duration.ofMillis(500)).until(() -> true);
    assertThat(held).as("of one client at a time").hasSize(3);

    farm.origin().recover();
    assertThat(getFromElsewhere()).endsWith("the original, as it is");

    assertThat(report().slow()).isZero();
    assertThat(report().state()).isEqualTo("closed");
    held.forEach(request -> request.response().end(REST));
    slow.forEach(each -> assertThat(each.await().toString()).isNotEmpty());
    await().untilAsserted(() -> assertThat(report().successes()).isEqualTo(13));
    assertThat(report().slow()).isZero();
  }

  @Test
  void clientThatLeaves_freesItsShare() {
    farm.origin().behave(this::hold);
    List<HttpClientRequest> slow =
        IntStream.range(0, 6).mapToObj(i -> open(greedy).await()).toList();
    slow.forEach(request -> request.response());
    slow.forEach(HttpClientRequest::end);
    await().until(() -> held.size() == 3);

    slow.forEach(HttpClientRequest::reset);
    await().untilAsserted(() -> assertThat(report().inFlight()).isZero());
    farm.origin().recover();

    for (int i = 0; i < 6; i++) {
      assertThat(get(greedy).await().toString()).isEqualTo("the original, as it is");
    }
    assertThat(report().failures()).isZero();
  }

  private void hold(HttpServerRequest request) {
    if (request.path().endsWith(TestFarm.ASSET)) {
      held.add(request);
      request.response().setChunked(true).write("begun");
    } else {
      farm.origin().serveWell(request);
    }
  }

  private Future<HttpClientRequest> open(HttpClient client) {
    return client.request(
        HttpMethod.GET, farm.proxy().port(), "127.0.0.1", "/media/" + TestFarm.ASSET);
  }

  private Future<Buffer> get(HttpClient client) {
    return open(client).compose(request -> request.send().compose(HttpClientResponse::body));
  }

  private String getFromElsewhere() {
    try (var other = new RawClient(farm.proxy().port(), "127.0.0.2")) {
      String target = "/media/" + TestFarm.ASSET;
      return other
          .send("GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
          .rest();
    }
  }

  private BreakerReport report() {
    return farm.proxy().routing().breakers().of("o1", Work.ORIGINAL).report();
  }
}
