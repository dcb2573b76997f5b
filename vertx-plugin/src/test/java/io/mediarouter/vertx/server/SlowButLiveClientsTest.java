package io.mediarouter.vertx.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mediarouter.vertx.testfarm.TestFarm;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Clients that read slowly, beside those that do not read at all. The kernel takes nothing from the
 * proxy for either while its buffers are full.
 */
class SlowButLiveClientsTest {
  private static final int LARGE = 24 << 20;
  private static final int SIP = 4096;
  private static final Duration IDLE = Duration.ofSeconds(3);

  private final TestFarm farm =
      new TestFarm(
          """
          limits: {slowestClient: 1}
          timeouts: {idle: %ds, firstByte: 60s}
          breakers: {slow: {firstByte: 60s, stall: 60s}}
          """
              .formatted(IDLE.toSeconds()));

  @BeforeEach
  void linuxAlone() {
    assumeTrue(Files.isReadable(Path.of("/proc/self/net/tcp")));
    farm.origin().with("/films/large.mp4", Buffer.buffer(new byte[LARGE]));
  }

  @AfterEach
  void close() {
    farm.close();
  }

  private SocketChannel ask() throws IOException {
    SocketChannel socket = SocketChannel.open();
    socket.setOption(StandardSocketOptions.SO_RCVBUF, SIP);
    socket.connect(new InetSocketAddress("127.0.0.1", farm.proxy().port()));
    String request = "GET /media/films/large.mp4 HTTP/1.1\r\nHost: x\r\n\r\n";
    socket.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
    return socket;
  }

  private static boolean sips(SocketChannel socket) {
    try {
      return socket.read(ByteBuffer.allocate(SIP)) >= 0;
    } catch (IOException cut) {
      return false;
    }
  }

  @Test
  void whoReadsSlowly_isNotCut_andWhoDoesNotRead_is() throws IOException {
    try (SocketChannel slow = ask();
        SocketChannel still = ask()) {
      slow.configureBlocking(false);
      await().until(() -> farm.proxy().routing().requests() == 2);
      long begin = System.nanoTime();

      await()
          .pollInterval(100, TimeUnit.MILLISECONDS)
          .atMost(Duration.ofMinutes(1))
          .until(() -> sips(slow) && farm.proxy().routing().requests() == 1);

      await()
          .pollInterval(100, TimeUnit.MILLISECONDS)
          .atMost(Duration.ofMinutes(1))
          .until(() -> sips(slow) && System.nanoTime() - begin > 4 * IDLE.toNanos());
      assertThat(farm.proxy().routing().requests()).isEqualTo(1);
      assertThat(sips(slow)).isTrue();
    }
  }
}
