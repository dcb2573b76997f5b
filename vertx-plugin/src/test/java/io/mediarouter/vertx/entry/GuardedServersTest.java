package io.mediarouter.vertx.entry;

import static io.mediarouter.vertx.testfarm.TestFarm.ASSET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.vertx.testfarm.ByteServer;
import io.mediarouter.vertx.testfarm.TestCertificate;
import io.mediarouter.vertx.testfarm.TestFarm;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers that answer only those who show that they may ask. */
@Timeout(120)
class GuardedServersTest {
  private static TestCertificate servers;
  private static TestCertificate proxys;

  @TempDir private Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final List<HttpServerRequest> seen = new CopyOnWriteArrayList<>();
  private TestFarm farm;

  @BeforeAll
  static void make(@TempDir Path stores) {
    servers = TestCertificate.make(stores, "EC");
    proxys = TestCertificate.make(stores, "EC");
  }

  @AfterEach
  void stop() {
    if (farm != null) {
      farm.close();
    }
    vertx.close().await();
  }

  private static HttpResponse<String> get(String url, String... fields) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
    if (fields.length > 0) {
      request.headers(fields);
    }
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
  }

  private HttpServer secure(ClientAuth auth) throws Exception {
    servers.write(folder);
    var options =
        new HttpServerOptions()
            .setSsl(true)
            .setClientAuth(auth)
            .setTrustOptions(
                new PemTrustOptions().addCertValue(Buffer.buffer(proxys.certificate())))
            .setKeyCertOptions(
                new PemKeyCertOptions()
                    .addCertValue(Buffer.buffer(servers.certificate()))
                    .addKeyValue(Buffer.buffer(servers.key())));
    return vertx.createHttpServer(options).requestHandler(this::answer).listen(0).await();
  }

  private void answer(HttpServerRequest request) {
    seen.add(request);
    request.response().putHeader("etag", "\"1\"").putHeader("content-length", "6").end("secure");
  }

  private static String origin(HttpServer server, String keys) {
    String url = "https://localhost:" + server.actualPort() + "/";
    return "  - {role: origin, id: secure, url: '" + url + "', path: secure/" + keys + "}\n";
  }

  private String trust() throws Exception {
    return "trust: '" + Files.writeString(folder.resolve("ca.pem"), servers.certificate()) + "'";
  }

  @Test
  void anOriginThatWantsAUser_isShownTheConfigured_neverTheClients() throws Exception {
    var guarded = new ByteServer(vertx).with("/film.mp4", Buffer.buffer("guarded"));
    farm =
        new TestFarm(
            """
              - {role: origin, url: '%s', id: g, path: g/, basic: {user: u, password: p},
                 headers: {X-Key: k}}
            passAuthorization: all
            """
                .formatted(guarded.url()));

    HttpResponse<String> answer =
        get(farm.url("g/film.mp4"), "authorization", "Bearer client", "x-key", "client");

    assertThat(answer.body()).isEqualTo("guarded");
    assertThat(guarded.requests())
        .allSatisfy(
            each -> {
              assertThat(each.headers().getAll("authorization")).containsExactly("Basic dTpw");
              assertThat(each.headers().getAll("x-key")).containsExactly("k");
            });
    assertThat(get(farm.adminUrl("servers")).body()).doesNotContain("dTpw", "Basic");
  }

  @Test
  void aServerOfAnotherAuthority_isAskedWhereThatIsTrusted_onOneConnectionForAll()
      throws Exception {
    HttpServer server = secure(ClientAuth.NONE);
    farm = new TestFarm(origin(server, ", tls: {" + trust() + "}") + "health: {origin: off}\n");

    for (int i = 0; i < 5; i++) {
      assertThat(get(farm.url("secure/film.mp4")).body()).isEqualTo("secure");
    }

    assertThat(seen.stream().map(each -> each.connection().remoteAddress()).distinct())
        .hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void aServerThatWantsACertificate_isShownIt_alsoFromOneFile() throws Exception {
    HttpServer server = secure(ClientAuth.REQUIRED);
    Path own = Files.writeString(folder.resolve("own.pem"), proxys.certificate() + proxys.key());
    String tls = ", tls: {" + trust() + ", certificate: '" + own + "'}";
    farm = new TestFarm(origin(server, tls));

    assertThat(get(farm.url("secure/film.mp4")).body()).isEqualTo("secure");
  }

  @Test
  void aServerThatIsNotTrusted_isNotAsked_andTheCauseIsTold() throws Exception {
    HttpServer server = secure(ClientAuth.NONE);
    farm = new TestFarm(origin(server, "") + "health: {interval: 50ms}\n");

    assertThat(get(farm.url("secure/film.mp4")).statusCode()).isBetween(404, 502);

    assertThat(seen).isEmpty();
    await()
        .untilAsserted(
            () ->
                assertThat(get(farm.adminUrl("servers")).body())
                    .contains("unable to find valid certification path"));
  }

  @Test
  void aMissingCertificate_isTold() throws Exception {
    HttpServer server = secure(ClientAuth.REQUIRED);
    farm = new TestFarm(origin(server, ", tls: {" + trust() + "}") + "health: {interval: 50ms}\n");

    assertThat(get(farm.url("secure/film.mp4")).statusCode()).isBetween(404, 502);

    await()
        .untilAsserted(
            () -> assertThat(get(farm.adminUrl("servers")).body()).contains("certificate"));
    assertThat(get(farm.url(ASSET)).statusCode()).isEqualTo(200);
  }
}
