package io.mediarouter.harness.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.mediarouter.vertx.server.ProxyServer;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Conditional and range requests are answered as an nginx answers them for the same bytes, whether
 * these are stored there, in memory, or an original, and as an Apache httpd does where one is
 * installed; what differs does so on purpose.
 */
@ExtendWith(Nginx.Installed.class)
class ConditionsBesideNginxTest {
  private static final int LENGTH = 1000;
  private static final String ASSET = "original.mp4";
  private static final String RENDITION = ASSET + "?height=360";
  private static final Duration LONG = Duration.ofMinutes(1);

  private static final String PROBE =
      """
      {"container":"mp4","duration_seconds":10,"bit_rate":2000000,
       "video":{"codec":"h264","width":1280,"height":720,"fps":25,"bit_rate":1800000}}
      """;

  /** What is asked beside {@code GET}: fields, with the validators of who is asked. */
  private static final List<String> CASES =
      List.of(
          "",
          "Range: bytes=0-0",
          "Range: bytes=0-",
          "Range: bytes=10-19",
          "Range: bytes=-5",
          "Range: bytes=-0",
          "Range: bytes=-5000",
          "Range: bytes=990-5000",
          "Range: bytes=999-",
          "Range: bytes=1000-",
          "Range: bytes=5-2",
          "Range: bytes=abc",
          "Range: bytes=",
          "Range: bytes=-",
          "Range: bytes=1-2x",
          "Range: bytes=0-0,5-9",
          "Range: bytes=0-4,2-9",
          "Range: bytes=0-0,2000-",
          "Range: bytes=2000-,3000-",
          "Range: bytes=0-4,",
          "Range: bytes= 2-4",
          "Range: BYTES=2-4",
          "Range: pages=2-4",
          "Range: bytes=2-99999999999999999999",
          "Range: bytes=99999999999999999999-",
          "If-None-Match: {etag}",
          "If-None-Match: W/{etag}",
          "If-None-Match: \"other\"",
          "If-None-Match: *",
          "If-None-Match: \"other\", {etag}",
          "If-None-Match: other",
          "If-Match: {etag}",
          "If-Match: W/{etag}",
          "If-Match: \"other\"",
          "If-Match: *",
          "If-Match: \"other\", {etag}",
          "If-Modified-Since: {date}",
          "If-Modified-Since: {later}",
          "If-Modified-Since: {earlier}",
          "If-Modified-Since: never",
          "If-Unmodified-Since: {date}",
          "If-Unmodified-Since: {later}",
          "If-Unmodified-Since: {earlier}",
          "If-Unmodified-Since: never",
          "If-None-Match: \"other\"; If-Modified-Since: {date}",
          "If-None-Match: {etag}; If-Modified-Since: {earlier}",
          "If-Match: {etag}; If-Unmodified-Since: {earlier}",
          "If-Match: {etag}; If-None-Match: {etag}",
          "If-Match: \"other\"; If-None-Match: {etag}",
          "If-None-Match: {etag}; Range: bytes=0-4",
          "If-Match: \"other\"; Range: bytes=0-4",
          "If-Range: {etag}; Range: bytes=0-4",
          "If-Range: W/{etag}; Range: bytes=0-4",
          "If-Range: \"other\"; Range: bytes=0-4",
          "If-Range: {date}; Range: bytes=0-4",
          "If-Range: {earlier}; Range: bytes=0-4",
          "If-Range: {later}; Range: bytes=0-4",
          "If-Range: never; Range: bytes=0-4",
          "If-Range: \"other\"; Range: bytes=2000-",
          "If-Range: {etag}",
          "HEAD",
          "HEAD Range: bytes=0-4",
          "HEAD If-None-Match: {etag}",
          "HEAD If-Match: \"other\"",
          "HEAD If-Modified-Since: {date}",
          "HEAD If-Unmodified-Since: {earlier}");

  /**
   * A range that is none does not count (RFC 9110, 14.2), empty elements of a list are skipped
   * (5.6.1.2), and an offset may be of any length; a date later than the last change has seen it
   * (13.1.3), what is no date does not count (13.1.4), and a date does not where a tag is given
   * (13.1.3, 13.1.4); HEAD knows no ranges (14.2).
   */
  private static final List<String> ON_PURPOSE =
      List.of(
          "Range: bytes=5-2 -> 200  1000",
          "Range: bytes=abc -> 200  1000",
          "Range: bytes=- -> 200  1000",
          "Range: bytes=1-2x -> 200  1000",
          "Range: bytes=0-4, -> 206 bytes 0-4/1000 5",
          "Range: bytes=2-99999999999999999999 -> 206 bytes 2-999/1000 998",
          "If-Modified-Since: {later} -> 304",
          "If-Unmodified-Since: never -> 200  1000",
          "If-None-Match: {etag}; If-Modified-Since: {earlier} -> 304",
          "If-Match: {etag}; If-Unmodified-Since: {earlier} -> 200  1000",
          "HEAD Range: bytes=0-4 -> 200  0");

  /**
   * Apache httpd 2.4.71 keeps from nginx in other places: it takes an empty suffix and an offset
   * beyond 64 bits for none, which cannot be satisfied and for which 416 says the length (14.1.2,
   * 15.5.17); it joins parts that overlap, which one may (14.2); it wants no space; it lets a date
   * count beside a tag, which does not (13.1.3, 13.1.4), and holds that of a file that is younger
   * than a minute for weak, where ours is when a rendition was made, which happens once (8.8.2.2).
   */
  private static final List<String> UNLIKE_APACHE =
      List.of(
          "Range: bytes=-0 -> 416 bytes */1000",
          "Range: bytes=1000- -> 416 bytes */1000",
          "Range: bytes=0-4,2-9 -> 206 2 parts",
          "Range: bytes=2000-,3000- -> 416 bytes */1000",
          "Range: bytes= 2-4 -> 206 bytes 2-4/1000 3",
          "Range: bytes=2-99999999999999999999 -> 206 bytes 2-999/1000 998",
          "Range: bytes=99999999999999999999- -> 416 bytes */1000",
          "If-Modified-Since: {later} -> 304",
          "If-None-Match: {etag}; If-Modified-Since: {earlier} -> 304",
          "If-Match: {etag}; If-Unmodified-Since: {earlier} -> 200  1000",
          "If-Range: {date}; Range: bytes=0-4 -> 206 bytes 0-4/1000 5",
          "HEAD Range: bytes=0-4 -> 200  0");

  @TempDir static Path folder;

  private static final Vertx VERTX = Vertx.vertx();
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static Nginx nginx;
  private static HttpServer maker;
  private static ProxyServer fromStore;
  private static ProxyServer fromMemory;
  private static URI file;

  @BeforeAll
  static void start() throws Exception {
    nginx = Nginx.start("distribution.conf", folder, "files");
    var put =
        HttpRequest.newBuilder(nginx.url().resolve("origin/" + ASSET))
            .PUT(BodyPublishers.ofString("o".repeat(LENGTH)))
            .build();
    assertThat(CLIENT.send(put, BodyHandlers.discarding()).statusCode()).isEqualTo(201);
    maker = VERTX.createHttpServer().requestHandler(ConditionsBesideNginxTest::make);
    maker.listen(0, "127.0.0.1").await();
    fromStore = proxy(0);
    fromMemory = proxy(1 << 20);
    awaitAnswers(fromStore, "detail=exact-cached");
    awaitAnswers(fromMemory, "; memory");
    String path =
        nginx.files("files").stream()
            .map(each -> folder.resolve("files").relativize(each).toString())
            .filter(each -> each.startsWith(ASSET) && !each.endsWith(".json"))
            .findFirst()
            .orElseThrow();
    file = nginx.url().resolve(path);
  }

  private static void make(HttpServerRequest request) {
    switch (request.path()) {
      case "/probe" -> request.response().end(PROBE);
      case "/load" -> request.response().end("{\"cpu_utilization\":0.1}");
      default -> request.response().end(Buffer.buffer("0123456789".repeat(LENGTH / 10)));
    }
  }

  private static ProxyServer proxy(int memory) {
    String yaml =
        """
        listen: {host: 127.0.0.1, port: 0}
        admin: {host: 127.0.0.1, port: 0}
        durable: {store: none}
        sourceCheck: 1h
        caching: {memory: %d}
        servers:
          - {role: origin, url: "%sorigin/", id: o1}
          - {role: transcoding, url: "http://127.0.0.1:%d/", id: t1, capacity: 4}
          - {role: distribution, url: "%s", id: d1}
        """
            .formatted(memory, nginx.url(), maker.actualPort(), nginx.url());
    return ProxyServer.start(VERTX, MediaRoutingConfig.parse(yaml, "test.yaml")).await();
  }

  private static URI url(ProxyServer proxy, String target) {
    return URI.create("http://127.0.0.1:" + proxy.port() + "/media/" + target);
  }

  private static void awaitAnswers(ProxyServer proxy, String how) {
    await()
        .atMost(LONG)
        .until(
            () ->
                send(url(proxy, RENDITION), "", Map.of())
                    .headers()
                    .firstValue("cache-status")
                    .orElse("")
                    .endsWith(how));
  }

  @AfterAll
  static void stop() {
    fromStore.close().await();
    fromMemory.close().await();
    VERTX.close().await();
    nginx.close();
  }

  private static HttpResponse<byte[]> send(URI url, String form, Map<String, String> validators)
      throws Exception {
    boolean head = form.startsWith("HEAD");
    String fields = head ? form.substring(4).strip() : form;
    var request =
        HttpRequest.newBuilder(url).method(head ? "HEAD" : "GET", BodyPublishers.noBody());
    for (String field : fields.isEmpty() ? new String[0] : fields.split("; ", -1)) {
      String[] parts = field.split(": ", 2);
      String value = parts[1];
      for (var each : validators.entrySet()) {
        value = value.replace(each.getKey(), each.getValue());
      }
      request.header(parts[0], value);
    }
    return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static Map<String, String> validators(URI url) throws Exception {
    HttpResponse<byte[]> plain = send(url, "", Map.of());
    String date = plain.headers().firstValue("last-modified").orElseThrow();
    var then = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME);
    var format = DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT);
    return Map.of(
        "{etag}", plain.headers().firstValue("etag").orElseThrow(),
        "{date}", date,
        "{later}", format.format(then.plusHours(1)),
        "{earlier}", format.format(then.minusHours(1)));
  }

  /** Status, what part, and how many bytes. */
  private static String brief(HttpResponse<byte[]> answer) {
    String range = answer.headers().firstValue("content-range").orElse("");
    String type = answer.headers().firstValue("content-type").orElse("");
    if (type.startsWith("multipart/byteranges")) {
      String body = new String(answer.body(), StandardCharsets.ISO_8859_1);
      return answer.statusCode()
          + " "
          + (body.split("(?i)content-range", -1).length - 1)
          + " parts";
    }
    boolean media = answer.statusCode() / 100 == 2;
    return (answer.statusCode() + " " + range + (media ? " " + answer.body().length : "")).strip();
  }

  private static Map<String, String> answers(URI url) throws Exception {
    Map<String, String> validators = validators(url);
    Map<String, String> answers = new TreeMap<>();
    for (String each : CASES) {
      answers.put(each, brief(send(url, each, validators)));
    }
    return answers;
  }

  @Test
  void cases_areAnsweredAsByNginx_orOtherwiseOnPurpose() throws Exception {
    Map<String, String> theirs = answers(file);

    assertThat(differences(theirs, answers(url(fromStore, RENDITION)))).isSubsetOf(ON_PURPOSE);
    assertThat(differences(theirs, answers(url(fromMemory, RENDITION)))).isSubsetOf(ON_PURPOSE);
    assertThat(differences(theirs, answers(url(fromStore, ASSET)))).isSubsetOf(ON_PURPOSE);
  }

  private static List<String> differences(Map<String, String> theirs, Map<String, String> ours) {
    return CASES.stream()
        .filter(each -> !theirs.get(each).equals(ours.get(each)))
        .map(each -> each + " -> " + ours.get(each))
        .toList();
  }

  @Test
  void cases_areAnsweredAsByApache_orOtherwiseOnPurpose() throws Exception {
    Path program = Apache.program().orElse(null);
    assumeTrue(program != null, "Apache httpd: not on PATH nor in /usr/sbin");
    try (var apache = Apache.start(program, folder, folder.resolve("files"))) {
      Map<String, String> theirs = answers(apache.url().resolve(file.getRawPath()));

      assertThat(differences(theirs, answers(url(fromStore, RENDITION)))).isSubsetOf(UNLIKE_APACHE);
      assertThat(differences(theirs, answers(url(fromMemory, RENDITION))))
          .isSubsetOf(UNLIKE_APACHE);
    }
  }

  @Test
  void severalParts_sayWhatSeparatesThem() throws Exception {
    HttpResponse<byte[]> parts = send(url(fromStore, RENDITION), "Range: bytes=0-1,5-6", Map.of());
    assertThat(parts.statusCode()).isEqualTo(206);
    assertThat(parts.headers().firstValue("content-type").orElse(""))
        .startsWith("multipart/byteranges; boundary=");
    assertThat(new String(parts.body(), StandardCharsets.ISO_8859_1)).contains("01", "56");
  }

  /** It closes a connection after an answer of 412, and says nothing of that. */
  @Test
  void conditionThatFails_costsNobodyElseTheAnswer() throws Exception {
    URI original = url(fromStore, ASSET);
    for (int i = 0; i < 30; i++) {
      assertThat(send(original, "If-Match: \"other\"", Map.of()).statusCode()).isEqualTo(412);
      assertThat(send(original, "", Map.of()).statusCode()).isEqualTo(200);
    }
  }
}
