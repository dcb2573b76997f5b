package io.mediarouter.vertx.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.vertx.testfarm.ByteServer;
import io.mediarouter.vertx.testfarm.ChunkTranscoder;
import io.mediarouter.vertx.testfarm.TestFarm;
import io.mediarouter.vertx.testfarm.TestServer;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What clients get when one server after another fails, each after 400 ms, and there is time for
 * two of three. On a busy machine there may be time for one.
 */
class DeadlineTest {
  private static final Duration EACH = Duration.ofMillis(1500);
  private static final Duration DEADLINE = Duration.ofMillis(400);

  /** After the deadline, and long before a server is no longer waited for. */
  private static final Duration LATE = Duration.ofMillis(450);

  /** Much less than all three servers would take if each were waited for as by default. */
  private static final Duration ABOUT_THAT_TIME = Duration.ofSeconds(8);

  private final AtomicInteger asked = new AtomicInteger();
  private final Vertx vertx = Vertx.vertx();
  private final List<ByteServer> origins = List.of(new ByteServer(vertx), new ByteServer(vertx));
  private final List<ChunkTranscoder> transcoders =
      List.of(new ChunkTranscoder(vertx), new ChunkTranscoder(vertx));
  private final TestFarm farm =
      new TestFarm(
          """
            - {role: origin, url: "%s", id: o2}
            - {role: origin, url: "%s", id: o3}
            - {role: transcoding, url: "%s", id: t2}
            - {role: transcoding, url: "%s", id: t3}
          timeouts: {firstByte: %dms}
          failover: {deadline: %dms}
          breakers: {minimumCalls: 100, window: 100}
          """
              .formatted(
                  origins.get(0).url(),
                  origins.get(1).url(),
                  transcoders.get(0).url(),
                  transcoders.get(1).url(),
                  EACH.toMillis(),
                  DEADLINE.toMillis()));
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @AfterEach
  void nothingIsLeft() {
    var routing = farm.proxy().routing();
    await().untilAsserted(() -> assertThat(routing.requests()).isZero());
    await().untilAsserted(() -> assertThat(routing.transcodes().all()).isEmpty());
    await().untilAsserted(() -> assertThat(routing.state().tasks().rows()).isEmpty());
    await()
        .untilAsserted(
            () ->
                assertThat(routing.breakers().all())
                    .allMatch(each -> each.report().inFlight() == 0));
    farm.close();
    vertx.close().await();
  }

  @Test
  void originsThatSayNothing_areOne504() throws Exception {
    origins().forEach(each -> each.behave(this::count));

    HttpResponse<String> answer = get(TestFarm.ASSET);

    assertThat(answer.statusCode()).isEqualTo(504);
    assertThat(answer.body()).contains("Back end too slow");
    assertThat(proxyStatus(answer)).isEqualTo("media-router; error=http_response_timeout");
    assertThat(asked.get()).isBetween(1, 2);
  }

  @Test
  void originsThatFailLate_areOne503() throws Exception {
    origins().forEach(each -> each.behave(this::failLate));

    HttpResponse<String> answer = get(TestFarm.ASSET);

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("No server in time");
    assertThat(answer.headers().firstValue("retry-after")).isPresent();
    assertThat(asked.get()).isBetween(1, 2);
  }

  @Test
  void transcodersThatSayNothing_areOne504_andNobodyWorksOn() throws Exception {
    transcoders().forEach(each -> each.behave(unlessAsked("/transcode", each, request -> {})));

    HttpResponse<String> answer = get(TestFarm.ASSET + "?format=jpeg&t=1&height=144");

    assertThat(answer.statusCode()).isEqualTo(504);
    await().untilAsserted(() -> assertThat(farm.proxy().routing().requests()).isZero());
    await().untilAsserted(() -> assertThat(farm.proxy().routing().transcodes().all()).isEmpty());
    assertThat(asked.get()).isBetween(1, 2);
  }

  /** Serves what is not asked for at that path. */
  private Handler<HttpServerRequest> unlessAsked(
      String path, TestServer server, Handler<HttpServerRequest> then) {
    return request -> {
      if (request.path().equals(path)) {
        asked.incrementAndGet();
        then.handle(request);
      } else {
        server.serveWell(request);
      }
    };
  }

  /** Checks of health ask for something else, those of the source only for its head or a part. */
  private void count(HttpServerRequest request) {
    boolean whole = request.method().equals(HttpMethod.GET) && request.getHeader("range") == null;
    if (whole && request.path().endsWith(TestFarm.ASSET)) {
      asked.incrementAndGet();
    }
  }

  private void failLate(HttpServerRequest request) {
    count(request);
    vertx.setTimer(LATE.toMillis(), id -> request.response().setStatusCode(500).end());
  }

  private Stream<TestServer> origins() {
    return Stream.concat(Stream.of(farm.origin()), origins.stream());
  }

  private Stream<TestServer> transcoders() {
    return Stream.concat(Stream.of(farm.transcoder()), transcoders.stream());
  }

  private static String proxyStatus(HttpResponse<?> answer) {
    return answer.headers().firstValue("proxy-status").orElse("none");
  }

  private HttpResponse<String> get(String target) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(farm.url(target))).timeout(ABOUT_THAT_TIME).build();
    return client.send(request, BodyHandlers.ofString());
  }
}
