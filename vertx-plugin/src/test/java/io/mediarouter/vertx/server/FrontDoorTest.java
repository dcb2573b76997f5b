package io.mediarouter.vertx.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.vertx.testfarm.ByteServer;
import io.mediarouter.vertx.testfarm.RawClient;
import io.mediarouter.vertx.testfarm.TestFarm;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a stand-alone proxy lets in and what it sends on, byte by byte, for media and all else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FrontDoorTest {
  private static final String CLOSE = "Connection: close\r\n";

  private final Vertx vertx = Vertx.vertx();
  private final ByteServer site = new ByteServer(vertx).with("/page", Buffer.buffer("the page"));
  private final TestFarm farm =
      new TestFarm("trustedProxies: [127.0.0.2]\nfallback: '" + site.url() + "'\n");

  @BeforeEach
  void nothingWasAsked() {
    site.requests().clear();
    farm.origin().requests().clear();
    site.recover();
  }

  @AfterAll
  void close() {
    farm.close();
    vertx.close().await();
  }

  private String ask(String request) {
    return RawClient.ask(farm.proxy().port(), request);
  }

  private static String head(String target) {
    return "GET " + target + " HTTP/1.1\r\nHost: x\r\n";
  }

  private static int status(String answer) {
    return Integer.parseInt(answer.substring(9, 12));
  }

  private static int answers(String bytes) {
    return bytes.split("HTTP/1[.][01] [0-9]", -1).length - 1;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /page HTTP/1.1\r\n\r\n",
        "GET /page HTTP/1.1\r\nHost: x\r\nHost: x\r\n\r\n",
        "GET /page HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
        "GET /page HTTP/1.1\r\nHost:\r\n\r\n",
        "GET /page HTTP/1.1\r\nHost: \r\n\r\n",
        "GET /page HTTP/1.1\r\nHost: x, y\r\n\r\n",
        "GET /page HTTP/1.1\r\nHost: user@x\r\n\r\n",
        "GET /page HTTP/1.1\r\nHost: x/page\r\n\r\n",
        "GET /page HTTP/1.1\r\nHost: x:99999\r\n\r\n",
        "GET /page HTTP/1.1\r\nHost: x:8a\r\n\r\n",
        "GET /page HTTP/1.1\r\nHost: x y\r\n\r\n",
        "GET /page HTTP/1.1\r\nHost: x\r\n: empty\r\n\r\n",
        "GET /page HTTP/1.1\r\nHost: x\r\nbad name: x\r\n\r\n",
        "GET /page HTTP/1.1\r\nHost: x\r\nname : x\r\n\r\n",
        "GET /page HTTP/1.1\r\nHost: x\r\nno colon\r\n\r\n",
        "GET * HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET page HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET ftp://x/page HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET http://user@x/page HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET http:///page HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /page#x HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /pa%zzge HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /a\\b HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /a/..;/b HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /../b HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /media/..%2f..%2fb HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /media/films/%00clip.mp4 HTTP/1.1\r\nHost: x\r\n\r\n",
        "POST /page HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        "POST /page HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        "POST /page HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST /page HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST /page HTTP/1.1\r\nHost: x\r\nContent-Length: 1, 2\r\n\r\nab",
        "POST /page HTTP/1.1\r\nHost: x\r\nContent-Length: +1\r\n\r\na",
        "GET /page HTTP/1.1\r\nHost: x\r\nA: b\r\n c\r\n\r\n",
        "GET /page HTTP/1.1\r\nHost: x\r\nA: b\r\n\t\r\n\r\n",
        "GET /page HTTP/1.1\r\n A: b\r\nHost: x\r\n\r\n",
        "GET /page HTTP/1.1\r\nHost:\r\n x\r\n\r\n",
        "GET /media/films/clip.mp4 HTTP/1.1\r\nHost: x\r\nA: b\r\n c\r\n\r\n",
        "GET /page HTTP/1.1\r\nHost: x\r\n\u000bA: b\r\n\r\n",
        "GET /page HTTP/1.1\r\nHost: x\r\n\rA: b\r\n\r\n",
        "POST /page HTTP/1.1\r\nHost: x\r\nTransfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n",
        "POST /page HTTP/1.1\r\nHost: x\r\nTransfer_Encoding: chunked\r\n\r\n",
        "POST /page HTTP/1.1\r\nHost: x\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
        "POST /page HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "GET  /page HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET\t/page HTTP/1.1\r\nHost: x\r\n\r\n",
        " GET /page HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /page HTTP/1.1 \r\nHost: x\r\n\r\n",
        "POST /page HTTP/1.1\r\n"
            + "Host: x\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n"
            + " 3\r\n"
            + "abc\r\n"
            + "0\r\n\r\n",
        "POST /page HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "0\r\nA: b\r\n c\r\n\r\n",
        "GET /page a HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /media/films/clip.mp4 x\r\nHost: x\r\n\r\n",
        "GET /page HTTP/1.1\r\nHost: x\r\nMedia-Router-Refused: x\r\n\r\n",
        "GET /page HTTP/1.1\r\nHost: b\u00fccher.example\r\n\r\n",
        "GET /page HTTP/1.1\r\nHost: b\u00c3\u00bccher.example\r\n\r\n",
        "GET /page HTTP/1.1\r\nHost: x%00\r\n\r\n",
      })
  void malformedRequest_isRefusedWith400_andTheConnectionCloses(String request) {
    String answer = ask(request + "GET /page HTTP/1.1\r\nHost: x\r\n\r\n");

    assertThat(status(answer)).as(answer).isEqualTo(400);
    assertThat(answers(answer)).as(answer).isEqualTo(1);
    assertThat(site.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://other/page", "http://x/page", "http://other/media/films/clip.mp4", "page"})
  void http2TargetWithAHostOfItsOwn_is400(String target) {
    assertThat(Http2Request.status(farm.proxy().port(), target)).isEqualTo(400);
    assertThat(site.requests()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "CONNECT x:443, 405",
    "TRACE /page, 405",
    "GET http://other/page, 421",
    "GET http://other/media/films/clip.mp4, 421",
  })
  void whatIsNotServedHere_isRefused(String line, int status) {
    String answer = ask(line + " HTTP/1.1\r\nHost: x\r\n" + CLOSE + "\r\n");

    assertThat(status(answer)).as(answer).isEqualTo(status);
    assertThat(site.requests()).isEmpty();
  }

  /** What is folded may come in whatever pieces, and behind whatever else. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "GET /page HTTP/1.1\r\nHost: x\r\n\r\n",
        "POST /page HTTP/1.1\r\nHost: x\r\nContent-Length: 7\r\n\r\na:\r\n  b",
        "POST /page HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "7;a=b\r\na:\r\n  b\r\n0\r\nC: d\r\n\r\n",
      })
  void foldedField_isRefused_whateverComesBefore_whichIsServed(String before) {
    int answered = before.isEmpty() ? 1 : 2;
    String folded = "GET /page?folded HTTP/1.1\r\nHost: x\r\nA: b\r\n c\r\n\r\n" + head("/page");

    String whole = ask(before + folded);
    try (var client = new RawClient(farm.proxy().port())) {
      for (char c : (before + folded).toCharArray()) {
        client.send(String.valueOf(c));
      }
      assertThat(answers(client.rest())).isEqualTo(answered);
    }

    assertThat(answers(whole)).as(whole).isEqualTo(answered);
    assertThat(whole).contains("HTTP/1.1 400 ", "obs-fold");
    assertThat(site.requests()).extracting(HttpServerRequest::uri).doesNotContain("/page?folded");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Xength",
        "content_length",
        "content-xength",
        "CONTENT-XENGTH",
        "Content-Xype"
      })
  void fieldThatIsContentLengthButForALetter_isRefused_andHidesNoSecondRequest(String name) {
    String second = "GET /page HTTP/1.1\r\nHost: x\r\n\r\n";

    String answer =
        ask(
            "POST /page HTTP/1.1\r\nHost: x\r\n"
                + name
                + ": "
                + second.length()
                + "\r\n\r\n"
                + second);

    assertThat(answers(answer)).as(answer).isEqualTo(1);
    assertThat(status(answer)).isEqualTo(400);
    assertThat(site.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.2", "HTTP/2.0", "HTTP/3", "http/1.1"})
  void versionThatIsNotSpoken_is505_insteadOfAConnectionThatCloses(String version) {
    ask(head("/page") + CLOSE + "\r\n"); // The first of a listener is looked at in another way.
    site.requests().clear();

    String answer = ask("GET /page " + version + "\r\nHost: x\r\n\r\n" + head("/page") + "\r\n");

    assertThat(status(answer)).as(answer).isEqualTo(505);
    assertThat(answers(answer)).isEqualTo(1);
    assertThat(site.requests()).isEmpty();
  }

  /** A connection that is closed while bytes come is reset, and what it was told is lost. */
  @ParameterizedTest
  @ValueSource(strings = {"Host: y\r\n", "A: b\r\n c\r\n"})
  void refusal_reachesAClientThatSendsAllBeforeItReads(String flaw) {
    try (var client = new RawClient(farm.proxy().port())) {
      client.send("POST /page HTTP/1.1\r\nHost: x\r\n" + flaw + "Content-Length: 9000000\r\n\r\n");
      for (int i = 0; i < 9; i++) {
        client.send("a".repeat(1_000_000));
      }

      assertThat(status(client.rest())).isEqualTo(400);
    }
  }

  /** A coding's name is of any case, which not all on the way know. */
  @Test
  void chunkedBody_isSentOn_whateverTheCaseOfItsName() {
    String answer =
        ask(
            "POST /page HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: CHUNKED\r\n"
                + CLOSE
                + "\r\n3;a=b\r\nabc\r\n0\r\n\r\n");

    assertThat(status(answer)).as(answer).isEqualTo(200);
    assertThat(site.requests().get(0).getHeader("transfer-encoding")).isEqualTo("chunked");
  }

  /** Nothing is behind it, so nothing of it is left with the decoder once it is decoded. */
  @Test
  void foldedField_isRefused_alsoInTheVeryFirstRequest() {
    try (var fresh = new TestFarm()) {
      assertThat(RawClient.ask(fresh.proxy().port(), head("/page") + "A: b\r\n c\r\n\r\n"))
          .startsWith("HTTP/1.1 400 ");
    }
  }

  /** What comes after an upgrade is no request of HTTP/1, on whichever connection. */
  @Test
  void upgradeToHttp2_isNotDisturbed() throws Exception {
    for (int i = 0; i < 3; i++) {
      var client = HttpClient.newHttpClient();
      for (int j = 0; j < 3; j++) {
        var url = URI.create("http://127.0.0.1:" + farm.proxy().port() + "/page");
        var answer =
            client.send(
                HttpRequest.newBuilder(url).header("x-n", "a\tb c").build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.body()).isEqualTo("the page");
        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
      }
    }
  }

  /** What becomes a request of HTTP/2 has lost what makes it ambiguous. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /page HTTP/1.1\r\nHost: x\r\n%sA: b\r\n c\r\n\r\n",
        "GET /page HTTP/1.1\r\nHost: x\r\n%sHost: y\r\n\r\n",
        "GET /page HTTP/1.1\r\nHost: x\r\n%s: y\r\n\r\n",
        "POST /page HTTP/1.1\r\nContent-Length: 3\r\nHost: x\r\n%sContent-Length: 3\r\n\r\nabc",
        "POST /page HTTP/1.1\r\n"
            + "Transfer-Encoding: chunked\r\n"
            + "Host: x\r\n"
            + "%sContent-Length: 5\r\n\r\n"
            + "0\r\n\r\n",
        "POST /page HTTP/1.1\r\nTransfer-Encoding: chunked\r\nHost: x\r\n%s\r\nzz\r\n",
      })
  void ambiguousRequest_isRefused_alsoWhereItAsksForHttp2(String request) {
    String upgrade =
        "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n";
    try (var client = new RawClient(farm.proxy().port())) {
      client.send(request.formatted(upgrade)).send(head("/page") + "\r\n");

      assertThat(client.rest()).doesNotContain("the page");
    }
    assertThat(site.requests()).isEmpty();
  }

  @Test
  void expectation_isLookedAtWhole_andIsNoneOfHttp10() {
    String post =
        "POST /page HTTP/%s\r\nHost: x\r\nConnection: close\r\nContent-Length: 1\r\n%s\r\na";
    String expect = "Expect: 100-continue\r\n";

    assertThat(status(ask(post.formatted("1.1", expect + "Expect: b\r\n")))).isEqualTo(417);
    assertThat(ask(post.formatted("1.0", expect))).startsWith("HTTP/1.0 200").doesNotContain("100");
  }

  @Test
  void beginOfHttp2_thatGoesOnAsSomethingElse_isNoHang() {
    try (var client = new RawClient(farm.proxy().port())) {
      assertThat(client.send("PRI * HTTP/2.0\r\n").send("\r\nXX\r\n\r\n").rest())
          .doesNotContain("200");
    }
    try (var client = new RawClient(farm.proxy().port())) {
      client.send("P").send("OST /page HTTP/1.1\r\nHost: x\r\nA: b\r\n c\r\n\r\n");
      assertThat(status(client.rest())).isEqualTo(400);
    }
  }

  @Test
  void targetThatIsTooLong_is414() {
    assertThat(status(ask(head("/" + "a".repeat(20_000)) + "\r\n"))).isEqualTo(414);
  }

  @Test
  void questionAboutTheServer_isAnsweredByItself() {
    assertThat(status(ask("OPTIONS * HTTP/1.1\r\nHost: x\r\n" + CLOSE + "\r\n"))).isEqualTo(204);
    assertThat(site.requests()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "/a/../page /page",
        "/%70age /page",
        "http://x/page /page",
        "HTTP://X/page?a /page?a",
        "/caf\u00c3\u00a9 /caf%C3%A9",
        "/caf%C3%A9 /caf%C3%A9",
        "/a%2fb /a%2Fb",
        "/private;x.m4s /private;x.m4s",
        "/media/../page /page",
      })
  void theFallback_isAskedInTheOneForm(String written, String sent) {
    ask(head(written) + CLOSE + "\r\n");

    assertThat(site.requests()).singleElement().extracting(HttpServerRequest::uri).isEqualTo(sent);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/media/films/clip.mp4",
        "/page/../media/films/clip.mp4",
        "/%6dedia/films/clip.mp4",
        "/media/films/./clip.mp4",
        "http://x/media/films/clip.mp4",
      })
  void media_isRoutedByTheOneForm(String written) {
    assertThat(ask(head(written) + CLOSE + "\r\n")).endsWith("the original, as it is");
    assertThat(site.requests()).isEmpty();
  }

  @Test
  void whatAClientSaysOfItself_isReplaced_onBothPaths() {
    String lies =
        "X-Forwarded-For: 10.0.0.1\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: evil\r\n"
            + "X-Forwarded-Port: 1\r\nX-Forwarded-Prefix: /evil\r\nForwarded: for=10.0.0.1\r\n"
            + "X-Real-IP: 10.0.0.1\r\nConnection: close, x-forwarded-for\r\n\r\n";

    ask(head("/page") + lies);
    ask(head("/media/films/clip.mp4") + lies);

    for (List<HttpServerRequest> seen : List.of(site.requests(), farm.origin().requests())) {
      HttpServerRequest request = seen.get(seen.size() - 1);
      assertThat(request.getHeader("x-forwarded-for")).isEqualTo("127.0.0.1");
      assertThat(request.getHeader("x-real-ip")).isEqualTo("127.0.0.1");
      assertThat(request.getHeader("x-forwarded-proto")).isEqualTo("http");
      assertThat(request.getHeader("x-forwarded-host")).isEqualTo("x");
      assertThat(request.headers().names())
          .doesNotContain("X-Forwarded-Port", "X-Forwarded-Prefix", "Forwarded", "forwarded");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "X-Forwarded-For: 192.0.2.7 | 192.0.2.7, 127.0.0.2",
        "X-Forwarded-For: 10.0.0.1, 192.0.2.7 | 192.0.2.7, 127.0.0.2",
        "X-Forwarded-For: 192.0.2.7, 127.0.0.2 | 192.0.2.7, 127.0.0.2, 127.0.0.2",
        "X-Forwarded-For: 192.0.2.7:4711 | 192.0.2.7, 127.0.0.2",
        "X-Forwarded-For: 2001:db8::1 | 2001:db8::1, 127.0.0.2",
        "X-Forwarded-For: , | 127.0.0.2",
        "X-Forwarded-For: unknown | 127.0.0.2",
        "Forwarded: for=192.0.2.7;proto=https | 192.0.2.7, 127.0.0.2",
        "Forwarded: For=\"[2001:db8::1]:4711\" | 2001:db8::1, 127.0.0.2",
        "Forwarded: for=_hidden | 127.0.0.2",
        "X-Real-IP: 192.0.2.7 | 192.0.2.7, 127.0.0.2",
      })
  void trustedProxy_isBelievedAboutWhoAsks(String field, String told) {
    try (var proxy = new RawClient(farm.proxy().port(), "127.0.0.2")) {
      proxy.send(head("/page") + field + "\r\n" + CLOSE + "\r\n").rest();
    }

    assertThat(site.requests().get(0).getHeader("x-forwarded-for")).isEqualTo(told);
  }

  @Test
  void requestThatComesRound_isRefusedWith508() {
    ask(head("/page") + "Via: 1.0 somebody\r\n" + CLOSE + "\r\n");
    String via = site.requests().get(0).getHeader("via");
    assertThat(via).startsWith("1.0 somebody, 1.1 media-router-");

    assertThat(status(ask(head("/page") + "Via: " + via + "\r\n" + CLOSE + "\r\n"))).isEqualTo(508);
    assertThat(status(ask(head("/media/films/clip.mp4") + "Via: " + via + "\r\n" + CLOSE + "\r\n")))
        .isEqualTo(508);
  }

  @Test
  void answers_tellByWhomTheyHaveCome() {
    assertThat(ask(head("/page") + CLOSE + "\r\n")).containsIgnoringCase("\r\nvia: 1.1 media-");
    assertThat(ask(head("/media/films/clip.mp4") + CLOSE + "\r\n"))
        .containsIgnoringCase("\r\nvia: 1.1 media-");
  }

  @Test
  void credentials_goToNoOrigin_unlessThatIsConfigured() {
    ask(head("/media/films/clip.mp4") + "Cookie: a=b\r\nAuthorization: x\r\n" + CLOSE + "\r\n");

    assertThat(farm.origin().requests())
        .isNotEmpty()
        .allSatisfy(
            request ->
                assertThat(request.headers().names()).doesNotContain("Cookie", "Authorization"));
  }
}
