package io.mediarouter.vertx.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.vertx.lines.LogMask;
import io.mediarouter.vertx.testfarm.ByteServer;
import io.mediarouter.vertx.testfarm.TestFarm;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Transcoding servers get at sources whose origins would refuse them, and at nothing else. */
@Timeout(120)
class SourceGatewayTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String ENCODED = "g/old%20films/%C3%BC.mp4";

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<HttpServerRequest> refused = new CopyOnWriteArrayList<>();
  private final ByteServer files =
      new ByteServer(vertx)
          .with("/old%20films/%C3%BC.mp4", Buffer.buffer("guarded film"))
          .with("/other.mp4", Buffer.buffer("another"));
  private TestFarm farm;

  @AfterEach
  void stop() {
    if (farm != null) {
      farm.close();
    }
    vertx.close().await();
  }

  /** Nobody gets anything here without the field that it wants to see. */
  private void guard(HttpServerRequest request) {
    if (!"k".equals(request.getHeader("x-key"))) {
      refused.add(request);
      request.response().setStatusCode(401).end();
      return;
    }
    files.serveWell(request);
  }

  private void start(String keys) {
    files.behave(this::guard);
    farm =
        new TestFarm(
            "  - {role: origin, url: '%s', id: g, path: g/%s}\n".formatted(files.url(), keys));
  }

  /** What the transcoding server was told of where the source lies. */
  private String source() {
    client.sendAsync(
        HttpRequest.newBuilder(URI.create(farm.url(ENCODED + "?height=360"))).build(),
        BodyHandlers.discarding());
    await().atMost(PATIENCE).until(() -> farm.transcoder().started() == 1);
    return farm.transcoder().sources().get(0);
  }

  private HttpResponse<String> send(String method, String url, String... fields) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(url)).method(method, BodyPublishers.noBody());
    if (fields.length > 0) {
      request.headers(fields);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  @Test
  void aSourceThatItsOriginRefusesToOthers_isGotThroughTheProxy_inParts() throws Exception {
    start(", headers: {X-Key: k}");
    String source = source();

    HttpResponse<String> whole = send("GET", source);
    HttpResponse<String> part = send("GET", source, "range", "bytes=8-");
    HttpResponse<String> head = send("HEAD", source);

    assertThat(URI.create(source).getPath()).endsWith("/old films/ü.mp4");
    assertThat(whole.statusCode()).isEqualTo(200);
    assertThat(whole.body()).isEqualTo("guarded film");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo("film");
    assertThat(part.headers().firstValue("content-range")).contains("bytes 8-11/12");
    assertThat(head.headers().firstValue("content-length")).contains("12");
    assertThat(head.headers().firstValue("etag")).isPresent();
    assertThat(send("GET", source, "range", "bytes=50-").statusCode()).isEqualTo(416);
    assertThat(refused).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"last digit", "another source", "later", "another origin", "no proof"})
  void anAddressThatWasNotSigned_leadsNowhere(String what) throws Exception {
    start(", headers: {X-Key: k}");
    String source = source();
    int before = files.requests().size();
    char last = source.charAt(source.length() - 1);

    String forged =
        switch (what) {
          case "last digit" -> source.substring(0, source.length() - 1) + (last == '0' ? '1' : '0');
          case "another source" -> source.replace("old%20films/%C3%BC.mp4", "other.mp4");
          case "later" -> source.replaceFirst("until=\\d+", "until=99999999999");
          case "another origin" -> source.replace("/sources/g/", "/sources/o1/");
          default -> source.substring(0, source.indexOf('?'));
        };

    assertThat(send("GET", forged).statusCode()).isEqualTo(403);
    assertThat(send("PUT", source).statusCode()).isEqualTo(403);
    assertThat(send("DELETE", source).statusCode()).isEqualTo(403);
    assertThat(files.requests()).hasSize(before);
  }

  @Test
  void theAddress_leadsNowhereAtTheDoorForClients() throws Exception {
    start(", headers: {X-Key: k}");
    URI source = URI.create(source());
    String path = source.getRawPath() + "?" + source.getRawQuery();

    String door = "http://127.0.0.1:" + farm.proxy().port();

    assertThat(send("GET", door + path).body()).doesNotContain("guarded");
    assertThat(send("GET", door + "/media" + path).body()).doesNotContain("guarded");
  }

  @Test
  void anOriginThatIsGone_isTold() throws Exception {
    start(", headers: {X-Key: k}");
    String source = source();
    files.close();

    assertThat(send("GET", source).statusCode()).isEqualTo(502);
  }

  @Test
  void anOriginThatRefusesNobody_isAskedByTranscodingServersThemselves() {
    start("");
    files.recover();

    assertThat(direct()).isTrue();
  }

  @Test
  void anOriginThatKnowsTranscodingServersByTheirAddress_isAskedByThem_whereSaidSo() {
    start(", headers: {X-Key: k}, relay: false");

    assertThat(direct()).isTrue();
  }

  @Test
  void anOriginThatTranscodingServersCannotReach_isAskedThroughTheProxy_whereSaidSo() {
    start(", relay: true");
    files.recover();

    assertThat(direct()).isFalse();
  }

  private boolean direct() {
    return source().startsWith(files.url());
  }

  private static SourceSignature signature(String key, Instant now) {
    return new SourceSignature(key.getBytes(StandardCharsets.UTF_8), InstantSource.fixed(now));
  }

  @Test
  void anAddress_isGoodForSixHours_andSoonNoMore_andOnlyHere() {
    var to = new SourceSignature.Leading("g", "/film.mp4?edition=2");
    Instant noon = Instant.parse("2026-01-01T12:00:00Z");
    String signed = signature("a", noon).sign(to);

    assertThat(signature("a", noon.plus(Duration.ofHours(6))).proven(signed)).contains(to);
    assertThat(signature("a", noon.plus(Duration.ofHours(12))).proven(signed)).isEmpty();
    assertThat(signature("b", noon).proven(signed)).isEmpty();
    assertThat(signature("a", noon.plus(Duration.ofHours(5))).sign(to)).isEqualTo(signed);
  }

  @Test
  void whatProvesAnAddress_isHiddenInLogs_alsoWithinAnother() {
    String signed = signature("a", Instant.EPOCH).sign(new SourceSignature.Leading("g", "/f.mp4"));
    String proof = signed.substring(signed.length() - 64);
    String within =
        "/probe?source=" + URLEncoder.encode("http://p" + signed, StandardCharsets.UTF_8);

    assertThat(LogMask.hide("GET http://p" + signed + " failed")).doesNotContain(proof);
    assertThat(LogMask.hide(within)).contains("f.mp4").doesNotContain(proof);
  }
}
