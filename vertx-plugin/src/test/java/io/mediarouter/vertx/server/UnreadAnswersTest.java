package io.mediarouter.vertx.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.mediarouter.vertx.testfarm.EndlessOrigin;
import io.mediarouter.vertx.testfarm.RawHttp2;
import io.netty.util.internal.PlatformDependent;
import io.vertx.core.Vertx;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that their clients do not read: how much of them a proxy holds. */
class UnreadAnswersTest {
  private static final int CLIENTS = 60;
  private static final int KIBIBYTE = 1024;

  /** In KiB; some of it is what else is on the heap. */
  private static final int MOST = 300;

  private static final long LEAST_SENT = 64 * KIBIBYTE;

  private final Vertx vertx = Vertx.vertx();
  private final EndlessOrigin origin = new EndlessOrigin();
  private final ProxyServer proxy = ProxyServer.start(vertx, config()).await();
  private final List<Closeable> clients = new ArrayList<>();
  private long seen;

  private MediaRoutingConfig config() {
    return MediaRoutingConfig.parse(
        """
        listen: {host: 127.0.0.1, port: 0}
        admin: {host: 127.0.0.1, port: 0}
        durable: {store: none}
        servers:
          - {role: origin, url: "%s", id: o1}
        fallback: "%s"
        """
            .formatted(origin.url(), origin.url()),
        "test.yaml");
  }

  @AfterEach
  void close() throws IOException {
    for (Closeable each : clients) {
      each.close();
    }
    proxy.close().await();
    vertx.close().await();
    origin.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/media/films/clip.mp4", "/downloads/clip.mp4"})
  void whatNobodyReads_isLittle(String target) throws Exception {
    long before = held();

    for (int i = 0; i < CLIENTS; i++) {
      ask(target);
    }

    assertThat(heldForEach(before)).as("KiB for each client").isLessThan(MOST);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/media/films/clip.mp4", "/downloads/clip.mp4"})
  void whatNobodyReads_isLittle_withHttp2(String target) throws Exception {
    long before = held();

    for (int i = 0; i < CLIENTS; i++) {
      var client = new RawHttp2(proxy.port());
      client.openWindow(0);
      client.request(1, "GET", target, true);
      client.openWindow(1);
      clients.add(client);
    }

    assertThat(heldForEach(before)).as("KiB for each client").isLessThan(MOST);
  }

  /** On a path as short as this one it would be three megabytes of each. */
  @Test
  void whatNobodyReads_isLittleInTheKernelToo() throws Exception {
    assumeTrue(Files.isReadable(Path.of("/proc/self/net/tcp")));
    var queues = new SendQueues(vertx, System.nanoTime());
    SocketChannel client = ask("/media/films/clip.mp4");
    String name =
        SendQueues.nameOf(
            (InetSocketAddress) client.getRemoteAddress(),
            (InetSocketAddress) client.getLocalAddress());

    await().until(() -> SendQueuesTest.next(queues, name) > LEAST_SENT);
    await().pollInterval(Duration.ofMillis(400)).until(this::hasComeToRest);

    assertThat(SendQueuesTest.next(queues, name)).isLessThan(MOST * KIBIBYTE);
  }

  private long heldForEach(long before) {
    await().pollInterval(Duration.ofMillis(400)).until(this::hasComeToRest);
    return (held() - before) / CLIENTS / KIBIBYTE;
  }

  private boolean hasComeToRest() {
    long former = seen;
    seen = origin.sent();
    return seen == former && seen > clients.size() * LEAST_SENT;
  }

  private SocketChannel ask(String target) throws IOException {
    SocketChannel socket = SocketChannel.open();
    socket.setOption(StandardSocketOptions.SO_RCVBUF, 4096);
    socket.connect(new InetSocketAddress("127.0.0.1", proxy.port()));
    String head = "GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n";
    socket.write(ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)));
    clients.add(socket);
    return socket;
  }

  private static long held() {
    return heap() + PlatformDependent.usedDirectMemory();
  }

  private static long heap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
