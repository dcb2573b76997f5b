package io.mediarouter.vertx.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.vertx.testfarm.RawClient;
import io.mediarouter.vertx.testfarm.TestFarm;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** WebSockets, which the fallback speaks and media does not. */
class WebSocketFallbackTest {
  private final Vertx vertx = Vertx.vertx();

  /** Kept: Vert.x closes a client that nobody refers to, with the connections that it opens. */
  private final WebSocketClient client = vertx.createWebSocketClient();

  private HttpServer site;
  private TestFarm farm;

  @BeforeEach
  void start() {
    site =
        vertx
            .createHttpServer()
            .webSocketHandler(
                socket ->
                    socket.textMessageHandler(
                        text -> socket.writeTextMessage(socket.path() + ": " + text)))
            .requestHandler(request -> request.response().end("page"))
            .listen(0, "127.0.0.1")
            .await();
    farm = new TestFarm("fallback: 'http://127.0.0.1:%d/'\n".formatted(site.actualPort()));
  }

  @AfterEach
  void stop() {
    farm.close();
    vertx.close().await();
  }

  @Test
  void webSocketOfTheFallback_carriesMessagesBothWays() throws Exception {
    WebSocket socket = client.connect(farm.proxy().port(), "127.0.0.1", "/chat?room=1").await();
    Promise<String> answer = Promise.promise();
    socket.textMessageHandler(answer::tryComplete);

    socket.writeTextMessage("hello").await();

    assertThat(answer.future().await(20, TimeUnit.SECONDS)).isEqualTo("/chat: hello");
  }

  @Test
  void upgradeInThePlaceOfMedia_isNone() {
    String answer =
        RawClient.ask(
            farm.proxy().port(),
            """
            GET /media/a.mp4 HTTP/1.1\r
            Host: x\r
            Connection: Upgrade\r
            Upgrade: websocket\r
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
            Sec-WebSocket-Version: 13\r
            \r
            """);

    assertThat(answer).doesNotStartWith("HTTP/1.1 101").doesNotStartWith("HTTP/1.1 5");
  }
}
