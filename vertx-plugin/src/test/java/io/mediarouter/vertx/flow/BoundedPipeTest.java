package io.mediarouter.vertx.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BoundedPipeTest {
  private final Vertx vertx = Vertx.vertx();
  private final AnswerBacklog backlog = new AnswerBacklog(() -> 1 << 30, () -> 1);
  private final ClientBacklog own = backlog.enter("192.0.2.1");
  private final HttpClient client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(1));
  private final Pieces body = new Pieces();
  private volatile @Nullable Context home;
  private volatile @Nullable HttpServerResponse answer;
  private volatile @Nullable Future<Void> sent;
  private int port;

  /** A body whose pieces come when they are handed in. */
  private static final class Pieces implements ReadStream<Buffer> {
    private @Nullable Handler<Buffer> handler;
    private @Nullable Handler<Void> endHandler;
    private @Nullable Handler<Throwable> exceptionHandler;
    private boolean paused;

    void give(String piece) {
      if (handler != null) {
        handler.handle(Buffer.buffer(piece));
      }
    }

    void end() {
      endHandler.handle(null);
    }

    void fail(String message) {
      exceptionHandler.handle(new IllegalStateException(message));
    }

    @Override
    public Pieces handler(@Nullable Handler<Buffer> taker) {
      handler = taker;
      return this;
    }

    @Override
    public Pieces endHandler(@Nullable Handler<Void> ended) {
      endHandler = ended;
      return this;
    }

    @Override
    public Pieces exceptionHandler(@Nullable Handler<Throwable> failed) {
      exceptionHandler = failed;
      return this;
    }

    @Override
    public Pieces pause() {
      paused = true;
      return this;
    }

    @Override
    public Pieces resume() {
      paused = false;
      return this;
    }

    @Override
    public Pieces fetch(long amount) {
      return resume();
    }
  }

  @BeforeEach
  void startServer() {
    port =
        vertx
            .createHttpServer()
            .requestHandler(this::serve)
            .listen(0, "127.0.0.1")
            .await()
            .actualPort();
  }

  private void serve(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    if (request.path().equals("/next")) {
      response.end("next");
      return;
    }
    String length = request.getParam("length");
    if (length == null) {
      response.setChunked(true);
    } else {
      response.putHeader("content-length", length);
    }
    sent = new BoundedBody(body, own).pipe().endOnFailure(false).to(response);
    answer = response;
    home = vertx.getOrCreateContext();
  }

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  private Future<HttpClientResponse> ask(String target) {
    return client
        .request(HttpMethod.GET, port, "127.0.0.1", target)
        .compose(request -> request.send());
  }

  /** Has something happen to the body once its answer is piped. */
  private void then(Runnable step) {
    await().until(() -> home != null);
    Promise<Void> done = Promise.promise();
    home.runOnContext(
        v -> {
          step.run();
          done.complete();
        });
    done.future().await();
  }

  @Test
  void lastPiece_isSentWithTheEnd() {
    Future<Buffer> whole = ask("/?length=4").compose(HttpClientResponse::body);

    then(() -> body.give("ab"));
    then(() -> body.give("cd"));
    long before = answer.bytesWritten();
    then(body::end);

    assertThat(before).isEqualTo(2);
    assertThat(whole.await().toString()).isEqualTo("abcd");
    sent.await();
    assertThat(backlog.bytes()).isZero();
  }

  @Test
  void pieceOfAnAnswerThatHasToldNoLength_isSentAtOnce() {
    Future<Buffer> whole = ask("/").compose(HttpClientResponse::body);

    then(() -> body.give("ab"));
    long before = answer.bytesWritten();
    then(body::end);

    assertThat(before).isEqualTo(2);
    assertThat(whole.await().toString()).isEqualTo("ab");
    assertThat(backlog.bytes()).isZero();
  }

  @Test
  void moreThanWasTold_isNotTakenForTheNextAnswer() {
    Future<Buffer> whole = ask("/?length=4").compose(HttpClientResponse::body);

    then(() -> body.give("abcd"));
    then(() -> body.give("HTTP/1.1 200 OK"));
    then(body::end);

    assertThat(whole.await().toString()).isEqualTo("abcd");
    assertThat(ask("/next").compose(HttpClientResponse::body).await().toString()).isEqualTo("next");
  }

  @Test
  void bodyThatFailsBehindItsLastPiece_leavesNothingWaiting() {
    Future<HttpClientResponse> head = ask("/?length=4");

    then(() -> body.give("ab"));
    head.await();
    then(() -> body.give("cd"));
    then(() -> body.fail("broken"));

    assertThatThrownBy(() -> sent.await()).hasMessage("broken");
    await().untilAsserted(() -> assertThat(backlog.bytes()).isZero());
    assertThat(answer.ended()).isFalse();
  }

  @Test
  void clientThatLeaves_leavesNothingWaiting_andTheBodyIsReadOn() {
    Future<HttpClientResponse> head = ask("/?length=1000000000");
    then(() -> body.give("x".repeat(ClientBacklog.MOST_OF_ANSWER)));

    head.await().request().connection().close().await();

    await()
        .until(
            () -> {
              then(() -> body.give("x".repeat(ClientBacklog.MOST_OF_ANSWER)));
              return sent.failed();
            });
    await().untilAsserted(() -> assertThat(backlog.bytes()).isZero());
    assertThat(body.paused).isFalse();
  }
}
