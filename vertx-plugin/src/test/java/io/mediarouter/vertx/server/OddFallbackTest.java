package io.mediarouter.vertx.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.vertx.testfarm.RawClient;
import io.mediarouter.vertx.testfarm.RawServer;
import io.mediarouter.vertx.testfarm.TestFarm;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fallbacks that answer oddly, late or not at all, and clients that would make them. */
class OddFallbackTest {
  private static final String GOOD = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ngood";
  private static final String REQUEST =
      "GET /page HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

  private final Vertx vertx = Vertx.vertx();
  private final RawServer site = new RawServer(vertx, head -> GOOD);
  private final TestFarm farm =
      new TestFarm(
          """
          connectionsPerServer: 3
          timeouts: {idle: 1s}
          fallbackTimeout: 2s
          fallback: '%s'
          """
              .formatted(site.url()));
  private final HttpClient http2 =
      vertx.createHttpClient(
          new HttpClientOptions()
              .setProtocolVersion(HttpVersion.HTTP_2)
              .setHttp2ClearTextUpgrade(false));

  @AfterEach
  void close() {
    farm.close();
    vertx.close().await();
  }

  private String ask(String request) {
    return RawClient.ask(farm.proxy().port(), request);
  }

  private static int status(String answer) {
    return Integer.parseInt(answer.substring(9, 12));
  }

  private HttpClientResponse get2(String path) {
    return http2
        .request(HttpMethod.GET, farm.proxy().port(), "127.0.0.1", path)
        .compose(request -> request.send().compose(response -> response.body().map(response)))
        .await();
  }

  @Test
  void fallbackThatSaysNothing_is504_longAfterAConnectionWouldBeIdle() {
    site.behave(head -> "");

    assertThat(status(ask(REQUEST))).isEqualTo(504);
  }

  @Test
  void fallbackThatFallsSilentInTheMiddle_isBrokenOff() {
    site.behave(head -> "HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\nthe beginning");

    assertThat(ask(REQUEST)).endsWith("the beginning");
  }

  @Test
  void silentRequests_giveTheirConnectionsBack() {
    site.behave(head -> head.contains("/silent") ? "" : GOOD);
    List<Future<HttpClientResponse>> silent =
        IntStream.range(0, 3)
            .mapToObj(
                i ->
                    http2
                        .request(HttpMethod.GET, farm.proxy().port(), "127.0.0.1", "/silent")
                        .compose(HttpClientRequest::send))
            .toList();

    await().until(() -> silent.stream().allMatch(Future::isComplete));
    assertThat(status(ask(REQUEST))).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a b", "/a\u0001b", "/a\u00e9 b", "a", "/a#b", "/%zz"})
  void http2TargetThatIsNone_is400_andTakesNoConnection(String path) {
    for (int i = 0; i < 8; i++) {
      assertThat(rawHttp2(path)).isEqualTo(400);
    }

    assertThat(site.heads()).isEmpty();
    assertThat(status(ask(REQUEST))).isEqualTo(200);
  }

  private int rawHttp2(String path) {
    return Http2Request.status(farm.proxy().port(), path);
  }

  @Test
  void hopByHopFields_ofOneAnswer_reachNobody() {
    site.behave(
        head ->
            "HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: keep-alive, x-one\r\n"
                + "Connection: x-two\r\nKeep-Alive: timeout=5\r\nProxy-Connection: x\r\n"
                + "X-One: 1\r\nX-Two: 2\r\nX-Three: 3\r\nUpgrade: h2c\r\n\r\ngood");

    HttpClientResponse second = get2("/page");
    String first = ask(REQUEST);

    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(second.headers().names())
        .contains("x-three")
        .doesNotContain("connection", "keep-alive", "proxy-connection", "x-one", "x-two");
    assertThat(first).doesNotContainIgnoringCase("x-one").containsIgnoringCase("x-three");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HTTP/1.1 102 Processing | 200",
        "HTTP/1.1 103 Early Hints\\r\\nLink: </a> | 200",
        "HTTP/1.1 199 Odd | 200",
        "HTTP/1.1 100 Continue | 200",
        "HTTP/1.1 101 Switching Protocols\\r\\nUpgrade: x\\r\\nConnection: upgrade | 502",
        "HTTP/1.1 000 Nothing | 502",
        "HTTP/1.1 999 Much | 502",
      })
  void interimAnswer_isNotTheEnd_andNobodyElseGetsTheRealOne(String interim, int status) {
    String lines = interim.replace("\\r\\n", "\r\n");
    site.behave(
        head -> head.contains("/odd") ? lines + "\r\n\r\n" + GOOD.replace("good", "odd!") : GOOD);

    for (int i = 0; i < 5; i++) {
      assertThat(status(ask(REQUEST.replace("/page", "/odd")))).isEqualTo(status);
      assertThat(ask(REQUEST)).endsWith("good");
      assertThat(get2("/odd").statusCode()).isEqualTo(status);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"X-Odd: a\u0001b", "X-Odd: a\u000bb", "X Odd: a", "X-Odd: \u00e9", "Date: x"})
  void oddField_leavesNobodyWithoutAnAnswer(String field) {
    String bytes = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n" + field + "\r\n\r\ngood";
    site.behave(head -> head.contains("/odd") ? bytes : GOOD);

    String answer = ask(REQUEST.replace("/page", "/odd"));

    assertThat(status(answer)).isIn(200, 502);
    assertThat(ask(REQUEST)).endsWith("good");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HTTP/1.1 204 No Content\\r\\nContent-Length: 3\\r\\n\\r\\nlie | 204",
        "HTTP/1.1 304 Not Modified\\r\\nContent-Length: 3\\r\\n\\r\\nlie | 304",
        "HTTP/1.1 304 Not Modified\\r"
            + "\\n"
            + "Transfer-Encoding: chunked\\r"
            + "\\n"
            + "\\r"
            + "\\n"
            + "3\\r"
            + "\\n"
            + "lie\\r"
            + "\\n"
            + "0\\r"
            + "\\n"
            + "\\r"
            + "\\n"
            + " | 304",
      })
  void bodyThatMustNotBe_isInNobodysAnswer(String odd, int status) {
    String bytes = odd.strip().replace("\\r\\n", "\r\n");
    site.behave(head -> head.contains("/odd") ? bytes : GOOD);

    for (int i = 0; i < 5; i++) {
      String answer = ask(REQUEST.replace("/page", "/odd"));
      assertThat(status(answer)).isEqualTo(status);
      assertThat(answer)
          .doesNotContain("lie")
          .doesNotContainIgnoringCase("transfer-encoding")
          .doesNotContain("content-length: 0");
      assertThat(ask(REQUEST)).endsWith("good");
    }
  }

  @Test
  void bodyOfAnAnswerThatResets_isInNobodysAnswer() {
    site.behave(
        head ->
            head.contains("/odd")
                ? "HTTP/1.1 205 Reset Content\r\nDate: x\r\nContent-Length: 3\r\n\r\nlie"
                : GOOD);

    for (int i = 0; i < 3; i++) {
      assertThat(ask(REQUEST.replace("/page", "/odd")))
          .startsWith("HTTP/1.1 205")
          .doesNotContain("lie");
      assertThat(get2("/odd").getHeader("content-length")).isIn("0", null);
      assertThat(ask(REQUEST)).endsWith("good");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "max-age=99999999999999999999",
        "max-age=\"1\"",
        "max-age=a100",
        "public, max-age=-1",
        "max-age",
        "public, s-maxage=99999999999"
      })
  void oddCacheControl_isPassedOn(String value) {
    site.behave(
        head ->
            "HTTP/1.1 200 OK\r\nContent-Length: 4\r\nExpires: soon\r\nDate: today\r\nWarning: x\r\n"
                + "Cache-Control: "
                + value
                + "\r\n\r\ngood");

    String answer = ask(REQUEST);

    assertThat(status(answer)).isEqualTo(200);
    assertThat(answer).containsIgnoringCase("cache-control: " + value);
  }

  /** What nobody has asked for would be the answer to who gets the connection next. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\n"
            + "Content-Length: 3\r\n\r\n"
            + "oddHTTP/1.1 200 OK\r\n"
            + "Content-Length: 4\r\n\r\n"
            + "evil",
        "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nodd and more",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nodd\r\n0\r\n\r\nmore",
        "HTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil",
      })
  void whatComesBehindAnAnswer_isInNobodyElses(String odd) {
    site.behave(head -> head.contains("/odd") ? odd : GOOD);

    List<Future<String>> answers =
        IntStream.range(0, 60).mapToObj(i -> body2(i % 3 == 0 ? "/odd" : "/page")).toList();
    await().until(() -> answers.stream().allMatch(Future::isComplete));

    for (int i = 0; i < answers.size(); i++) {
      if (i % 3 != 0) {
        assertThat(answers.get(i).result()).isEqualTo("200 good");
      }
    }
  }

  private Future<String> body2(String path) {
    return http2
        .request(HttpMethod.GET, farm.proxy().port(), "127.0.0.1", path)
        .compose(
            request ->
                request
                    .send()
                    .compose(
                        response ->
                            response.body().map(body -> response.statusCode() + " " + body)));
  }

  @Test
  void malformedChunks_areTheClientsFault() {
    String answer =
        ask(
            "POST /page HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "3\r\nabc\r\nzz\r\n\r\n");

    assertThat(status(answer)).isEqualTo(400);
  }
}
