package io.mediarouter.vertx.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.farm.Work;
import io.mediarouter.vertx.call.BreakerReport;
import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.mediarouter.vertx.proxy.fields.ProxyStatus;
import io.mediarouter.vertx.server.ProxyServer;
import io.mediarouter.vertx.testfarm.TestFarm;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of an origin that answers in its own way, or resets its connections. */
class UnreadableAnswerTest {
  private final Vertx vertx = Vertx.vertx();
  private volatile String answer = "";
  private volatile boolean closes;
  private final NetServer origin =
      vertx.createNetServer().connectHandler(this::serve).listen(0, "127.0.0.1").await();
  private final ProxyServer proxy =
      ProxyServer.start(vertx, MediaRoutingConfig.parse(yaml(), "test.yaml")).await();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private String yaml() {
    return TestFarm.NOTHING_KEPT
        + """
        listen: {host: 127.0.0.1, port: 0}
        admin: {host: 127.0.0.1, port: 0}
        timeouts: {firstByte: 2s}
        breakers: {minimumCalls: 10}
        health: {interval: 60s}
        servers:
          - {role: origin, url: "http://127.0.0.1:%d/", id: o1}
        """
            .formatted(origin.actualPort());
  }

  private void serve(NetSocket socket) {
    socket.handler(
        request -> {
          socket.write(answer.replace("\n", "\r\n"));
          if (closes) {
            socket.close();
          }
        });
  }

  @AfterEach
  void nothingIsLeft() {
    await().untilAsserted(() -> assertThat(report().inFlight()).isZero());
    await().untilAsserted(() -> assertThat(proxy.routing().requests()).isZero());
    proxy.close().await();
    vertx.close().await();
  }

  private BreakerReport report() {
    return proxy.routing().breakers().of("o1", Work.ORIGINAL).report();
  }

  private HttpResponse<String> get() throws Exception {
    var uri = URI.create("http://127.0.0.1:" + proxy.port() + "/media/a.mp4");
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH_9.2p1 Debian\n\n",
        "HTTP/9.9 200 OK\nContent-Length: 2\n\nok",
        "HTTP/1.1 abc OK\nContent-Length: 2\n\nok",
        "HTTP/1.1 000 What\nContent-Length: 2\n\nok",
        "HTTP/1.1 999 What\nContent-Length: 2\n\nok",
        "HTTP/1.1 101 Switching Protocols\n\n",
        "HTTP/1.1 200 OK\nContent-Length: -2\n\nok",
        "HTTP/1.1 200 OK\nContent-Length: two\n\nok",
        "HTTP/1.1 200 OK\nContent-Length: 2\nContent-Length: 3\n\nok",
        "HTTP/1.1 200 OK\n: no name\nContent-Length: 2\n\nok",
      })
  void answerThatIsNoHttp_isTheServersFailure_andToldSo(String what) throws Exception {
    answer = what;

    HttpResponse<String> told = get();

    assertThat(told.statusCode()).as(told.body()).isEqualTo(502);
    assertThat(told.body()).contains("not understood");
    assertThat(told.headers().firstValue("proxy-status")).hasValue(ProxyStatus.UNREADABLE);
    await().untilAsserted(() -> assertThat(report().failures()).isEqualTo(1));
    assertThat(report().ignored()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 304 Not Modified\nETag: \"a\"\n\n",
        "HTTP/1.1 304 Not Modified\nETag: \"a\"\nTransfer-Encoding: chunked\n\n",
        "HTTP/1.1 304 Fine As It Is\nETag: \"a\"\nTransfer-Encoding: chunked\n\n0\n\n",
        "HTTP/1.1 304 Not Modified\nETag: \"a\"\nDate: Sat, 28 Nov 2026 00:00:00 GMT\n"
            + "Transfer-Encoding: chunked\n\n",
        "HTTP/1.1 304 Fine As It Is\nETag: \"a\"\nDate: Sat, 28 Nov 2026 00:00:00 GMT\n\n",
      })
  void answerWithoutABody_tellsOfNoneThatWouldFollow(String what) throws Exception {
    answer = what;

    HttpResponse<String> told = get();

    assertThat(told.statusCode()).isEqualTo(304);
    assertThat(told.headers().firstValue("etag")).hasValue("\"a\"");
    assertThat(told.headers().map()).doesNotContainKeys("transfer-encoding", "content-length");
  }

  @Test
  void headThatHasNoEnd_isTheServersFailure() throws Exception {
    answer = "HTTP/1.1 200 OK\nX-Long: " + "x".repeat(100_000) + "\n";

    assertThat(get().statusCode()).isEqualTo(502);

    await().untilAsserted(() -> assertThat(report().failures()).isEqualTo(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "max-age=99999999999",
        "max-age=\"1\"",
        "max-age=a100",
        "public, max-age=0x",
        "public"
      })
  void fieldsThatAreNoneOfOurBusiness_arePassedOn(String cacheControl) throws Exception {
    answer =
        "HTTP/1.1 200 OK\nExpires: never\nDate: Thu, 01 Jan 2026 00:00:00 GMT\nCache-Control: "
            + cacheControl
            + "\nContent-Length: 2\n\nok";

    HttpResponse<String> told = get();

    assertThat(told.statusCode()).isEqualTo(200);
    assertThat(told.body()).isEqualTo("ok");
    assertThat(told.headers().firstValue("cache-control")).hasValue(cacheControl);
  }

  @Test
  void originThatClosesWithoutAWord_hasFailed_andNoClientHasLeft() throws Exception {
    closes = true;

    assertThat(get().statusCode()).isIn(502, 503);

    await().untilAsserted(() -> assertThat(report().failures()).isEqualTo(1));
    assertThat(report().ignored()).isZero();
  }

  @Test
  void originThatResetsInItsBody_hasFailed_andNoClientHasLeft() {
    answer = "HTTP/1.1 200 OK\nContent-Length: 1000000\n\nonly this";
    closes = true;

    try {
      get();
    } catch (Exception brokenOff) {
      assertThat(brokenOff).isInstanceOf(java.io.IOException.class);
    }

    await().untilAsserted(() -> assertThat(report().failures()).isPositive());
    assertThat(report().ignored()).isZero();
  }

  @Test
  void bodyThatIsNoHttp_isTheServersFailure() {
    answer = "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n5\nbegun\nzz\nnot this\n";

    try {
      get();
    } catch (Exception brokenOff) {
      assertThat(brokenOff).isInstanceOf(java.io.IOException.class);
    }

    await().untilAsserted(() -> assertThat(report().failures()).isEqualTo(1));
    assertThat(report().ignored()).isZero();
  }

  @Test
  void bodyThatFollowsA304_isNotTakenForTheNextAnswer() throws Exception {
    answer = "HTTP/1.1 304 Not Modified\nContent-Length: 19\n\nHTTP/1.1 200 OK\n\nx\n";
    assertThat(get().statusCode()).isEqualTo(304);
    answer = "HTTP/1.1 200 OK\nContent-Length: 4\n\nreal";

    for (int i = 0; i < 5; i++) {
      assertThat(get().body()).isEqualTo("real");
    }
  }
}
