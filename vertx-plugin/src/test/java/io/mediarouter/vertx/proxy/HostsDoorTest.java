package io.mediarouter.vertx.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.vertx.MediaRouting;
import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.mediarouter.vertx.door.PassedOn;
import io.mediarouter.vertx.testfarm.ByteServer;
import io.mediarouter.vertx.testfarm.RawClient;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.httpproxy.HttpProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The front door before a host's own router, which wraps each request for its routes. */
class HostsDoorTest {
  private static final String CLOSE = "Connection: close\r\n\r\n";
  private static final String PAGE = "GET /page HTTP/1.1\r\nHost: x\r\n";
  private static final String CLIP = "GET /media/films/clip.mp4 HTTP/1.1\r\nHost: x\r\n";

  @TempDir Path folder;

  private final Vertx vertx = Vertx.vertx();
  private final ByteServer origin =
      new ByteServer(vertx).with("/films/clip.mp4", Buffer.buffer("the original"));
  private final ByteServer site = new ByteServer(vertx);
  private final List<HttpServerRequest> asked = new CopyOnWriteArrayList<>();
  private final AtomicInteger ended = new AtomicInteger();
  private MediaRouting routing;
  private int port;

  @BeforeEach
  void start() {
    routing =
        MediaRouting.create(
                vertx,
                MediaRoutingConfig.parse(
                    """
                    servers: [{role: origin, url: "%s"}]
                    health: {origin: "off"}
                    trustedProxies: [127.0.0.2]
                    accessLog: "%s"
                    durable: {store: none}
                    """
                        .formatted(origin.url(), log()),
                    "test.yaml"))
            .await();
    HttpProxy proxy =
        HttpProxy.reverseProxy(vertx.createHttpClient()).origin(site.port(), "127.0.0.1");
    routing.installOn(proxy).addInterceptor(new PassedOn());
    Router router = Router.router(vertx);
    router.route().handler(this::count);
    router.get("/hello").handler(context -> context.end("hello"));
    router.route().handler(context -> proxy.handle(context.request()));
    port =
        routing
            .door()
            .installOn(vertx.createHttpServer(), router)
            .listen(0, "127.0.0.1")
            .compose(routing.door()::attend)
            .await()
            .actualPort();
    site.behave(this::page);
  }

  /** As a host's own log or meter does. */
  private void count(RoutingContext context) {
    context.addEndHandler(done -> ended.incrementAndGet());
    context.next();
  }

  private void page(HttpServerRequest request) {
    asked.add(request);
    request
        .response()
        .putHeader("connection", "x-private")
        .putHeader("x-private", "1")
        .putHeader("keep-alive", "timeout=5")
        .end("the page");
  }

  @AfterEach
  void stop() {
    routing.close().await();
    vertx.close().await();
  }

  private Path log() {
    return folder.resolve("access.log");
  }

  private List<String> lines() throws IOException {
    return Files.exists(log()) ? Files.readAllLines(log()) : List.of();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /hello HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
        "GET /hello HTTP/1.1\r\nHost: x\r\nA: b\r\n c\r\n\r\n",
        "GET /media/films/clip.mp4 HTTP/1.1\r\nHost: x\r\nA: b\r\n c\r\n\r\n",
        "POST /page HTTP/1.1\r\nHost: x\r\nContent-Xength: 34\r\n\r\n",
        "GET /../page HTTP/1.1\r\nHost: x\r\n\r\n",
      })
  void whatIsMalformed_reachesNoRoute_whichIsWrittenOnce(String request) throws IOException {
    String answer = RawClient.ask(port, request + "GET /hello HTTP/1.1\r\nHost: x\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 400 ").doesNotContain("HTTP/1.1 200 ");
    assertThat(asked).isEmpty();
    await().untilAsserted(() -> assertThat(lines()).hasSize(1));
    assertThat(lines().get(0)).contains("\"status\":400");
  }

  /** Nothing is behind it, so nothing of it is left with the decoder once it is decoded. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /hello HTTP/1.1\r\nHost: x\r\nA: b\r\n c\r\n\r\n",
        "GET /hello HTTP/1.2\r\nHost: x\r\n\r\n",
        "POST /page HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n",
      })
  void whatIsMalformed_isRefused_alsoAsTheVeryFirstRequest(String request) {
    assertThat(RawClient.ask(port, request)).containsPattern("^HTTP/1.1 (400|505) ");
    assertThat(asked).isEmpty();
  }

  /** Where a connection to the back end is there already, the body is on its way at once. */
  @Test
  void malformedChunk_is400_alsoWhereTheBackEndIsAskedAtOnce() {
    String chunked = "POST /page HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
    assertThat(RawClient.ask(port, "GET /page HTTP/1.1\r\nHost: x\r\n" + CLOSE))
        .endsWith("the page");

    assertThat(RawClient.ask(port, chunked + "-1\r\n")).startsWith("HTTP/1.1 400 ");
    assertThat(RawClient.ask(port, chunked + "-1\r\n")).startsWith("HTTP/1.1 400 ");
  }

  @Test
  void routes_areByTheOneForm() {
    assertThat(RawClient.ask(port, "GET /a/../%68ello HTTP/1.1\r\nHost: x\r\n" + CLOSE))
        .endsWith("hello");
  }

  /** Also the second on one connection is told apart from the first. */
  @Test
  void ownBackEndAndOrigins_learnWhoAsks_andAnswersTellTheirWay() throws IOException {
    try (var client = new RawClient(port, "127.0.0.2")) {
      client.send(PAGE + "X-Forwarded-For: 192.0.2.7\r\nX-Forwarded-Port: 1\r\n\r\n");
      assertThat(client.until("the page")).containsIgnoringCase("\r\nvia: 1.1 media-router-");
      String rest = client.send(CLIP + "X-Forwarded-For: 192.0.2.8\r\n" + CLOSE).rest();
      assertThat(rest).endsWith("the original").containsIgnoringCase("\r\nvia: 1.1 media-router-");
    }

    HttpServerRequest page = asked.get(0);
    assertThat(page.getHeader("x-forwarded-for")).isEqualTo("192.0.2.7, 127.0.0.2");
    assertThat(page.getHeader("x-forwarded-port")).isNull();
    assertThat(page.getHeader("via")).startsWith("1.1 media-router-");
    HttpServerRequest clip = origin.requests().get(origin.requests().size() - 1);
    assertThat(clip.getHeader("x-forwarded-for")).isEqualTo("192.0.2.8, 127.0.0.2");
    await().untilAsserted(() -> assertThat(lines()).hasSize(2));
    assertThat(lines().get(0)).contains("192.0.2.7").contains("\"not-media\"");
    assertThat(lines().get(1)).contains("192.0.2.8").contains("\"pass-through\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {PAGE, CLIP, "GET /hello HTTP/1.1\r\nHost: x\r\n"})
  void endOfAnAnswer_isToldToTheHostsRouter_andToTheDoor(String request) {
    assertThat(RawClient.ask(port, request + CLOSE)).startsWith("HTTP/1.1 200 ");

    await().untilAsserted(() -> assertThat(lines()).hasSize(1));
    assertThat(ended).hasValue(1);
  }

  /** The site says nothing more: who left is told of by the connection alone. */
  @Test
  void clientThatLeaves_isToldToTheHostsRouter_andToTheDoor() {
    site.behave(request -> request.response().setChunked(true).write("the"));
    try (var client = new RawClient(port)) {
      client.send(PAGE + "\r\n").until("the\r\n");
    }

    await().untilAsserted(() -> assertThat(lines()).hasSize(1));
    assertThat(ended).hasValue(1);
  }

  @Test
  void whatGoesInACircle_is508() {
    RawClient.ask(port, PAGE + CLOSE);
    String via = asked.get(0).getHeader("via");

    assertThat(RawClient.ask(port, PAGE + "Via: " + via + "\r\n" + CLOSE))
        .startsWith("HTTP/1.1 508 ");
  }

  @Test
  void fieldsOfOneConnection_doNotReachHttp2Clients() {
    HttpClient http2 =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false));

    HttpClientResponse answer =
        http2
            .request(HttpMethod.GET, port, "127.0.0.1", "/page")
            .compose(request -> request.send().compose(it -> it.body().map(it)))
            .await();

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().names()).doesNotContain("x-private", "keep-alive", "connection");
  }
}
