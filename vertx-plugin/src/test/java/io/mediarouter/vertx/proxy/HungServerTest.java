package io.mediarouter.vertx.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.farm.Work;
import io.mediarouter.vertx.call.Breaker;
import io.mediarouter.vertx.call.BreakerReport;
import io.mediarouter.vertx.testfarm.ChunkTranscoder;
import io.mediarouter.vertx.testfarm.TestFarm;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is thought of servers that take requests and never answer. */
class HungServerTest {
  private static final String TRANSCODERS_OF_TWO =
      """
        - {role: transcoding, url: "%s", id: t2, capacity: 4}
      timeouts: {firstByte: 400ms}
      failover: {deadline: 700ms, retryReserve: 1000}
      options: [on-demand-exact]
      breakers: {openFor: 60s, slow: {firstByte: %s}}
      """;

  private final Vertx vertx = Vertx.vertx();
  private final ChunkTranscoder second = new ChunkTranscoder(vertx);
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final AtomicInteger first = new AtomicInteger();
  private final AtomicInteger other = new AtomicInteger();
  private TestFarm farm;

  private void start(String slowFrom) {
    farm = new TestFarm(TRANSCODERS_OF_TWO.formatted(second.url(), slowFrom));
    hang(farm.transcoder(), first);
    hang(second, other);
  }

  private static void hang(ChunkTranscoder server, AtomicInteger asked) {
    server.behave(
        request -> {
          if (request.path().equals("/transcode")) {
            asked.incrementAndGet();
          } else {
            server.serveWell(request);
          }
        });
  }

  @AfterEach
  void nothingIsLeft() {
    var routing = farm.proxy().routing();
    await().untilAsserted(() -> assertThat(routing.transcodes().all()).isEmpty());
    await().untilAsserted(() -> assertThat(routing.state().tasks().rows()).isEmpty());
    await()
        .untilAsserted(
            () -> assertThat(routing.breakers().all()).allMatch(b -> b.report().inFlight() == 0));
    farm.close();
    vertx.close().await();
  }

  @Test
  void lastAttemptOfARequest_hasItsTime_andIsAFailureToo() throws Exception {
    start("3s");

    assertThat(get("?height=144&format=jpeg&t=1").statusCode()).isEqualTo(504);

    assertThat(first.get() + other.get()).as("attempts").isPositive();
    assertAllFailed("t1", first.get());
    assertAllFailed("t2", other.get());
  }

  private void assertAllFailed(String server, int asked) {
    await().untilAsserted(() -> assertThat(report(server).failures()).as(server).isEqualTo(asked));
    assertThat(report(server).ignored()).as(server).isZero();
  }

  @Test
  void transcodersThatHang_areLeftOut_thoughAllRequestsAreForOneSource() throws Exception {
    start("3s");

    for (int i = 0; i < 20 && !(breaker("t1").isOpen() && breaker("t2").isOpen()); i++) {
      assertThat(get("?height=144&format=jpeg&t=" + i).statusCode()).isIn(502, 503, 504);
    }

    assertThat(breaker("t1").isOpen()).isTrue();
    await().until(breaker("t2")::isOpen);
    assertThat(get("?height=144&format=jpeg&t=9").statusCode()).isEqualTo(503);
  }

  @Test
  void serverThatIsFoundSlow_andThenFails_hasFailed() throws Exception {
    start("100ms");

    get("?height=144&format=jpeg&t=1");

    await().untilAsserted(() -> assertThat(report("t1").failures()).isEqualTo(1));
    assertThat(report("t1").slow()).isEqualTo(1);
    assertThat(report("t1").successes()).isZero();
    assertThat(report("t1").failureRate()).as("too few").isEqualTo(-1);
  }

  private Breaker breaker(String server) {
    return farm.proxy().routing().breakers().of(server, Work.TRANSCODE);
  }

  private BreakerReport report(String server) {
    return breaker(server).report();
  }

  private HttpResponse<String> get(String query) throws Exception {
    var uri = URI.create(farm.url(TestFarm.ASSET + query));
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }
}
