package io.mediarouter.vertx.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.farm.Work;
import io.mediarouter.vertx.call.BreakerReport;
import io.mediarouter.vertx.testfarm.ByteServer;
import io.mediarouter.vertx.testfarm.TestFarm;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of renditions while their source changes, fails once, or has several origins. */
class LifeOfAnAssetTest {
  private static final String SMALL = TestFarm.ASSET + "?height=360";

  private final Vertx vertx = Vertx.vertx();
  private final ByteServer special = new ByteServer(vertx);
  private final TestFarm farm =
      new TestFarm(
          """
            - {role: origin, url: "%s", id: o2, path: films/}
          sourceCheck: 1ms
          breakers: {minimumCalls: 3}
          failover: {retryReserve: 0, retryShare: 0}
          """
              .formatted(special.url()));
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  LifeOfAnAssetTest() {
    special.with("/clip.mp4", Buffer.buffer("of the special origin"));
  }

  @AfterEach
  void close() {
    farm.close();
    vertx.close().await();
  }

  private CompletableFuture<HttpResponse<String>> get(String target) {
    var request = HttpRequest.newBuilder(URI.create(farm.url(target))).build();
    return client.sendAsync(request, BodyHandlers.ofString());
  }

  /** Looks at the asset, and makes nothing. */
  private void head(String target) {
    var request =
        HttpRequest.newBuilder(URI.create(farm.url(target)))
            .method("HEAD", BodyPublishers.noBody())
            .build();
    client.sendAsync(request, BodyHandlers.discarding()).join();
  }

  private String make(String target, String output) {
    int before = farm.transcoder().started();
    var answer = get(target);
    await().until(() -> farm.transcoder().started() > before);
    farm.transcoder().write(output);
    farm.transcoder().end();
    return answer.join().body();
  }

  private void changeTheSource() {
    farm.origin().with("/" + TestFarm.ASSET, Buffer.buffer("another original"));
    special.with("/clip.mp4", Buffer.buffer("another special original"));
  }

  private static boolean isHit(HttpResponse<?> answer) {
    return answer.headers().map().toString().contains("; hit;");
  }

  @Test
  void ofTwoOrigins_theOneWithTheLongerPathIsAsked() {
    for (int i = 0; i < 10; i++) {
      assertThat(get(TestFarm.ASSET).join().body()).isEqualTo("of the special origin");
    }
  }

  @Test
  void sourceThatChanged_isLookedAtAgain_andItsRenditionsAreMadeAnew() {
    assertThat(make(SMALL, "old")).isEqualTo("old");
    await().until(() -> isHit(get(SMALL).join()));
    changeTheSource();

    var answers = new CopyOnWriteArrayList<CompletableFuture<HttpResponse<String>>>();
    await()
        .until(
            () -> {
              answers.add(get(SMALL));
              return farm.transcoder().started() == 2;
            });
    farm.transcoder().write("new");
    farm.transcoder().end();

    assertThat(answers.get(answers.size() - 1).join().body()).isEqualTo("new");
  }

  @Test
  void outputOfASourceThatChangedMeanwhile_isTakenAwayAgain() {
    var answer = get(SMALL);
    await().until(() -> farm.transcoder().started() == 1);
    long looks = special.requests().size();
    changeTheSource();
    await()
        .until(
            () -> {
              head(SMALL);
              return special.requests().size() > looks + 2;
            });
    farm.transcoder().write("of what was");
    farm.transcoder().end();

    assertThat(answer.join().body()).isEqualTo("of what was");
    await()
        .untilAsserted(
            () -> {
              assertThat(farm.distributor().requests())
                  .extracting(HttpServerRequest::method)
                  .contains(HttpMethod.PUT, HttpMethod.DELETE);
              assertThat(farm.distributor().files()).isEmpty();
            });
  }

  @Test
  void renditionThatWasMadeAfterAll_isHeldAgainstNobody() {
    farm.transcoder()
        .behave(
            request -> {
              if (request.path().equals("/transcode")) {
                request.response().setStatusCode(500).end();
              } else {
                farm.transcoder().serveWell(request);
              }
            });
    get(SMALL).join();
    var failures = farm.proxy().routing().state().mediaFailures();
    await().until(() -> !failures.rows().isEmpty());
    farm.transcoder().recover();

    assertThat(make(SMALL, "made")).isEqualTo("made");

    await().untilAsserted(() -> assertThat(failures.rows()).isEmpty());
  }

  @Test
  void clientOfHttp10_getsARenditionWhole_withItsLength() throws Exception {
    try (var socket = new Socket("127.0.0.1", farm.proxy().port())) {
      String head = "GET /media/" + SMALL + " HTTP/1.0\r\nHost: x\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      await().until(() -> farm.transcoder().started() == 1);
      farm.transcoder().write("made ");
      farm.transcoder().write("whole");
      farm.transcoder().end();

      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

      assertThat(answer).contains("200 OK").endsWith("\r\n\r\nmade whole");
      assertThat(answer.toLowerCase(java.util.Locale.ROOT))
          .contains("content-length: 10")
          .doesNotContain("transfer-encoding")
          .contains("etag:");
    }
  }

  @Test
  void viewersWhoCloseTheirTab_openNoBreaker() throws Exception {
    List<HttpServerRequest> held = new CopyOnWriteArrayList<>();
    special.behave(
        request -> {
          if (request.path().equals("/clip.mp4")) {
            held.add(request);
          }
        });
    for (int i = 1; i <= 6; i++) {
      int asked = i;
      try (var socket = new Socket("127.0.0.1", farm.proxy().port())) {
        String head = "GET /media/" + TestFarm.ASSET + " HTTP/1.1\r\nHost: x\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        await().until(() -> held.size() == asked);
      }
      await().untilAsserted(() -> assertThat(report().ignored()).isEqualTo(asked));
    }

    assertThat(report().failures()).isZero();
    assertThat(report().state()).isEqualTo("closed");
    special.recover();
    assertThat(get(TestFarm.ASSET).join().statusCode()).isEqualTo(200);
  }

  private BreakerReport report() {
    return farm.proxy().routing().breakers().of("o2", Work.ORIGINAL).report();
  }
}
