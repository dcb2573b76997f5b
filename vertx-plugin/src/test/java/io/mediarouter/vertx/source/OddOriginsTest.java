package io.mediarouter.vertx.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.vertx.testfarm.ByteServer;
import io.mediarouter.vertx.testfarm.ChunkTranscoder;
import io.mediarouter.vertx.testfarm.OddOrigin;
import io.mediarouter.vertx.testfarm.TestFarm;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Renditions of sources on origins as there are. */
class OddOriginsTest {
  private static final String FILM = "odd/film.mp4";

  /** Refused with what the source's length is, so that nothing has to be made. */
  private static final String LATE = FILM + "?format=jpeg&t=99";

  private final Vertx vertx = Vertx.vertx();
  private final OddOrigin origin = new OddOrigin(vertx, "a film");
  private final ByteServer stranger = new ByteServer(vertx);
  private final OddOrigin second = new OddOrigin(vertx, "a film");
  private final TestFarm farm =
      new TestFarm(
          """
            - {role: origin, url: "%s", id: odd, path: odd/}
            - {role: origin, url: "%s", id: second, path: second/}
          sourceCheck: 20ms
          """
              .formatted(origin.url(), second.url()));
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @AfterEach
  void close() {
    farm.close();
    vertx.close().await();
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void redirectToAnotherOrigin_isFollowed_andTheTranscoderIsGivenItsEnd(int status)
      throws Exception {
    String end = second.url() + "store/film.mp4?sign=a%20b";
    redirect(origin, status, end);

    assertKnown();
    assertMadeFrom(end);
  }

  @Test
  void redirectOnTheSameHost_mayBeRelative_andLeaveTheOriginsPath() throws Exception {
    origin.behave(
        request -> {
          if (request.path().equals("/film.mp4")) {
            request.response().setStatusCode(302).putHeader("location", "../new/film.mp4").end();
          } else {
            origin.serveWell(request);
          }
        });

    assertKnown();
    assertMadeFrom(origin.url() + "new/film.mp4");
  }

  @Test
  void redirectElsewhere_is502NamingIt_andNotFollowed() throws Exception {
    String target = stranger.url() + "film.mp4";
    redirect(origin, 302, target);

    HttpResponse<String> answer = get(LATE);

    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(answer.body()).contains(target);
    assertThat(stranger.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///etc/passwd",
        "ftp://127.0.0.1/film.mp4",
        "//127.0.0.1:1/film.mp4",
        "http://user@127.0.0.1:1/film.mp4",
        "http://[bad",
        "::"
      })
  void redirectToWhatIsNoOrigin_is502(String target) throws Exception {
    redirect(origin, 302, target);

    assertThat(get(LATE).statusCode()).isEqualTo(502);
  }

  @Test
  void redirectsWithoutEnd_are502() throws Exception {
    redirect(origin, 302, "/film.mp4");

    HttpResponse<String> answer = get(LATE);

    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(answer.body()).contains("/film.mp4");
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void refusal_is502NamingIt_andNever404(int status) throws Exception {
    origin.behave(request -> request.response().setStatusCode(status).end("no"));

    HttpResponse<String> answer = get(LATE);

    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(answer.body()).contains("odd", Integer.toString(status));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 405, 501})
  void refusedHead_isAskedByGet(int status) throws Exception {
    origin.refuseHead(status);

    assertKnown();
    assertThat(origin.requests())
        .anyMatch(each -> Objects.equals(each.getHeader("range"), "bytes=0-0"));
  }

  @Test
  void refusedHead_behindARedirect_isAskedByGet() throws Exception {
    redirect(origin, 302, second.url() + "film.mp4");
    second.refuseHead(403);

    assertKnown();
  }

  @Test
  void emptyFile_is422() throws Exception {
    origin.file("");

    assertThat(get(LATE).statusCode()).isEqualTo(422);
    assertThat(get(LATE).body()).contains("empty");
  }

  @Test
  void emptyFile_is422_whateverElseIsOdd() throws Exception {
    origin.file("");
    origin.withoutValidators();
    origin.withoutLengths();
    origin.withoutRanges();
    origin.refuseHead(405);

    assertThat(get(LATE).statusCode()).isEqualTo(422);
  }

  @Test
  void headThatSaysItIsEmpty_isNotBelieved() throws Exception {
    origin.behave(
        request -> {
          if (request.method().equals(HttpMethod.HEAD)) {
            request.response().putHeader("etag", "\"x\"").putHeader("content-length", "0").end();
          } else {
            origin.serveWell(request);
          }
        });

    assertKnown();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void changeWithoutValidators_isNoticed(boolean parts) throws Exception {
    origin.withoutValidators();
    origin.withoutLengths();
    if (!parts) {
      origin.withoutRanges();
    }
    String same = "x".repeat(200_000);
    origin.file("a" + same + "z");
    assertKnown();
    String first = version();

    origin.file("a" + same + "y");
    awaitOtherVersion(first);
    String tail = version();
    origin.file("b" + same + "y");
    awaitOtherVersion(tail);
    String head = version();
    origin.file("b" + same + same + "y");
    awaitOtherVersion(head);
  }

  @Test
  void sourceThatNoServerCanRead_is502_sayingWhatIsMissing() throws Exception {
    farm.transcoder()
        .behave(
            request -> {
              if (request.path().equals("/probe")) {
                request
                    .response()
                    .setStatusCode(502)
                    .putHeader("content-type", "application/problem+json")
                    .end("{\"detail\": \"the source's origin gives no byte ranges\"}");
              } else {
                farm.transcoder().serveWell(request);
              }
            });

    HttpResponse<String> answer = get(FILM + "?height=360");

    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(answer.body()).contains("gives no byte ranges");
  }

  @Test
  void changeBehindTheBeginning_isNoticed_whereThereAreNeitherPartsNorLengths() throws Exception {
    origin.withoutValidators();
    origin.withoutLengths();
    origin.withoutRanges();
    String same = "x".repeat(17 << 20);
    origin.file(same + "old");
    assertKnown();
    String first = version();

    origin.file(same + "new");

    awaitOtherVersion(first);
  }

  @Test
  void newFilm_isNeverAnsweredByWhatWasMadeOfTheOldOne() throws Exception {
    storeOld();

    origin.file("another film", "\"two\"");
    awaitStale();
    var made = client.sendAsync(request(FILM + "?height=360"), BodyHandlers.ofString());
    await().until(() -> farm.transcoder().started() == 2 || made.isDone());
    farm.transcoder().endWell("new");

    assertThat(made.get().body()).isEqualTo("new");
  }

  @Test
  void filmThatIsGone_isNotServedAnyMore() throws Exception {
    storeOld();

    origin.behave(request -> request.response().setStatusCode(404).end());
    awaitStale();

    assertThat(get(FILM + "?height=360").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"silent", "failing", "away"})
  void originThatDoesNotAnswer_leavesWhatIsStored(String how) throws Exception {
    storeOld();

    origin.behave(
        request -> {
          switch (how) {
            case "failing" -> request.response().setStatusCode(503).end();
            case "away" -> request.connection().close();
            default -> request.response().exceptionHandler(expected -> {});
          }
        });
    awaitStale();

    assertThat(get(FILM + "?height=360").body()).isEqualTo("old");
    assertThat(get(FILM + "?height=360").body()).isEqualTo("old");
  }

  private void storeOld() throws Exception {
    var made = client.sendAsync(request(FILM + "?height=360"), BodyHandlers.ofString());
    await().until(() -> farm.transcoder().started() == 1 || made.isDone());
    farm.transcoder().endWell("old");
    assertThat(made.get().body()).isEqualTo("old");
    await()
        .until(
            () ->
                get(FILM + "?height=360")
                    .headers()
                    .firstValue("cache-status")
                    .orElse("")
                    .contains("; hit"));
  }

  /** Longer than a source is believed to be as it was. */
  private void awaitStale() {
    await().pollDelay(Duration.ofMillis(40)).until(() -> true);
  }

  private void awaitOtherVersion(String former) {
    await()
        .untilAsserted(
            () -> {
              get(LATE);
              assertThat(version()).isNotEqualTo(former);
            });
  }

  private String version() throws Exception {
    HttpRequest asset = HttpRequest.newBuilder(URI.create(farm.adminUrl("assets/" + FILM))).build();
    var json = new JsonObject(client.send(asset, BodyHandlers.ofString()).body());
    return json.getJsonObject("source").getString("version");
  }

  private static void redirect(OddOrigin from, int status, String target) {
    from.behave(
        request -> request.response().setStatusCode(status).putHeader("location", target).end());
  }

  private void assertKnown() throws Exception {
    HttpResponse<String> answer = get(LATE);
    assertThat(answer.body()).contains("before the end");
    assertThat(answer.statusCode()).isEqualTo(400);
  }

  private void assertMadeFrom(String source) throws Exception {
    ChunkTranscoder transcoder = farm.transcoder();
    var made = client.sendAsync(request(FILM + "?height=360"), BodyHandlers.ofString());
    await().until(() -> transcoder.started() == 1 || made.isDone());
    assertThat(transcoder.sources()).containsExactly(source);
    transcoder.endWell("media");
    assertThat(made.get().body()).isEqualTo("media");
  }

  private HttpRequest request(String target) {
    return HttpRequest.newBuilder(URI.create(farm.url(target))).build();
  }

  private HttpResponse<String> get(String target) throws Exception {
    return client.send(request(target), BodyHandlers.ofString());
  }
}
