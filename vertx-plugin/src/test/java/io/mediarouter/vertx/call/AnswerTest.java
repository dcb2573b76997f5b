package io.mediarouter.vertx.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is left of answers that stall, never end, or are too long: nothing. */
class AnswerTest {
  private static final Duration LIMIT = Duration.ofMillis(300);

  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger open = new AtomicInteger();
  private volatile Handler<HttpServerRequest> answer = request -> {};
  private final HttpServer server =
      vertx
          .createHttpServer()
          .connectionHandler(
              connection -> {
                open.incrementAndGet();
                connection.closeHandler(v -> open.decrementAndGet());
              })
          .requestHandler(request -> answer.handle(request))
          .listen(0, "127.0.0.1")
          .await();
  private final OwnConnections http = OwnConnections.kept(vertx, LIMIT, 100);

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  private Future<HttpClientRequest> request() {
    return http.request(new RequestOptions().setHost("127.0.0.1").setPort(server.actualPort()));
  }

  private Future<Answer> ask() {
    return request().compose(request -> Answer.to(request, LIMIT, 1000));
  }

  private void assertNothingIsLeft() {
    await().untilAsserted(() -> assertThat(open).hasValue(0));
  }

  @Test
  void shortAnswer_isThereWhole_andItsConnectionIsUsedAgain() {
    answer = request -> request.response().setStatusCode(404).putHeader("a", "b").end("short");

    Answer first = ask().await();
    for (int i = 0; i < 20; i++) {
      ask().await();
    }

    assertThat(first.status()).isEqualTo(404);
    assertThat(first.headers().get("a")).isEqualTo("b");
    assertThat(first.body().toString()).isEqualTo("short");
    assertThat(open).hasValueLessThan(5);
    assertThatThrownBy(() -> first.ok("d1").await()).hasMessage("d1: answered 404");
  }

  /**
   * As one that is sent from another thread than the answer comes on, which is all here by then.
   */
  @Test
  void shortAnswer_isThereWhole_howeverLateItsHeadIsTaken() {
    answer = request -> request.response().end("short");

    HttpClientRequest asked = request().await();
    HttpClientResponse paused =
        Answer.begun(slow(asked)).toCompletionStage().toCompletableFuture().join();
    Future<Buffer> body = paused.body();
    paused.resume();
    HttpClientRequest other = request().await();
    Answer whole = Answer.to(slow(other), Duration.ofMinutes(1), 1000).await();

    assertThat(body.await().toString()).isEqualTo("short");
    assertThat(whole.body().toString()).isEqualTo("short");
  }

  /** Nobody hears that it was sent before all of the answer has come in. */
  private HttpClientRequest slow(HttpClientRequest request) {
    InvocationHandler slow =
        (proxy, method, arguments) -> {
          Object result = method.invoke(request, arguments);
          if (method.getName().equals("send")) {
            await().until(() -> request.response().isComplete());
            vertx.timer(100, TimeUnit.MILLISECONDS).await();
          }
          return result == request ? proxy : result;
        };
    return (HttpClientRequest)
        Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {HttpClientRequest.class}, slow);
  }

  @Test
  void serverThatSaysNothing_isLeftInTime() {
    assertThatThrownBy(() -> ask().await()).isInstanceOf(TimeoutException.class);
    assertNothingIsLeft();
  }

  @Test
  void serverThatStallsAfterItsHead_isLeftInTime() {
    answer = request -> request.response().putHeader("content-length", "10").writeHead();
    assertThatThrownBy(() -> ask().await()).isInstanceOf(TimeoutException.class);
    assertNothingIsLeft();
  }

  @Test
  void serverThatNeverEnds_isLeftWhenItHasSaidTooMuch() {
    answer =
        request -> {
          var response = request.response().setChunked(true);
          long timer = vertx.setPeriodic(1, id -> response.write("x".repeat(100)));
          request.connection().closeHandler(v -> vertx.cancelTimer(timer));
        };
    assertThatThrownBy(() -> ask().await()).hasMessageContaining("longer than 1000 bytes");
    assertThat(Endings.of(new UnreadableAnswerException("x")))
        .isEqualTo(io.mediarouter.outcome.Ending.UNREADABLE);
  }

  @Test
  void answerThatIsOfNoUse_isReadIfItIsShort() {
    answer = request -> request.response().end("short");
    for (int i = 0; i < 20; i++) {
      request().compose(HttpClientRequest::send).onSuccess(Answer::discard).await();
    }
    assertThat(open).hasValueLessThan(5);
  }

  @Test
  void answerThatIsOfNoUse_andStalls_isCutOff() {
    answer = request -> request.response().putHeader("content-length", "10").writeHead();
    request().compose(HttpClientRequest::send).onSuccess(Answer::discard).await();
    assertNothingIsLeft();
  }
}
