package io.mediarouter.vertx.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.mediarouter.state.CacheIndex;
import io.mediarouter.state.SharedState;
import io.mediarouter.state.memory.InMemorySharedState;
import io.mediarouter.vertx.MediaRouting;
import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.mediarouter.vertx.proxy.delivery.StoredDelivery;
import io.mediarouter.vertx.testfarm.ByteServer;
import io.mediarouter.vertx.testfarm.ChunkTranscoder;
import io.mediarouter.vertx.testfarm.Overlaid;
import io.mediarouter.vertx.testfarm.TestFarm;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.httpproxy.HttpProxy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A stored file that is gone from its server, while the index cannot be told. */
class LostFileTest {
  private static final String SMALL = "/media/" + TestFarm.ASSET + "?height=360";

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = vertx.createHttpClient();
  private final ByteServer origin =
      new ByteServer(vertx).with("/" + TestFarm.ASSET, Buffer.buffer("the original"));
  private final ByteServer store = new ByteServer(vertx);
  private final ChunkTranscoder transcoder = new ChunkTranscoder(vertx);
  private final SharedState real = InMemorySharedState.alone("p");
  private final Logger logger = (Logger) LoggerFactory.getLogger(StoredDelivery.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final MediaRouting routing = start();
  private final int port = listen();

  private MediaRouting start() {
    log.start();
    logger.addAppender(log);
    var lost = CompletableFuture.failedFuture(new IllegalStateException("the index is away"));
    var index = Overlaid.of(CacheIndex.class, real.cacheIndex(), "removeCopy", () -> lost);
    var config =
        MediaRoutingConfig.parse(
            """
            servers:
              - {role: origin, url: "%s"}
              - {role: transcoding, url: "%s", capacity: 4}
              - {role: distribution, url: "%s", id: d1}
            durable: {store: none}
            caching: {memory: 0}
            """
                .formatted(origin.url(), transcoder.url(), store.url()),
            "test.yaml");
    return MediaRouting.builder(vertx, config)
        .state(Overlaid.of(SharedState.class, real, "cacheIndex", () -> index))
        .create()
        .await();
  }

  private int listen() {
    var proxy = HttpProxy.reverseProxy(vertx.createHttpClient());
    routing.installOn(proxy);
    return vertx
        .createHttpServer()
        .requestHandler(proxy)
        .listen(0, "127.0.0.1")
        .await()
        .actualPort();
  }

  @AfterEach
  void stop() {
    logger.detachAppender(log);
    routing.close().await();
    vertx.close().await();
  }

  private Future<Buffer> get() {
    return client
        .request(HttpMethod.GET, port, "127.0.0.1", SMALL)
        .compose(request -> request.send().compose(HttpClientResponse::body));
  }

  private Future<Buffer> make(String output) {
    int before = transcoder.started();
    Future<Buffer> answer = get();
    await().atMost(Duration.ofMinutes(1)).until(() -> transcoder.started() > before);
    transcoder.write(output);
    transcoder.end();
    return answer;
  }

  @Test
  void isMadeAnew_andTheIndexsFailureIsTold() {
    make("made").await();
    await().atMost(Duration.ofMinutes(1)).until(() -> !store.files().isEmpty());
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> get().await().toString().equals("made") && transcoder.started() == 1);
    store.files().clear();

    assertThat(make("made anew").await()).hasToString("made anew");

    assertThat(log.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .anySatisfy(line -> assertThat(line).contains("not on d1 any more", "index is away"));
  }
}
