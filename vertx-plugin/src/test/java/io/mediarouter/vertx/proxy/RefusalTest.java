package io.mediarouter.vertx.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.vertx.testfarm.ChunkTranscoder;
import io.mediarouter.vertx.testfarm.TestFarm;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients are told when a transcoding server looks at their media and refuses it. */
class RefusalTest {
  private static final String SMALL = TestFarm.ASSET + "?height=360";
  private static final String CAUSE = "stream 0 has 7 corners";

  private final AtomicInteger asked = new AtomicInteger();
  private final Vertx vertx = Vertx.vertx();
  private final List<ChunkTranscoder> others =
      List.of(new ChunkTranscoder(vertx), new ChunkTranscoder(vertx));
  private final TestFarm farm =
      new TestFarm(
          """
            - {role: transcoding, url: "%s", id: t2}
            - {role: transcoding, url: "%s", id: t3}
          sourceCheck: 50ms
          """
              .formatted(others.get(0).url(), others.get(1).url()));
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @BeforeEach
  void allRefuse() {
    refuse(422, "{\"detail\":\"" + CAUSE + "\"}");
  }

  @AfterEach
  void nothingIsLeft() {
    var routing = farm.proxy().routing();
    await().untilAsserted(() -> assertThat(routing.transcodes().all()).isEmpty());
    await().untilAsserted(() -> assertThat(routing.state().tasks().rows()).isEmpty());
    farm.close();
    vertx.close().await();
  }

  @ParameterizedTest
  @ValueSource(ints = {406, 413, 415, 418, 422, 451})
  void refusedMedia_is422WithTheCause_atOnce_askedOfOneServer(int status) throws Exception {
    refuse(status, "{\"detail\":\"" + CAUSE + "\"}");

    HttpResponse<String> answer = get(SMALL);

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(detail(answer)).contains(CAUSE, TestFarm.ASSET);
    assertThat(answer.headers().firstValue("retry-after")).isEmpty();
    assertThat(asked).hasValue(1);
  }

  @Test
  void refusedParameter_is400NamingIt() throws Exception {
    refuse(400, "{\"detail\":\"vb=20k: too little\",\"parameter\":\"vb\"}");

    HttpResponse<String> answer = get(SMALL + "&vb=20k");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(detail(answer)).contains("vb=20k: too little");
    assertThat(new JsonObject(answer.body()).getString("parameter")).isEqualTo("vb");
    assertThat(asked).hasValue(1);
  }

  @Test
  void refusal_isRemembered_forThatVersionOfTheSource_andThatRendition() throws Exception {
    get(SMALL);
    HttpResponse<String> again = get(SMALL);

    assertThat(again.statusCode()).isEqualTo(422);
    assertThat(detail(again)).contains(CAUSE);
    assertThat(asked).hasValue(1);
    get(TestFarm.ASSET + "?height=240");
    assertThat(asked).hasValue(2);

    farm.origin().with("/" + TestFarm.ASSET, Buffer.buffer("the next version"));
    await().untilAsserted(() -> assertThat(asksAgain()).isTrue());
  }

  private boolean asksAgain() throws Exception {
    int before = asked.get();
    get(SMALL);
    return asked.get() > before;
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"401, 2", "403, 2", "404, 2"})
  void whatAServersOwnMistakesMayCause_isAskedOfOneMore(int status, int servers) throws Exception {
    refuse(status, "{\"detail\":\"" + CAUSE + "\"}");

    HttpResponse<String> answer = get(SMALL);

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(detail(answer)).contains(CAUSE);
    assertThat(asked).hasValue(servers);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "text/plain; charset=utf-8"})
  void causeInPlainText_isTold(String type) throws Exception {
    transcoders().forEach(each -> each.behave(r -> answer(each, r, 415, type, CAUSE)));

    assertThat(detail(get(SMALL))).contains(CAUSE);
  }

  @Test
  void refusal_saysNothingOfServers() throws Exception {
    for (int height = 100; height < 200; height += 4) {
      get(TestFarm.ASSET + "?height=" + height);
    }

    assertThat(farm.proxy().routing().breakers().all())
        .allSatisfy(breaker -> assertThat(breaker.report().failures()).isZero());
  }

  private void refuse(int status, String body) {
    transcoders()
        .forEach(each -> each.behave(r -> answer(each, r, status, "application/json", body)));
  }

  private List<ChunkTranscoder> transcoders() {
    return List.of(farm.transcoder(), others.get(0), others.get(1));
  }

  private void answer(
      ChunkTranscoder server, HttpServerRequest request, int status, String type, String body) {
    if (!request.path().equals("/transcode")) {
      server.serveWell(request);
      return;
    }
    asked.incrementAndGet();
    request.response().setStatusCode(status).putHeader("content-type", type).end(body);
  }

  private static String detail(HttpResponse<String> answer) {
    return new JsonObject(answer.body()).getString("detail");
  }

  private HttpResponse<String> get(String target) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(farm.url(target))).build(), BodyHandlers.ofString());
  }
}
