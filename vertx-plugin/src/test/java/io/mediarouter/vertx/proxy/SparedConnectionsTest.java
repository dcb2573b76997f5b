package io.mediarouter.vertx.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.vertx.testfarm.ByteServer;
import io.mediarouter.vertx.testfarm.RawClient;
import io.mediarouter.vertx.testfarm.TestFarm;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many clients that do not read on, of servers that are sent four requests at a time. */
class SparedConnectionsTest {
  private static final int CLIENTS = 8;
  private static final int CONNECTIONS = 4;

  /** More than lies in buffers, and little enough to be read by all of them in seconds. */
  private static final int LONG = 1536 * 1024;

  private static final int PATIENCE_MILLIS = 60_000;
  private static final String ORIGINAL = "/media/films/long.mp4";
  private static final String DOWNLOAD = "/films/long.mp4";
  private static final String LIVE = "/films/live.mp4";
  private static final String STORED = "/media/" + TestFarm.ASSET + "?height=360";

  private final Vertx vertx = Vertx.vertx();
  private final byte[] film = new byte[LONG];
  private final ByteServer site = new ByteServer(vertx);
  private final TestFarm farm =
      new TestFarm(
          """
          connectionsPerServer: 4
          timeouts: {firstByte: 60s, decide: 60s, idle: 120s}
          limits: {slowestClient: 0}
          failover: {deadline: 60s}
          breakers: {slow: {firstByte: 60s, stall: 60s}}
          fallback: "%s"
          """
              .formatted(site.url()));
  private final List<Socket> slow = new ArrayList<>();

  @BeforeEach
  void fill() {
    Awaitility.setDefaultTimeout(Duration.ofMinutes(1));
    new Random(1).nextBytes(film);
    farm.origin().with(DOWNLOAD, Buffer.buffer(film)).withField(DOWNLOAD, "accept-ranges", "bytes");
    site.with(DOWNLOAD, Buffer.buffer(film)).withField(DOWNLOAD, "accept-ranges", "bytes");
    farm.origin().with(LIVE, Buffer.buffer(film));
    site.with(LIVE, Buffer.buffer(film))
        .withField(LIVE, "accept-ranges", "bytes")
        .withField(LIVE, "etag", "W/\"1\"");
  }

  @AfterEach
  void close() throws IOException {
    hangUp();
    farm.close();
    vertx.close().await();
    Awaitility.reset();
  }

  private void hangUp() throws IOException {
    for (Socket each : slow) {
      each.close();
    }
  }

  private static Socket ask(int port, String from, String target, String field) throws IOException {
    var socket = new Socket();
    socket.setReceiveBufferSize(4096);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
    socket.connect(new InetSocketAddress("127.0.0.1", port));
    String head = "GET " + target + " HTTP/1.1\r\nHost: x\r\n" + field + "\r\n";
    socket.getOutputStream().write(head.getBytes(US_ASCII));
    return socket;
  }

  /** Reads fast from now on. */
  private static InputStream readOn(Socket socket) throws IOException {
    socket.setReceiveBufferSize(256 * 1024);
    return socket.getInputStream();
  }

  /** From addresses of their own, as so many people would. */
  private void askAndDoNotRead(String target, String field) throws IOException {
    for (int i = 0; i < CLIENTS; i++) {
      slow.add(ask(farm.proxy().port(), "127.0.0." + (100 + i), target, field));
    }
    for (Socket each : slow) {
      assertThat(head(each)).startsWith("HTTP/1.1 20");
    }
  }

  private static String head(Socket socket) throws IOException {
    var head = new StringBuilder();
    InputStream in = socket.getInputStream();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      assertThat(next).as("%s", head).isNotNegative();
      head.append((char) next);
    }
    return head.toString();
  }

  private String another(String target) {
    try (var other = new RawClient(farm.proxy().port(), "127.0.0.99")) {
      return other
          .send("HEAD " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
          .rest();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {ORIGINAL, DOWNLOAD})
  void whoDoesNotReadOn_leavesConnectionsToOthers_andGetsAllBytesWhenItDoes(String target)
      throws IOException {
    askAndDoNotRead(target, "");

    assertThat(another(target)).startsWith("HTTP/1.1 200");

    for (Socket each : slow) {
      assertThat(Arrays.equals(readOn(each).readNBytes(LONG), film)).isTrue();
    }
  }

  @Test
  void whoDoesNotReadOnInAStoredRendition_leavesConnectionsToOthers() throws IOException {
    Socket first = ask(farm.proxy().port(), "127.0.0.2", STORED, "");
    slow.add(first);
    await().until(() -> farm.transcoder().started() == 1);
    farm.transcoder().write(Buffer.buffer(film));
    farm.transcoder().end();
    head(first);
    await().until(() -> !farm.distributor().files().isEmpty());
    slow.clear();

    askAndDoNotRead(STORED, "");

    assertThat(another(STORED)).startsWith("HTTP/1.1 200");
  }

  @ParameterizedTest
  @ValueSource(strings = {ORIGINAL, DOWNLOAD})
  void partOfAFile_isStillThatPart(String target) throws IOException {
    int from = 100_003;
    int to = LONG - 7;
    askAndDoNotRead(target, "Range: bytes=" + from + "-" + to + "\r\n");

    for (Socket each : slow) {
      byte[] part = readOn(each).readNBytes(to - from + 1);
      assertThat(Arrays.equals(part, Arrays.copyOfRange(film, from, to + 1))).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {ORIGINAL, DOWNLOAD})
  void fileThatHasChangedMeanwhile_isBrokenOff_notMixed(String target) throws IOException {
    askAndDoNotRead(target, "");
    byte[] other = new byte[LONG];
    farm.origin().with(DOWNLOAD, Buffer.buffer(other));
    site.with(DOWNLOAD, Buffer.buffer(other));

    int whole = 0;
    for (Socket each : slow) {
      byte[] got = read(each);
      assertThat(Arrays.equals(got, Arrays.copyOf(film, got.length))).isTrue();
      whole += got.length == LONG ? 1 : 0;
    }
    assertThat(whole).isLessThan(CLIENTS);
  }

  @ParameterizedTest
  @ValueSource(strings = {ORIGINAL, DOWNLOAD})
  void whoLeaves_isFetchedNothingMoreFor(String target) throws IOException {
    askAndDoNotRead(target, "");
    assertThat(another(target)).startsWith("HTTP/1.1 200");
    int asked = requests();

    hangUp();

    assertThat(another(target)).startsWith("HTTP/1.1 200");
    await().pollDelay(Duration.ofMillis(500)).until(() -> true);
    assertThat(requests()).isLessThan(asked + 2 * CLIENTS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/media" + LIVE, LIVE})
  void whoDoesNotReadOn_whatCannotBeGoneOnWith_isCutWhenOthersWait(String target)
      throws IOException {
    askAndDoNotRead(target, "");

    assertThat(another(target)).startsWith("HTTP/1.1 200");

    int whole = 0;
    for (Socket each : slow) {
      byte[] got = read(each);
      assertThat(Arrays.equals(got, Arrays.copyOf(film, got.length))).isTrue();
      whole += got.length == LONG ? 1 : 0;
    }
    assertThat(whole).isBetween(1, CONNECTIONS);
  }

  private int requests() {
    return farm.origin().requests().size() + site.requests().size();
  }

  /** All of the film, or what came of it before the connection ended. */
  private static byte[] read(Socket socket) {
    var got = new ByteArrayOutputStream();
    try {
      InputStream in = readOn(socket);
      for (int next = in.read(); next >= 0; next = got.size() < LONG ? in.read() : -1) {
        got.write(next);
        got.writeBytes(in.readNBytes(Math.min(in.available(), LONG - got.size())));
      }
    } catch (IOException brokenOff) {
      return got.toByteArray();
    }
    return got.toByteArray();
  }
}
