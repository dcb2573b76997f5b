package io.mediarouter.vertx.server;

import static io.mediarouter.vertx.testfarm.TestFarm.ASSET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.vertx.testfarm.TestFarm;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that keep a proxy busy with next to nothing, many at a time. */
class SlowClientsTest {
  private static final int MANY = 60;
  private static final int FEW = 12;
  private static final int LARGE = 24 << 20;
  private static final String DRIP = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

  private final TestFarm farm =
      new TestFarm(
          """
          limits: {requestHead: 500ms, slowestClient: 1M}
          timeouts: {idle: 2s}
          breakers: {slow: {firstByte: 60s, stall: 60s}}
          """);
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<SocketChannel> slow = new ArrayList<>();
  private int drips;

  @AfterEach
  void close() throws IOException {
    for (SocketChannel each : slow) {
      each.close();
    }
    farm.close();
  }

  private void connect(int number, String begin) throws IOException {
    for (int i = 0; i < number; i++) {
      SocketChannel socket = SocketChannel.open();
      socket.setOption(StandardSocketOptions.SO_RCVBUF, 4096);
      socket.connect(new InetSocketAddress("127.0.0.1", farm.proxy().port()));
      socket.write(ascii(begin));
      socket.configureBlocking(false);
      slow.add(socket);
    }
  }

  private static ByteBuffer ascii(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** One byte more of each; those that were cut are out. */
  private int stillThere(String drip) {
    String next = String.valueOf(drip.charAt(drips++ % drip.length()));
    slow.removeIf(socket -> isCut(socket, next));
    return slow.size();
  }

  private static boolean isCut(SocketChannel socket, String next) {
    try {
      socket.write(ascii(next));
      return socket.read(ByteBuffer.allocate(256)) < 0;
    } catch (IOException e) {
      return true;
    }
  }

  /** On a machine that is busy enough, it may be too slow itself the first time. */
  private void aNormalClientIsServed() {
    var request = HttpRequest.newBuilder(URI.create(farm.url(ASSET))).build();
    await()
        .atMost(Duration.ofMinutes(1))
        .ignoreException(IOException.class)
        .untilAsserted(
            () -> {
              var answer = client.send(request, BodyHandlers.ofString());
              assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "GET /media/films/clip.mp4 HT",
        "GET /media/films/clip.mp4 HTTP/1.1\r\nHost: x\r\nX: ",
        "GET /media/films/clip.mp4 HTTP/1.1\r\nHost: x\r\n\r\nGET /",
        "GET /media/films/clip.mp4 HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n",
        "POST /page HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nfffff\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0\0\0\377\1\4\0\0\0\1",
      })
  void byteByByte_theyAreCut(String begin) throws Exception {
    connect(MANY, begin);
    stillThere("x");

    aNormalClientIsServed();

    await().until(() -> stillThere("x") == 0);
    aNormalClientIsServed();
  }

  @Test
  void thoseThatDripAPreface_areCut() throws Exception {
    connect(MANY, "");

    await().until(() -> stillThere(DRIP) == 0);
    aNormalClientIsServed();
  }

  @Test
  void silentOnes_areCut() throws Exception {
    connect(MANY, "GET /media/films/clip.mp4 HTTP/1.1\r\nHost: x\r\n\r\n");

    await().until(this::allAreAtTheirEnd);
  }

  private boolean allAreAtTheirEnd() {
    slow.removeIf(SlowClientsTest::isAtItsEnd);
    return slow.isEmpty();
  }

  private static boolean isAtItsEnd(SocketChannel socket) {
    try {
      return socket.read(ByteBuffer.allocate(4096)) < 0;
    } catch (IOException e) {
      return true;
    }
  }

  @Test
  void thoseThatDoNotTakeTheAnswer_areCut_andFreeWhatTheyHold() throws Exception {
    farm.origin().with("/films/large.mp4", Buffer.buffer(new byte[LARGE]));
    connect(FEW, "GET /media/films/large.mp4 HTTP/1.1\r\nHost: x\r\n\r\n");
    await().until(() -> farm.proxy().routing().requests() == FEW);

    aNormalClientIsServed();

    await().until(() -> farm.proxy().routing().requests() == 0);
    assertThat(farm.proxy().routing().breakers().all())
        .as("no client's slowness is a server's failure")
        .allSatisfy(breaker -> assertThat(breaker.report().failures()).isZero());
    await()
        .until(
            () ->
                farm.origin().requests().stream()
                    .allMatch(each -> each.response().ended() || each.response().closed()));
  }

  @Test
  void aClientThatTakesEnough_isServedWhole() throws Exception {
    farm.origin().with("/films/large.mp4", Buffer.buffer(new byte[LARGE]));
    var request = HttpRequest.newBuilder(URI.create(farm.url("films/large.mp4"))).build();

    var answer = client.send(request, BodyHandlers.ofByteArray());

    assertThat(answer.body()).hasSize(LARGE);
  }
}
