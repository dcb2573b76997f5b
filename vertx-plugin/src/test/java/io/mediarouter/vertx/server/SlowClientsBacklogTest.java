package io.mediarouter.vertx.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.mediarouter.vertx.testfarm.EndlessOrigin;
import io.mediarouter.vertx.testfarm.RawHttp2;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that ask for ever more and read nothing: what waits for them, in all and for each. */
class SlowClientsBacklogTest {
  private static final int MEBIBYTE = 1024 * 1024;
  private static final int MOST = 4 * MEBIBYTE;
  private static final int STREAMS = 100;
  private static final int ENOUGH = 400;
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String SLOW = "192.0.2.1";
  private static final String OTHER = "192.0.2.2";

  private final Vertx vertx = Vertx.vertx();
  private final EndlessOrigin origin = new EndlessOrigin();
  private final ProxyServer proxy = ProxyServer.start(vertx, config()).await();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final List<Closeable> clients = new ArrayList<>();

  private MediaRoutingConfig config() {
    return MediaRoutingConfig.parse(
        """
        listen: {host: 127.0.0.1, port: 0}
        admin: {host: 127.0.0.1, port: 0}
        durable: {store: none}
        trustedProxies: [127.0.0.1]
        connectionsPerServer: 1000
        limits: {unsent: 4M, sharePerClient: 0.5, requestHead: 90s}
        servers:
          - {role: origin, url: "%s", id: o1}
        fallback: "%s"
        """
            .formatted(origin.url(), origin.url()),
        "test.yaml");
  }

  @BeforeEach
  void bind() {
    proxy.routing().bindTo(registry);
  }

  @AfterEach
  void close() throws IOException {
    hangUp();
    proxy.close().await();
    vertx.close().await();
    origin.close();
  }

  private void hangUp() throws IOException {
    for (Closeable each : clients) {
      each.close();
    }
    clients.clear();
  }

  private double waiting() {
    return registry.get("mediarouter.answers.waiting").gauge().value();
  }

  /** Asks, reads the head of the answer, and no more. */
  private String ask(String target, String client) throws IOException {
    SocketChannel socket = SocketChannel.open();
    clients.add(socket);
    socket.setOption(StandardSocketOptions.SO_RCVBUF, 4096);
    socket.connect(new InetSocketAddress("127.0.0.1", proxy.port()));
    String head =
        "GET %s HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: %s\r\n\r\n".formatted(target, client);
    socket.write(ByteBuffer.wrap(head.getBytes(US_ASCII)));
    ByteBuffer begin = ByteBuffer.allocate(1024);
    socket.read(begin);
    return US_ASCII.decode(begin.flip()).toString();
  }

  private String askUntilRefused(String target) throws IOException {
    for (int i = 0; i < ENOUGH; i++) {
      String answer = ask(target, SLOW);
      if (answer.startsWith("HTTP/1.1 503")) {
        return answer;
      }
    }
    throw new AssertionError("all were served; waiting: " + waiting());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/media/films/clip.mp4", "/downloads/clip.mp4"})
  void whoReadsNothing_isToldToComeBack_andOthersAreServed(String target) throws IOException {
    String refusal = askUntilRefused(target);

    assertThat(refusal.toLowerCase(Locale.ROOT)).contains("retry-after: 2");
    // What the system takes just then comes again.
    await().atMost(PATIENCE).until(() -> waiting() >= MOST / 2.0);
    assertThat(waiting()).isLessThanOrEqualTo(MOST * 0.75);
    assertThat(ask(target, OTHER)).startsWith("HTTP/1.1 200");

    hangUp();
    await().atMost(PATIENCE).until(() -> waiting() == 0);
    assertThat(ask(target, SLOW)).startsWith("HTTP/1.1 200");
  }

  @Test
  void oneConnectionWithManyStreams_isNoMoreThanOneClient() throws IOException {
    var client = new RawHttp2(proxy.port());
    clients.add(client);
    for (int i = 0; i < STREAMS; i++) {
      client.request(2 * i + 1, "GET", "/media/films/clip.mp4", true);
    }

    await().atMost(PATIENCE).until(() -> waiting() > 0);
    await().during(Duration.ofSeconds(1)).atMost(PATIENCE).until(() -> waiting() < MOST * 0.75);
    assertThat(ask("/media/films/clip.mp4", OTHER)).startsWith("HTTP/1.1 200");

    hangUp();
    await().atMost(PATIENCE).until(() -> waiting() == 0);
  }
}
