package io.mediarouter.vertx.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.vertx.MediaRouting;
import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.mediarouter.vertx.testfarm.ByteServer;
import io.mediarouter.vertx.testfarm.ChunkTranscoder;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The traps of the host's reverse proxy, each closed where the plugin is installed. */
class HostTrapsTest {
  private static final String CLIP = "/media/films/clip.mp4";

  private final Vertx vertx = Vertx.vertx();
  private final ByteServer origin =
      new ByteServer(vertx).with("/films/clip.mp4", Buffer.buffer("the original"));
  private final ChunkTranscoder transcoder = new ChunkTranscoder(vertx);
  private final ByteServer distributor = new ByteServer(vertx);
  private final ByteServer site = new ByteServer(vertx).with("/index.html", Buffer.buffer("hello"));
  private final AtomicInteger closed = new AtomicInteger();
  private final MediaRouting routing =
      MediaRouting.create(
              vertx,
              MediaRoutingConfig.parse(
                  """
                  servers:
                    - {role: origin, url: "%s"}
                    - {role: transcoding, url: "%s"}
                    - {role: distribution, url: "%s"}
                  timeouts: {firstByte: 700ms, decide: 700ms}
                  health: {origin: "off", transcoding: "off", distribution: "off"}
                  durable: {store: none}
                  """
                      .formatted(origin.url(), transcoder.url(), distributor.url()),
                  "test.yaml"))
          .await();
  private final HttpClient client =
      vertx.createHttpClient(new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(100));

  @AfterEach
  void nothingIsLeft() {
    await().untilAsserted(() -> assertThat(routing.transcodes().all()).isEmpty());
    await().untilAsserted(() -> assertThat(routing.state().tasks().rows()).isEmpty());
    routing.close().await();
    vertx.close().await();
  }

  @Test
  void requestThatIsNotMedia_goesTheHostsOwnWay() {
    int port = proxy(plain -> plain);

    assertThat(body(get(port, "/index.html"))).isEqualTo("hello");
    assertThat(get(port, "/none").statusCode()).isEqualTo(404);
    assertThat(get(port, "/index.html").getHeader("cache-status")).isNull();
  }

  @Test
  void interceptorThatThrows_answersInsteadOfHanging() {
    ProxyInterceptor throwing =
        new ProxyInterceptor() {
          @Override
          public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
            throw new IllegalStateException("a defect in somebody's interceptor");
          }
        };
    int port = proxy(plain -> plain.addInterceptor(throwing));

    assertThat(get(port, "/index.html").statusCode()).isEqualTo(502);
  }

  @Test
  void originProviderThatThrows_answersInsteadOfHanging() {
    int port =
        proxy(
            plain ->
                plain.origin(
                    context -> {
                      throw new IllegalStateException("a defect in somebody's provider");
                    }));

    assertThat(get(port, "/index.html").statusCode()).isEqualTo(502);
  }

  @Test
  void bodyThatFails_breaksTheTransferInsteadOfHangingTheClient() {
    int port = proxy(plain -> plain);
    Future<HttpClientResponse> answer = send(port, CLIP + "?height=360");
    await().until(() -> transcoder.started() == 1);
    transcoder.write("begin");
    HttpClientResponse response = answer.await();
    Future<Buffer> body = response.body();
    response.resume();

    transcoder.breakOff();

    await().until(body::isComplete);
    assertThat(body.failed()).isTrue();
  }

  @Test
  void hopByHopFieldsOfABackEnd_doNotReachAnHttp2Client() {
    origin.behave(
        request ->
            request
                .response()
                .putHeader("connection", "x-private")
                .putHeader("x-private", "1")
                .putHeader("keep-alive", "timeout=5")
                .end("odd"));
    int port = proxy(plain -> plain);
    HttpClient http2 =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false));

    HttpClientResponse response =
        http2
            .request(HttpMethod.GET, port, "127.0.0.1", CLIP)
            .compose(HttpClientRequest::send)
            .await();

    assertThat(response.version()).isEqualTo(HttpVersion.HTTP_2);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().names()).doesNotContain("connection", "keep-alive", "x-private");
  }

  @Test
  void moreThanFiveRequests_reachABackEndAtOnce() {
    List<HttpServerRequest> held = new CopyOnWriteArrayList<>();
    origin.behave(held::add);
    int port = proxy(plain -> plain);

    List<Future<HttpClientResponse>> answers =
        IntStream.range(0, 20).mapToObj(i -> send(port, CLIP)).toList();

    await().untilAsserted(() -> assertThat(held).hasSize(20));
    held.forEach(request -> request.response().end("done"));
    Future.join(answers).await();
  }

  @Test
  void backEndThatNeverAnswers_isGivenUp() {
    origin.behave(request -> {});
    int port = proxy(plain -> plain);

    HttpClientResponse response = get(port, CLIP);

    assertThat(response.statusCode()).isIn(503, 504);
    assertThat(response.getHeader("content-type")).isEqualTo("application/problem+json");
  }

  @Test
  void backEndThatIsGone_isToldAsAProblem() {
    origin.close();
    int port = proxy(plain -> plain);

    assertThat(get(port, CLIP).statusCode()).isIn(502, 503);
    assertThat(get(port, CLIP + "?height=360").statusCode()).isEqualTo(502);
  }

  @Test
  void backEnd_isToldWhoAsks_whateverTheClientSays() {
    int port = proxy(plain -> plain);

    client
        .request(HttpMethod.GET, port, "127.0.0.1", CLIP)
        .compose(
            request ->
                request
                    .putHeader("x-forwarded-for", "10.0.0.1")
                    .putHeader("forwarded", "for=10.0.0.1")
                    .putHeader("via", "1.1 nobody")
                    .send())
        .compose(HttpClientResponse::body)
        .await();

    HttpServerRequest seen = origin.requests().get(0);
    assertThat(seen.getHeader("host")).isEqualTo("127.0.0.1:" + origin.port());
    assertThat(seen.getHeader("x-forwarded-for")).isEqualTo("127.0.0.1");
    assertThat(seen.getHeader("x-forwarded-host")).isEqualTo("127.0.0.1:" + port);
    assertThat(seen.getHeader("x-forwarded-proto")).isEqualTo("http");
    assertThat(seen.headers().names()).doesNotContain("forwarded", "via");
  }

  @Test
  void clientThatLeavesWhileDeciding_startsNothing() {
    List<HttpServerRequest> probes = new CopyOnWriteArrayList<>();
    transcoder.behave(probes::add);
    int port = proxy(plain -> plain);
    HttpClientRequest request =
        client.request(HttpMethod.GET, port, "127.0.0.1", CLIP + "?height=360").await();
    request.send();
    await().until(() -> probes.stream().anyMatch(probe -> probe.path().equals("/probe")));

    request.reset();
    request.connection().close().await();
    await().until(() -> closed.get() > 0);
    transcoder.recover();
    probes.forEach(probe -> probe.response().end(ChunkTranscoder.PROBE));

    await()
        .during(300, TimeUnit.MILLISECONDS)
        .untilAsserted(() -> assertThat(transcoder.started()).isZero());
  }

  @Test
  void bodyOfAGetRequest_isDrained_andTheConnectionGoesOn() {
    int port = proxy(plain -> plain);

    String first =
        client
            .request(HttpMethod.GET, port, "127.0.0.1", CLIP)
            .compose(
                request ->
                    request
                        .send(Buffer.buffer(new byte[300_000]))
                        .compose(HttpClientResponse::body))
            .await()
            .toString();

    assertThat(first).isEqualTo("the original");
    assertThat(body(get(port, CLIP))).isEqualTo("the original");
  }

  private int proxy(UnaryOperator<HttpProxy> furnish) {
    HttpProxy proxy = HttpProxy.reverseProxy(client).origin(site.port(), "127.0.0.1");
    HttpServer server =
        vertx
            .createHttpServer(new HttpServerOptions())
            .connectionHandler(connection -> connection.closeHandler(v -> closed.incrementAndGet()))
            .requestHandler(furnish.apply(routing.installOn(proxy)))
            .listen(0, "127.0.0.1")
            .await();
    return server.actualPort();
  }

  private HttpClientResponse get(int port, String target) {
    return send(port, target).await();
  }

  private Future<HttpClientResponse> send(int port, String target) {
    return client
        .request(HttpMethod.GET, port, "127.0.0.1", target)
        .compose(HttpClientRequest::send)
        .onSuccess(response -> response.pause());
  }

  private static String body(HttpClientResponse response) {
    Future<Buffer> body = response.body();
    response.resume();
    return body.await().toString();
  }
}
