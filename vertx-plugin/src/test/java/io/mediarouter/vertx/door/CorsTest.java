package io.mediarouter.vertx.door;

import static io.mediarouter.vertx.testfarm.TestFarm.ASSET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediarouter.vertx.MediaRouting;
import io.mediarouter.vertx.testfarm.TestFarm;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.RequestOptions;
import io.vertx.httpproxy.HttpProxy;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Media that pages of other sites play. */
@Timeout(120)
class CorsTest {
  private static final String PLAYER = "https://player.example";
  private static final String ALLOW_ORIGIN = "access-control-allow-origin";
  private static final String EXPOSED = "access-control-expose-headers";

  private TestFarm farm = new TestFarm();

  @AfterEach
  void stop() {
    farm.close();
  }

  private void restart(String cors) {
    farm.close();
    farm = new TestFarm("cors: {" + cors + "}\n");
  }

  private HttpClientResponse send(HttpMethod method, int port, String uri, String... fields) {
    var headers = MultiMap.caseInsensitiveMultiMap();
    for (int i = 0; i < fields.length; i += 2) {
      headers.add(fields[i], fields[i + 1]);
    }
    var options =
        new RequestOptions()
            .setMethod(method)
            .setHost("127.0.0.1")
            .setPort(port)
            .setURI(uri)
            .setHeaders(headers);
    HttpClient client = farm.vertx().createHttpClient();
    return client
        .request(options)
        .compose(request -> request.send())
        .compose(answer -> answer.body().map(answer))
        .eventually(client::close)
        .await();
  }

  private HttpClientResponse get(String target, String... fields) {
    return send(HttpMethod.GET, farm.proxy().port(), "/media/" + target, fields);
  }

  private HttpClientResponse preflight(String origin, String... fields) {
    String[] all = new String[fields.length + 4];
    all[0] = "origin";
    all[1] = origin;
    all[2] = "access-control-request-method";
    all[3] = "GET";
    System.arraycopy(fields, 0, all, 4, fields.length);
    return send(HttpMethod.OPTIONS, farm.proxy().port(), "/media/" + ASSET, all);
  }

  private static List<String> list(HttpClientResponse answer, String field) {
    return List.of(String.valueOf(answer.getHeader(field)).toLowerCase(Locale.ROOT).split(", *"));
  }

  @Test
  void byDefault_everyPageMayReadMediaAndItsFields_withoutCredentials() {
    HttpClientResponse part = get(ASSET, "origin", PLAYER, "range", "bytes=0-3");

    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.headers().getAll(ALLOW_ORIGIN)).containsExactly("*");
    assertThat(list(part, EXPOSED))
        .contains("content-range", "content-length", "etag", "cache-status", "accept-ranges");
    assertThat(part.headers().contains("access-control-allow-credentials")).isFalse();
    assertThat(String.valueOf(part.headers().getAll("vary"))).doesNotContainIgnoringCase("origin");
    assertThat(get(ASSET).headers().getAll(ALLOW_ORIGIN)).containsExactly("*");
  }

  @ParameterizedTest
  @CsvSource({
    "films/clip.mp4?height=wrong, 400",
    "films/none.mp4, 404",
    "films/clip.mp4?format=gif&start=2&duration=x, 400",
  })
  void whatGoesWrong_canBeRead_too(String target, int status) {
    HttpClientResponse answer = get(target, "origin", PLAYER);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().getAll(ALLOW_ORIGIN)).containsExactly("*");
    assertThat(list(answer, EXPOSED)).contains("retry-after", "proxy-status");
  }

  @Test
  void whatIsNotAllowed_canBeRead_too() {
    HttpClientResponse post =
        send(HttpMethod.POST, farm.proxy().port(), "/media/" + ASSET, "origin", PLAYER);

    assertThat(post.statusCode()).isEqualTo(405);
    assertThat(post.headers().getAll(ALLOW_ORIGIN)).containsExactly("*");
  }

  @Test
  void whatABrowserAsksBeforehand_isAnswered_andRemembered() {
    HttpClientResponse answer =
        preflight(PLAYER, "access-control-request-headers", "range,cmcd-request");

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.headers().getAll(ALLOW_ORIGIN)).containsExactly("*");
    assertThat(list(answer, "access-control-allow-methods")).containsExactly("get", "head");
    assertThat(list(answer, "access-control-allow-headers"))
        .contains("range", "cmcd-request", "if-range", "priority");
    assertThat(answer.getHeader("access-control-max-age")).isEqualTo("86400");
    assertThat(farm.origin().requests()).isEmpty();
  }

  @Test
  void optionsThatAreNoPreflight_areNotAllowed_asBefore() {
    HttpClientResponse answer =
        send(HttpMethod.OPTIONS, farm.proxy().port(), "/media/" + ASSET, "origin", PLAYER);

    assertThat(answer.statusCode()).isEqualTo(405);
  }

  @Test
  void namedOrigins_areToldByName_andCachesKeepTheAnswersApart() {
    restart(
        "origins: ['https://player.example', 'https://*.tv.example'], credentials: true,"
            + " headers: [X-Session], maxAge: 10m");

    for (String origin : List.of(PLAYER, "https://a.b.tv.example")) {
      HttpClientResponse answer = get(ASSET, "origin", origin);
      assertThat(answer.headers().getAll(ALLOW_ORIGIN)).containsExactly(origin);
      assertThat(answer.getHeader("access-control-allow-credentials")).isEqualTo("true");
      assertThat(list(answer, "vary")).contains("origin");
      HttpClientResponse asked = preflight(origin);
      assertThat(asked.statusCode()).isEqualTo(204);
      assertThat(list(asked, "access-control-allow-headers")).contains("x-session");
      assertThat(asked.getHeader("access-control-max-age")).isEqualTo("600");
    }
    assertThat(list(get(ASSET), "vary")).contains("origin");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://attacker.example",
        "http://player.example",
        "https://player.example:8443",
        "https://player.example.attacker.example",
        "https://tv.example",
        "https://xtv.example",
        "null"
      })
  void otherOrigins_areNotTold_andAreRefusedBeforehand(String origin) {
    restart("origins: ['https://player.example', 'https://*.tv.example']");

    HttpClientResponse answer = get(ASSET, "origin", origin);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().contains(ALLOW_ORIGIN)).isFalse();
    assertThat(list(answer, "vary")).contains("origin");
    HttpClientResponse asked = preflight(origin);
    assertThat(asked.statusCode()).isEqualTo(403);
    assertThat(asked.headers().contains(ALLOW_ORIGIN)).isFalse();
  }

  @Test
  void switchedOff_nothingIsSaidOfIt() {
    restart("origins: []");

    assertThat(get(ASSET, "origin", PLAYER).headers().contains(ALLOW_ORIGIN)).isFalse();
    assertThat(preflight(PLAYER).statusCode()).isEqualTo(405);
  }

  @Test
  void whatIsNotMedia_isTheFallbacksAffair() {
    HttpClientResponse answer =
        send(HttpMethod.GET, farm.proxy().port(), "/index.html", "origin", PLAYER);

    assertThat(answer.headers().contains(ALLOW_ORIGIN)).isFalse();
  }

  @Test
  void aHostWithoutTheDoor_isServedTheSame_andOneWithItsOwnAnswerKeepsIt() {
    MediaRouting routing = MediaRouting.create(farm.vertx(), farm.config("")).await();
    HttpProxy proxy = routing.installOn(HttpProxy.reverseProxy(farm.vertx().createHttpClient()));
    HttpServer plain = farm.vertx().createHttpServer().requestHandler(proxy);
    HttpServer own =
        farm.vertx()
            .createHttpServer()
            .requestHandler(
                request -> {
                  request.response().putHeader(ALLOW_ORIGIN, "https://own.example");
                  proxy.handle(request);
                });
    try {
      int port = plain.listen(0, "127.0.0.1").await().actualPort();
      int ownPort = own.listen(0, "127.0.0.1").await().actualPort();
      String uri = "/media/" + ASSET;

      assertThat(send(HttpMethod.GET, port, uri, "origin", PLAYER).headers().getAll(ALLOW_ORIGIN))
          .containsExactly("*");
      HttpClientResponse asked =
          send(
              HttpMethod.OPTIONS,
              port,
              uri,
              "origin",
              PLAYER,
              "access-control-request-method",
              "GET");
      assertThat(asked.statusCode()).isEqualTo(204);
      assertThat(send(HttpMethod.GET, ownPort, uri).headers().getAll(ALLOW_ORIGIN))
          .containsExactly("https://own.example");
    } finally {
      routing.close().await();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "origins: ['https://a/']                | cors.origins: \"https://a/\" (expected: * or",
        "origins: [player.example]              | cors.origins: \"player.example\" (expected:",
        "origins: ['*'], credentials: true      | cors.credentials: true (expected: false, or",
        "credentials: true                      | cors.credentials: true (expected: false, or",
        "headers: ['a b']                       | cors.headers[0]",
      })
  void mistakes_areNamed(String cors, String message) {
    assertThatThrownBy(() -> farm.config("cors: {" + cors + "}\n")).hasMessageContaining(message);
  }
}
