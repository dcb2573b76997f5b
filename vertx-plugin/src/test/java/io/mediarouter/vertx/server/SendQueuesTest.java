package io.mediarouter.vertx.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SendQueuesTest {
  private static final Duration OFTEN = Duration.ofMillis(1);

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  /** What is held of a connection, after another look. */
  static long next(SendQueues queues, String connection) {
    long before = queues.lookNumber();
    await()
        .until(
            () -> {
              queues.look(System.nanoTime(), OFTEN);
              return queues.lookNumber() != before;
            });
    return queues.bytesOf(connection);
  }

  @Test
  void whatAPeerDoesNotRead_isHeld_andWhatItReads_isNot() throws IOException {
    assumeTrue(Files.isReadable(Path.of("/proc/self/net/tcp")));
    var queues = new SendQueues(vertx, System.nanoTime());
    try (var server = ServerSocketChannel.open();
        var client = SocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      client.setOption(StandardSocketOptions.SO_RCVBUF, 4096);
      client.connect(server.getLocalAddress());
      try (SocketChannel accepted = server.accept()) {
        accepted.configureBlocking(false);
        accepted.write(ByteBuffer.allocate(1 << 20));
        String name =
            SendQueues.nameOf(
                (InetSocketAddress) accepted.getLocalAddress(),
                (InetSocketAddress) accepted.getRemoteAddress());
        long held = next(queues, name);
        assertThat(held).isPositive();

        client.read(ByteBuffer.allocate(16_384));
        client.read(ByteBuffer.allocate(16_384));

        await().until(() -> next(queues, name) < held);
      }
    }
  }

  @Test
  void tableOfAddressesOfTheOtherKind_holdsConnectionsOfIpv4Too(@TempDir Path folder)
      throws IOException {
    Path table = folder.resolve("tcp6");
    Files.writeString(
        table,
        """
          sl  local_address  remote_address  st tx_queue rx_queue tr tm->when retrnsmt   uid
           0: 0000000000000000FFFF00000100007F:1F90 0000000000000000FFFF00000200007F:C350 01 0000A0FF:00000000 01:00000014 00000000  1000        0 1 1 0000000000000000 20 4 30 10 -1
           1: 0000000000000000FFFF00000100007F:1F90 0000000000000000FFFF00000200007F:C351 01 00000000:00000000 00:00000000 00000000  1000        0 1 1 0000000000000000 20 4 30 10 -1
           what is this
        """);
    var queues = new SendQueues(vertx, System.nanoTime(), List.of(folder.resolve("no"), table));

    assertThat(next(queues, "0100007F:1F90 0200007F:C350")).isEqualTo(0xA0FF);
    assertThat(queues.bytesOf("0100007F:1F90 0200007F:C351")).isZero();
  }

  @Test
  void withoutTables_nothingIsKnown(@TempDir Path folder) {
    var queues = new SendQueues(vertx, System.nanoTime(), List.of(folder.resolve("tcp")));

    queues.look(System.nanoTime(), OFTEN);

    await().pollDelay(Duration.ofMillis(200)).until(() -> queues.lookNumber() == 0);
  }
}
