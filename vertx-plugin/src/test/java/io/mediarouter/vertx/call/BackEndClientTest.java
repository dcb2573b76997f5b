package io.mediarouter.vertx.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.vertx.config.LiveConfig;
import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.netty.channel.EventLoop;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BackEndClientTest {
  private static final int EVENT_LOOPS = 2;
  private static final int CONNECTIONS = 16;
  private static final Duration LONG = Duration.ofMinutes(1);

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(4));
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger mostOpen = new AtomicInteger();
  private final Queue<HttpServerRequest> held = new ConcurrentLinkedQueue<>();
  private final HttpServer server =
      vertx
          .createHttpServer()
          .connectionHandler(
              connection -> {
                mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
                connection.closeHandler(v -> open.decrementAndGet());
              })
          .requestHandler(held::add)
          .listen(0, "127.0.0.1")
          .await();
  private final BackEndClient http =
      new BackEndClient(vertx, new LiveConfig(config()), EVENT_LOOPS);
  private final Context one =
      ((ContextInternal) vertx.getOrCreateContext()).owner().createEventLoopContext();
  private final Context other = other();

  private static MediaRoutingConfig config() {
    return MediaRoutingConfig.parse(
        """
        servers:
          - {role: origin, url: "http://127.0.0.1/"}
        connectionsPerServer: %d
        timeouts: {firstByte: 60s}
        """
            .formatted(CONNECTIONS),
        "test");
  }

  private Context other() {
    for (; ; ) {
      ContextInternal made = ((ContextInternal) one).owner().createEventLoopContext();
      if (made.nettyEventLoop() != loop(one)) {
        return made;
      }
    }
  }

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  private static EventLoop loop(Context context) {
    return ((ContextInternal) context).nettyEventLoop();
  }

  private RequestOptions options() {
    return new RequestOptions().setHost("127.0.0.1").setPort(server.actualPort()).setURI("/");
  }

  private static <T> Future<T> on(Context context, Supplier<Future<T>> what) {
    Promise<T> done = Promise.promise();
    context.runOnContext(v -> what.get().onComplete(done));
    return done.future();
  }

  private static EventLoop loopOf(HttpClientRequest request) {
    return ((ConnectionBase) request.connection()).channelHandlerContext().channel().eventLoop();
  }

  /** Sends a request, and tells on which event loop its connection is. */
  private Future<EventLoop> ask(Future<HttpClientRequest> opened) {
    return opened.compose(request -> Answer.to(request, LONG, 1000).map(answer -> loopOf(request)));
  }

  private void answerAll() {
    for (HttpServerRequest each = held.poll(); each != null; each = held.poll()) {
      HttpServerRequest request = each;
      ((ContextInternal) vertx.getOrCreateContext()).runOnContext(v -> request.response().end());
    }
  }

  private <T> T answered(Future<T> asked) {
    await()
        .atMost(LONG)
        .until(
            () -> {
              answerAll();
              return asked.isComplete();
            });
    return asked.await();
  }

  @Test
  void requestOfAClient_goesOutOnItsEventLoop_whoeverHasAskedTheServerBefore() {
    assertThat(answered(on(one, () -> ask(http.request(options()))))).isSameAs(loop(one));

    for (int i = 0; i < 3; i++) {
      assertThat(answered(on(other, () -> ask(http.requestHere(options()))))).isSameAs(loop(other));
      assertThat(answered(on(one, () -> ask(http.requestHere(options()))))).isSameAs(loop(one));
    }
  }

  @Test
  void moreRequestsThanConnections_wait_andNoMoreConnectionsAreOpenedThanMayBe() {
    List<Future<EventLoop>> asked = new ArrayList<>();
    for (int i = 0; i < 3 * CONNECTIONS; i++) {
      asked.add(on(one, () -> ask(http.requestHere(options()))));
      asked.add(on(other, () -> ask(http.requestHere(options()))));
      asked.add(on(other, () -> ask(http.request(options()))));
    }

    await().atMost(LONG).until(() -> held.size() == CONNECTIONS);
    asked.forEach(this::answered);

    assertThat(mostOpen).hasValue(CONNECTIONS);
  }

  /** What another event loop has for itself is all that it does not get. */
  @Test
  void oneEventLoopAlone_getsAllButTheOthersOwnConnections() {
    List<Future<EventLoop>> asked = new ArrayList<>();
    for (int i = 0; i < 3 * CONNECTIONS; i++) {
      asked.add(on(one, () -> ask(http.requestHere(options()))));
    }

    await().atMost(LONG).until(() -> held.size() == CONNECTIONS - CONNECTIONS / 4 / EVENT_LOOPS);
    asked.forEach(this::answered);

    assertThat(mostOpen).hasValue(CONNECTIONS - CONNECTIONS / 4 / EVENT_LOOPS);
  }

  /** As where it is taken on another thread than it comes on, which is further by then. */
  @Test
  void answerThatIsTakenLate_isThereFromItsBeginning() {
    List<Supplier<Future<HttpClientRequest>>> ways =
        List.of(() -> http.request(options()), () -> http.requestHere(options()));

    for (Supplier<Future<HttpClientRequest>> way : ways) {
      HttpClientRequest request = on(one, way).await();
      Future<HttpClientResponse> head = request.send();
      answered(head);
      on(one, Future::<Void>succeededFuture).await();

      assertThat(Answer.to(request, head, LONG, 1000).await().status()).isEqualTo(200);
    }
  }
}
