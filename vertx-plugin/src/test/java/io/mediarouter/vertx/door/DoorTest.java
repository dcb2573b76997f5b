package io.mediarouter.vertx.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.request.Problem;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DoorTest {
  private record Finding(String what) {}

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = vertx.createHttpClient();
  private final List<String> seen = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private Step step(String name) {
    return new Step() {
      @Override
      public void handle(Visit visit, Handler<Visit> next) {
        seen.add(name);
        visit.note(Finding.class, new Finding(name));
        next.handle(visit);
      }

      @Override
      public void opened(HttpConnection connection) {
        seen.add(name + " opened");
      }

      @Override
      public void closed(HttpConnection connection) {
        seen.add(name + " closed");
      }
    };
  }

  private HttpClientResponse get(Door door, Handler<HttpServerRequest> inside) {
    HttpServer server =
        door.installOn(vertx.createHttpServer(), inside).listen(0, "127.0.0.1").await();
    return client
        .request(HttpMethod.GET, server.actualPort(), "127.0.0.1", "/page")
        .compose(request -> request.send().compose(response -> response.body().map(response)))
        .await();
  }

  @Test
  void requestPassesTheSteps_outermostFirst_andTheyLearnOfItsConnection() {
    var door = new Door(List.of(step("one")), () -> 0).with(step("two"));

    get(door, request -> request.response().putHeader("connection", "close").end());

    await()
        .untilAsserted(
            () ->
                assertThat(seen)
                    .containsExactly(
                        "one opened", "two opened", "one", "two", "one closed", "two closed"));
  }

  @Test
  void whatIsBehind_seesTheVisit_withItsClientAndWhatWasFound_untilItEnds() {
    get(
        new Door(List.of(step("one")), () -> 42),
        request -> {
          Visit visit = Visit.of(request).orElseThrow();
          visit.onEnd(end -> seen.add("ended"));
          seen.add(visit.client() + " " + visit.peer() + " " + visit.beginNanos());
          seen.add(visit.noted(Finding.class).orElseThrow().what());
          request.response().end();
          visit.onEnd(end -> seen.add("too late"));
        });

    assertThat(seen)
        .containsExactly("one opened", "one", "127.0.0.1 127.0.0.1 42", "one", "ended", "too late");
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
  void visitOfAClientThatLeavesInTheMiddle_isOver_asIsWhatWaitsForItsClose(HttpVersion version) {
    HttpServer server =
        new Door(List.of(), () -> 0)
            .installOn(vertx.createHttpServer(), this::answerWithoutEnd)
            .listen(0, "127.0.0.1")
            .await();

    vertx
        .createHttpClient(new HttpClientOptions().setProtocolVersion(version))
        .request(HttpMethod.GET, server.actualPort(), "127.0.0.1", "/page")
        .compose(request -> request.send().map(response -> request))
        .compose(HttpClientRequest::reset)
        .await();

    await().untilAsserted(() -> assertThat(seen).containsExactly("closed", "ended"));
  }

  private void answerWithoutEnd(HttpServerRequest request) {
    Visit.of(request).orElseThrow().onEnd(end -> seen.add("ended"));
    Visit.onClose(request, () -> seen.add("closed"));
    request.response().setChunked(true).write("the beginning");
  }

  @Test
  void refusal_isAProblem() {
    Step refusing = (visit, next) -> visit.refuse(Problem.of(400, "Bad request", "It is bad."));

    HttpClientResponse answer =
        get(new Door(List.of(refusing), () -> 0), request -> seen.add("inside"));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.getHeader("content-type")).isEqualTo("application/problem+json");
    assertThat(answer.body().await().toString()).contains("It is bad.");
    assertThat(seen).isEmpty();
  }

  @Test
  void defectBehind_isAnsweredWith500_insteadOfAHang() {
    HttpClientResponse answer =
        get(
            new Door(List.of(), () -> 0),
            request -> {
              throw new IllegalStateException("a defect");
            });

    assertThat(answer.statusCode()).isEqualTo(500);
  }
}
