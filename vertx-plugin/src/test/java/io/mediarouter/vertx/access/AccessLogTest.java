package io.mediarouter.vertx.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.vertx.testfarm.ByteServer;
import io.mediarouter.vertx.testfarm.RawClient;
import io.mediarouter.vertx.testfarm.TestFarm;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The access log tells what the client got, of media and of all else. */
class AccessLogTest {
  private static final String SMALL = TestFarm.ASSET + "?height=360";

  @TempDir Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final ByteServer site = new ByteServer(vertx);

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private TestFarm farm() {
    return new TestFarm(
        """
        accessLog: "%s"
        fallback: "%s"
        fallbackTimeout: 1s
        timeouts: {firstByte: 400ms, decide: 1s}
        failover: {deadline: 2s}
        """
            .formatted(folder.resolve("access.log"), site.url()));
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void everyMediaRequest_leavesOneLineThatSaysHowItWasServed(HttpClient.Version version)
      throws Exception {
    try (var farm = farm()) {
      get(version, farm, TestFarm.ASSET, "range", "bytes=0-3", "user-agent", "player/1");
      get(version, farm, TestFarm.ASSET + "?height=7");

      List<JsonObject> lines = lines(2);
      assertThat(lines.get(0).getMap())
          .containsEntry("method", "GET")
          .containsEntry("path", "/media/films/clip.mp4")
          .containsEntry("protocol", version == HttpClient.Version.HTTP_2 ? "HTTP/2" : "HTTP/1.1")
          .containsEntry("range", "bytes=0-3")
          .containsEntry("user_agent", "player/1")
          .containsEntry("client", "127.0.0.1")
          .containsEntry("option", "pass-through")
          .containsEntry("server", "o1")
          .containsEntry("outcome", "success")
          .containsKeys("first_byte_ms", "ms", "id", "at");
      JsonObject attempt = attempts(lines.get(0)).getJsonObject(0);
      assertThat(attempt.getMap())
          .containsEntry("server", "o1")
          .containsEntry("work", "original")
          .containsKeys("ms", "first_byte_ms", "after_ms")
          .doesNotContainKey("cause");
      assertThat(lines.get(1).getMap())
          .containsEntry("status", 400)
          .containsEntry("outcome", "refused")
          .doesNotContainKeys("option", "server");
      assertThat(lines.get(1).getString("cause")).contains("height");
    }
  }

  @Test
  void timeOut_isNoSuccess_andItsLineTellsEachAttemptAndItsCause() throws Exception {
    try (var farm = farm()) {
      get(farm, TestFarm.ASSET);
      farm.origin().behave(request -> {});

      int status = get(farm, TestFarm.ASSET).statusCode();

      JsonObject line = lines(2).get(1);
      assertThat(status).isIn(503, 504);
      assertThat(line.getMap()).containsEntry("status", status).containsEntry("outcome", "failure");
      assertThat(line.getString("cause")).contains("o1 (original): no answer in time");
      assertThat(attempts(line).getJsonObject(0).getMap())
          .containsEntry("server", "o1")
          .containsEntry("cause", "no answer in time");
    }
  }

  @Test
  void transcodersThatFailed_areAttemptsOfWhoWaited() throws Exception {
    try (var farm = farm()) {
      get(farm, TestFarm.ASSET);
      farm.transcoder().behave(request -> request.response().setStatusCode(500).end());
      assertThat(get(farm, SMALL).statusCode()).isGreaterThanOrEqualTo(500);
      farm.transcoder().behave(request -> failUnlessProbed(request, farm));
      assertThat(get(farm, SMALL + "&start=1").statusCode()).isGreaterThanOrEqualTo(500);

      List<JsonObject> lines = lines(3);
      assertThat(lines.get(1).getString("outcome")).isEqualTo("failure");
      assertThat(attempts(lines.get(1)).getJsonObject(1).getMap())
          .containsEntry("server", "t1")
          .containsEntry("work", "probe")
          .containsEntry("status", 500);
      JsonArray tried = attempts(lines.get(2));
      assertThat(tried.getJsonObject(tried.size() - 1).getMap())
          .containsEntry("server", "t1")
          .containsEntry("work", "transcode")
          .containsEntry("cause", "answered 500");
    }
  }

  @Test
  void transcoderThatIsSilent_isTheCauseThatIsTold() throws Exception {
    try (var farm = farm()) {
      get(farm, TestFarm.ASSET);
      farm.transcoder()
          .behave(
              request -> {
                if (request.path().contains("probe")) {
                  farm.transcoder().serveWell(request);
                }
              });

      get(farm, SMALL + "&start=1");

      assertThat(lines(2).get(1).getString("cause"))
          .containsAnyOf("t1 (transcode): no answer yet", "t1 (transcode): no output in time");
    }
  }

  private static void failUnlessProbed(HttpServerRequest request, TestFarm farm) {
    if (request.path().contains("probe")) {
      farm.transcoder().serveWell(request);
    } else {
      request.response().setStatusCode(500).end();
    }
  }

  @Test
  void clientThatLeaves_isToldFromAServerThatBreaksOff() throws Exception {
    Buffer media = Buffer.buffer(new byte[2_000_000]);
    try (var farm = farm()) {
      farm.origin()
          .behave(
              request ->
                  request
                      .response()
                      .putHeader("content-length", Integer.toString(media.length()))
                      .write(media.slice(0, 300_000)));
      InputStream body = send(farm, TestFarm.ASSET).get().body();
      body.read();
      body.close();
      assertThat(lines(1).get(0).getMap())
          .containsEntry("status", 200)
          .containsEntry("outcome", "client-left");

      farm.origin()
          .behave(
              request ->
                  request
                      .response()
                      .putHeader("content-length", Integer.toString(media.length()))
                      .write(media.slice(0, 300_000))
                      .onComplete(v -> request.connection().close()));
      try (InputStream broken = send(farm, TestFarm.ASSET).get().body()) {
        broken.readAllBytes();
      } catch (IOException expected) {
        // It is the log that tells how it ended.
      }
      JsonObject line = lines(2).get(1);
      assertThat(line.getMap()).containsEntry("status", 200).containsEntry("outcome", "broken-off");
      assertThat(line.getString("cause")).contains("o1");
      assertThat(line.getLong("bytes")).isEqualTo(300_000);
    }
  }

  @Test
  void whatIsNotForMedia_hasALineToo_andSoHasAFallbackThatIsGone() throws Exception {
    site.with("/index.html", Buffer.buffer("welcome"));
    try (var farm = farm()) {
      String root = farm.url("").replace("/media/", "/");
      HttpResponse<String> answer = ask(root + "index.html?token=secret", "x-request-id", "abc-1");

      assertThat(answer.body()).isEqualTo("welcome");
      assertThat(answer.headers().allValues("x-request-id")).containsExactly("abc-1");
      assertThat(lines(1).get(0).getMap())
          .containsEntry("path", "/index.html?token=***")
          .containsEntry("id", "abc-1")
          .containsEntry("status", 200)
          .containsEntry("bytes", 7)
          .containsEntry("option", "not-media");

      site.close();
      assertThat(ask(root + "index.html").statusCode()).isEqualTo(502);
      assertThat(lines(2).get(1).getMap())
          .containsEntry("status", 502)
          .containsEntry("outcome", "failure")
          .containsKey("cause");
    }
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void fallbackThatBreaksOffOrFallsSilent_isToldFromAClientThatLeaves(HttpClient.Version version)
      throws Exception {
    try (var farm = farm()) {
      String page = farm.url("").replace("/media/", "/page");
      HttpClient client = HttpClient.newBuilder().version(version).build();

      var asked = new LinkedBlockingQueue<HttpServerRequest>();
      site.behave(request -> beginning(request).onSuccess(v -> asked.add(request)));
      try (InputStream body = begun(client, page)) {
        asked.take().connection().close();
        readToTheEnd(body);
      }
      try (InputStream body = begun(client, page)) {
        readToTheEnd(body);
      }
      begun(client, page).close();

      List<JsonObject> lines = lines(3);
      assertThat(lines.get(0).getMap())
          .containsEntry("outcome", "broken-off")
          .containsEntry("status", 200)
          .containsEntry("bytes", 9);
      assertThat(lines.get(0).getString("cause")).contains("the fallback: broke off");
      assertThat(lines.get(1).getMap())
          .containsEntry("outcome", "broken-off")
          .containsEntry("cause", "the fallback: went silent");
      assertThat(lines.get(2).getMap())
          .containsEntry("outcome", "client-left")
          .containsEntry("cause", "the client left");
    }
  }

  private static Future<Void> beginning(HttpServerRequest request) {
    return request.response().putHeader("content-length", "100").write("beginning");
  }

  /** The answer, of which the beginning has come. */
  private static InputStream begun(HttpClient client, String url) throws Exception {
    InputStream body = client.send(request(url), BodyHandlers.ofInputStream()).body();
    assertThat(body.readNBytes(9)).hasSize(9);
    return body;
  }

  private static void readToTheEnd(InputStream body) {
    try {
      assertThat(body.readAllBytes()).isEmpty();
    } catch (IOException brokenOff) {
      // It is the log that tells how it ended.
    }
  }

  @Test
  void whoLeavesBeforeTheFallbackAnswers_wasAnsweredNothing() throws Exception {
    try (var farm = farm()) {
      var asked = new CompletableFuture<HttpServerRequest>();
      site.behave(asked::complete);
      CompletableFuture<?> answer =
          HttpClient.newHttpClient()
              .sendAsync(
                  request(farm.url("").replace("/media/", "/page")), BodyHandlers.discarding());
      asked.get();
      answer.cancel(true);

      assertThat(lines(1).get(0).getMap())
          .containsEntry("outcome", "client-left")
          .containsEntry("bytes", 0)
          .containsEntry("cause", "the client left before the answer began");
    }
  }

  @Test
  void requestThatTheDoorRefuses_hasALineToo() throws Exception {
    try (var farm = farm()) {
      int port = URI.create(farm.url("")).getPort();

      assertThat(RawClient.ask(port, "GET /media/a.mp4 HTTP/1.1\r\n\r\n"))
          .startsWith("HTTP/1.1 400");

      JsonObject line = lines(1).get(0);
      assertThat(line.getMap())
          .containsEntry("path", "/media/a.mp4")
          .containsEntry("client", "127.0.0.1")
          .containsEntry("status", 400)
          .containsEntry("outcome", "refused");
      assertThat(line.getString("cause")).contains("Host");
    }
  }

  @Test
  void versionThatIsNotSpoken_isItsClientsDoing() throws Exception {
    try (var farm = farm()) {
      int port = URI.create(farm.url("")).getPort();

      assertThat(RawClient.ask(port, "GET / HTTP/1.2\r\nHost: x\r\n\r\n"))
          .startsWith("HTTP/1.1 505");
      assertThat(lines(1).get(0).getMap()).containsEntry("outcome", "refused");
    }
  }

  /** What HTTP's decoder gives up on is refused as all else is, and leaves its line. */
  @ParameterizedTest
  @CsvSource({
    "414, '', GET, LONG, A: b",
    "431, /media/a.mp4, GET, /media/a.mp4, A: LONG",
    "400, /media/a.mp4, POST, /media/a.mp4, Content-Length: +5",
    "400, /media/a.mp4, POST, /media/a.mp4, 'Content-Length: 5, 6'",
  })
  void requestThatCannotBeRead_leavesItsLineToo(
      int status, String path, String method, String target, String field) throws Exception {
    try (var farm = farm()) {
      String head = "%s %s HTTP/1.1\r\nHost: x\r\n%s\r\n\r\n".formatted(method, target, field);
      String answer =
          RawClient.ask(farm.proxy().port(), head.replace("LONG", "/" + "a".repeat(70_000)));

      assertThat(answer).contains(" " + status + " ", "application/problem+json", "x-request-id: ");
      assertThat(lines(1).get(0).getMap())
          .containsEntry("path", path)
          .containsEntry("status", status)
          .containsEntry("outcome", "refused")
          .containsKeys("id", "cause");
    }
  }

  @Test
  void requestId_isPassedOnAndBack_givenOrMade() throws Exception {
    try (var farm = farm()) {
      HttpResponse<String> given = get(farm, TestFarm.ASSET, "x-request-id", "mine.1");
      HttpResponse<String> made = get(farm, TestFarm.ASSET);
      HttpResponse<String> insane = get(farm, TestFarm.ASSET, "x-request-id", "a b\"c");

      assertThat(id(given)).isEqualTo("mine.1");
      assertThat(id(made)).matches("[0-9a-f]{16}");
      assertThat(id(insane)).matches("[0-9a-f]{16}").isNotEqualTo(id(made));
      assertThat(named(farm.origin().requests()))
          .contains(id(given), id(made), id(insane))
          .doesNotContain("a b\"c");
      assertThat(lines(3))
          .extracting(line -> line.getString("id"))
          .containsExactly(id(given), id(made), id(insane));
    }
  }

  @Test
  void requestId_reachesTheTranscoder() throws Exception {
    try (var farm = farm()) {
      List<HttpServerRequest> requests = new CopyOnWriteArrayList<>();
      farm.transcoder()
          .behave(
              request -> {
                requests.add(request);
                farm.transcoder().serveWell(request);
              });
      CompletableFuture<HttpResponse<InputStream>> answer =
          send(farm, SMALL, "x-request-id", "viewer-7");
      await().until(() -> farm.transcoder().started() == 1);
      farm.transcoder().write("made");
      farm.transcoder().end();
      answer.get().body().readAllBytes();

      assertThat(named(requests)).contains("viewer-7");
      assertThat(attempts(lines(1).get(0)).encode()).contains("\"t1\"").contains("transcode");
    }
  }

  private static List<String> named(List<HttpServerRequest> requests) {
    return requests.stream().map(request -> request.getHeader("x-request-id")).toList();
  }

  private static String id(HttpResponse<?> answer) {
    assertThat(answer.headers().allValues("x-request-id")).hasSize(1);
    return answer.headers().firstValue("x-request-id").orElseThrow();
  }

  private static JsonArray attempts(JsonObject line) {
    return line.getJsonArray("attempts");
  }

  private List<JsonObject> lines(int count) throws IOException {
    Path log = folder.resolve("access.log");
    await().until(() -> Files.exists(log) && Files.readAllLines(log).size() == count);
    return Files.readAllLines(log).stream().map(JsonObject::new).toList();
  }

  private static HttpResponse<String> get(TestFarm farm, String target, String... headers)
      throws Exception {
    return get(HttpClient.Version.HTTP_1_1, farm, target, headers);
  }

  private static HttpResponse<String> get(
      HttpClient.Version version, TestFarm farm, String target, String... headers)
      throws Exception {
    return HttpClient.newBuilder()
        .version(version)
        .build()
        .send(request(farm.url(target), headers), BodyHandlers.ofString());
  }

  private static HttpResponse<String> ask(String url, String... headers) throws Exception {
    return HttpClient.newHttpClient().send(request(url, headers), BodyHandlers.ofString());
  }

  private static CompletableFuture<HttpResponse<InputStream>> send(
      TestFarm farm, String target, String... headers) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .build()
        .sendAsync(request(farm.url(target), headers), BodyHandlers.ofInputStream());
  }

  private static HttpRequest request(String url, String... headers) {
    var request = HttpRequest.newBuilder(URI.create(url));
    return (headers.length == 0 ? request : request.headers(headers)).build();
  }
}
