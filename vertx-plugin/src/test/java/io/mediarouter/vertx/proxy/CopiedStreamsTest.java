package io.mediarouter.vertx.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.mediarouter.vertx.server.ProxyServer;
import io.mediarouter.vertx.testfarm.ByteServer;
import io.mediarouter.vertx.testfarm.ChunkTranscoder;
import io.mediarouter.vertx.testfarm.TestFarm;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is ordered of a transcoding server that copies streams, and what becomes of a refusal. */
class CopiedStreamsTest {
  private static final String MUTE = "/media/" + TestFarm.ASSET + "?acodec=none&vb=5M";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Vertx vertx = Vertx.vertx();
  private final List<String> orders = new CopyOnWriteArrayList<>();
  private final ByteServer origin = new ByteServer(vertx);
  private final ByteServer store = new ByteServer(vertx);
  private volatile int refusal;
  private volatile String probe = ChunkTranscoder.PROBE;
  private ProxyServer proxy;

  @BeforeEach
  void start() {
    origin.with("/" + TestFarm.ASSET, Buffer.buffer("the original"));
    int port =
        vertx
            .createHttpServer()
            .requestHandler(this::answer)
            .listen(0, "127.0.0.1")
            .await()
            .actualPort();
    var config =
        MediaRoutingConfig.parse(
            TestFarm.NOTHING_KEPT
                + """
                listen: {host: 127.0.0.1, port: 0}
                admin: {host: 127.0.0.1, port: 0}
                servers:
                  - {role: origin, url: "%s", id: o1}
                  - {role: transcoding, url: "http://127.0.0.1:%d/", id: t1, makes: [copy]}
                  - {role: distribution, url: "%s", id: d1}
                """
                    .formatted(origin.url(), port, store.url()),
            "test.yaml");
    proxy = ProxyServer.start(vertx, config).await();
  }

  @AfterEach
  void stop() {
    proxy.close().await();
    vertx.close().await();
  }

  private void answer(HttpServerRequest request) {
    switch (request.path()) {
      case "/probe" -> request.response().end(probe);
      case "/transcode" -> make(request);
      default -> request.response().setStatusCode(404).end();
    }
  }

  private void make(HttpServerRequest request) {
    orders.add(request.query());
    boolean copies = request.query().contains("=copy");
    if (copies && refusal > 0) {
      request.response().setStatusCode(refusal).end();
    } else {
      request.response().end(copies ? "copied" : "encoded");
    }
  }

  @Test
  void pictureThatFits_isOrderedAsACopy_andNotDescribed() throws Exception {
    HttpResponse<String> answer = get();

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("copied");
    assertThat(cacheStatus(answer)).isEqualTo("media-router; fwd=miss; detail=remux");
    assertThat(orders.get(0)).contains("format=mp4", "vcodec=copy", "acodec=none", "speed=fast");
    assertThat(orders.get(0)).doesNotContain("width=", "height=", "vb=");
    await().untilAsserted(() -> assertThat(cacheStatus(get())).contains("detail=exact-cached"));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 422, 500})
  void serverThatRefusesToCopy_encodes_inTheSameRequest(int status) throws Exception {
    refusal = status;

    HttpResponse<String> answer = get();

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("encoded");
    assertThat(cacheStatus(answer)).contains("detail=on-demand-exact");
    assertThat(orders).hasSize(2);
    assertThat(orders.get(1)).contains("vcodec=h264", "width=1280");
  }

  @Test
  void originalInAFormThatWasLeftOpen_isForWhoNamesIt_andCachesAreToldSo() throws Exception {
    probe =
        """
        {"container":"webm","duration_seconds":10.0,
         "video":{"codec":"vp9","width":640,"height":360,"fps":30.0,"bit_rate":500000},
         "audio":{"codec":"opus","channels":2,"sample_rate":48000,"bit_rate":64000}}
        """;
    String target = "/media/" + TestFarm.ASSET + "?height=720";

    HttpResponse<String> named = get(target, "video/webm, video/*;q=0.5");
    HttpResponse<String> any = get(target, "*/*");
    HttpResponse<String> told = get(target + "&format=mp4", "video/webm");

    assertThat(named.body()).isEqualTo("the original");
    assertThat(cacheStatus(named)).contains("detail=direct");
    assertThat(named.headers().allValues("vary")).contains("Accept");
    assertThat(any.body()).isEqualTo("encoded");
    assertThat(any.headers().allValues("vary")).contains("Accept");
    assertThat(told.headers().allValues("vary")).doesNotContain("Accept");
  }

  private HttpResponse<String> get() throws Exception {
    return get(MUTE, "*/*");
  }

  private HttpResponse<String> get(String target, String accept) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + proxy.port() + target))
            .header("accept", accept)
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  private static String cacheStatus(HttpResponse<?> answer) {
    return answer.headers().firstValue("cache-status").orElse("");
  }
}
