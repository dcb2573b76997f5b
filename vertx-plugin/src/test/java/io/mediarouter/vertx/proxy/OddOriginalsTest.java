package io.mediarouter.vertx.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.vertx.testfarm.ByteServer;
import io.mediarouter.vertx.testfarm.OddOrigin;
import io.mediarouter.vertx.testfarm.TestFarm;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Originals from origins as there are. */
class OddOriginalsTest {
  private static final String FILM = "odd/film.mp4";

  private final Vertx vertx = Vertx.vertx();
  private final OddOrigin origin = new OddOrigin(vertx, "a film");
  private final OddOrigin second = new OddOrigin(vertx, "a film from elsewhere");
  private final ByteServer stranger = new ByteServer(vertx);
  private TestFarm farm = farm("");
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private TestFarm farm(String yaml) {
    return new TestFarm(
        """
          - {role: origin, url: "%s", id: odd, path: odd/}
          - {role: origin, url: "%s", id: second, path: second/}
        """
                .formatted(origin.url(), second.url())
            + yaml);
  }

  private void with(String yaml) {
    farm.close();
    farm = farm(yaml);
  }

  @AfterEach
  void nothingIsLeft() {
    await().untilAsserted(() -> assertThat(farm.proxy().routing().requests()).isZero());
    farm.close();
    vertx.close().await();
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void redirectToAnotherOrigin_isFollowed_partsToo(int status) throws Exception {
    redirect(origin, status, second.url() + "a/b.mp4?sign=x%20y");

    assertThat(get(FILM).body()).isEqualTo("a film from elsewhere");
    HttpResponse<String> part = get(FILM, "Range", "bytes=2-5");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo("film");
    assertThat(second.targets()).containsOnly("/a/b.mp4?sign=x%20y");
  }

  @Test
  void redirectElsewhere_is502NamingIt_andNotFollowed() throws Exception {
    String target = stranger.url() + "film.mp4";
    redirect(origin, 302, target);

    HttpResponse<String> answer = get(FILM);

    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(answer.body()).contains(target);
    assertThat(stranger.requests()).isEmpty();
  }

  @Test
  void threeRedirectsAreFollowed_andNotFour() throws Exception {
    origin.behave(
        request -> {
          int step = request.path().length() - "/film.mp4".length();
          String next = request.path() + "x";
          if (step == 3 && !request.path().contains("far")) {
            origin.serveWell(request);
          } else {
            request.response().setStatusCode(307).putHeader("location", next).end();
          }
        });

    assertThat(get(FILM).body()).isEqualTo("a film");
    assertThat(get("odd/far.mp4").statusCode()).isEqualTo(502);
  }

  @Test
  void credentialsAreNotCarriedToAnotherHost() throws Exception {
    with("passAuthorization: all\n");
    redirect(origin, 302, second.url() + "film.mp4");

    get(FILM, "Authorization", "Bearer secret", "Cookie", "session=secret");

    assertThat(second.requests()).isNotEmpty();
    assertThat(second.requests())
        .allSatisfy(each -> assertThat(each.headers().toString()).doesNotContain("secret"));
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void refusal_isRelayedAsItIs(int status) throws Exception {
    origin.behave(
        request ->
            request
                .response()
                .setStatusCode(status)
                .putHeader("www-authenticate", "Bearer realm=\"films\"")
                .end("ask the owner"));

    HttpResponse<String> answer = get(FILM);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).isEqualTo("ask the owner");
    assertThat(answer.headers().firstValue("www-authenticate")).contains("Bearer realm=\"films\"");
  }

  @Test
  void authorization_staysHere_unlessConfigured() throws Exception {
    get(FILM, "Authorization", "Bearer abc");
    assertThat(origin.requests().get(0).getHeader("authorization")).isNull();

    with("passAuthorization: [odd]\n");
    get(FILM, "Authorization", "Bearer abc");
    get("second/film.mp4", "Authorization", "Bearer abc");
    assertThat(origin.requests().get(1).getHeader("authorization")).isEqualTo("Bearer abc");
    assertThat(second.requests().get(0).getHeader("authorization")).isNull();
  }

  @Test
  void query_isRefused_unlessConfigured() throws Exception {
    HttpResponse<String> answer = get(FILM + "?token=abc");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("token");
  }

  @Test
  void namedParametersOfOriginals_arePassedAsTheyCame_andOthersRefused() throws Exception {
    with("passQuery: [token, v]\n");

    assertThat(get("odd/hls/s001.ts?v=2&token=a%2Bb%3D&v=3").statusCode()).isEqualTo(200);
    assertThat(origin.targets()).containsExactly("/hls/s001.ts?v=2&token=a%2Bb%3D&v=3");
    assertThat(get(FILM + "?token=abc&other=1").statusCode()).isEqualTo(400);
    assertThat(get(FILM + "?token=abc&height=360").statusCode()).isEqualTo(400);
    assertThat(get(FILM).statusCode()).isEqualTo(200);
    assertThat(origin.targets()).last().isEqualTo("/film.mp4");
  }

  @Test
  void allParametersOfOriginals_arePassed_whereConfigured_butNotThoseForUs() throws Exception {
    with("passQuery: all\nignoreQuery: [utm]\n");

    assertThat(get(FILM + "?a&b=&CMCD=bl%3D1&utm=x&c=%FF&c=2").statusCode()).isEqualTo(200);
    assertThat(origin.targets()).containsExactly("/film.mp4?a&b=&c=%FF&c=2");
    assertThat(get(FILM + "?height=7&a=1").statusCode()).isEqualTo(400);
  }

  @Test
  void queryOfAnOriginal_isSentToWhereTheRestComesFrom() throws Exception {
    with("passQuery: [v]\n");
    String body = "x".repeat(100_000);
    origin.behave(
        request -> {
          if (request.getHeader("range") == null && !request.path().equals("/")) {
            origin.targets().add(request.uri());
            request
                .response()
                .putHeader("etag", "\"one\"")
                .putHeader("content-length", "100000")
                .write(body.substring(0, 50_000))
                .onComplete(v -> request.connection().close());
          } else {
            origin.serveWell(request);
          }
        });
    origin.file(body);

    assertThat(get(FILM + "?v=2").body()).isEqualTo(body);
    assertThat(origin.targets()).containsExactly("/film.mp4?v=2", "/film.mp4?v=2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "max-age=99999999999",
        "public, max-age=99999999999999999999",
        "max-age=\"1\"",
        "max-age=a100",
        "max-age=",
        "max-age=-1",
        "public",
        ",,=;",
        "s-maxage=1e9"
      })
  void absurdCacheControl_isIgnored_andPassedOn(String field) throws Exception {
    origin.behave(
        request -> {
          request.response().putHeader("cache-control", field).putHeader("expires", "0");
          request.response().putHeader("warning", "199 - \"odd\" \"no date\"");
          origin.serveWell(request);
        });

    HttpResponse<String> answer = get(FILM);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("a film");
    assertThat(answer.headers().firstValue("cache-control")).contains(field);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "yesterday", "Thu, 99 Foo 2030 99:99:99 GMT"})
  void absurdDate_isNoError(String date) throws Exception {
    origin.behave(
        request -> {
          request.response().putHeader("date", date).putHeader("last-modified", date);
          origin.serveWell(request);
        });

    assertThat(get(FILM).body()).isEqualTo("a film");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a%5Cb.mp4", "a%09b.mp4", ".hidden.mp4", "a%20b.mp4"})
  void oddNames_goToTheOriginAsTheyAre(String name) throws Exception {
    assertThat(get("odd/" + name).body()).isEqualTo("a film");
    assertThat(origin.targets()).containsExactly("/" + name);
  }

  @Test
  void emptyOriginal_isEmpty() throws Exception {
    origin.file("");

    HttpResponse<String> answer = get(FILM);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
  }

  private static void redirect(OddOrigin from, int status, String target) {
    from.behave(
        request ->
            request
                .response()
                .setStatusCode(status)
                .putHeader("location", target)
                .end(Buffer.buffer("it is elsewhere")));
  }

  private HttpResponse<String> get(String target, String... fields) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(farm.url(target)));
    if (fields.length > 0) {
      request.headers(fields);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
