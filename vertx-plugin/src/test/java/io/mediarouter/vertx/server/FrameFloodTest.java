package io.mediarouter.vertx.server;

import static io.mediarouter.vertx.testfarm.RawHttp2.ACK;
import static io.mediarouter.vertx.testfarm.RawHttp2.CONTINUATION;
import static io.mediarouter.vertx.testfarm.RawHttp2.DATA;
import static io.mediarouter.vertx.testfarm.RawHttp2.END_HEADERS;
import static io.mediarouter.vertx.testfarm.RawHttp2.END_STREAM;
import static io.mediarouter.vertx.testfarm.RawHttp2.GOAWAY;
import static io.mediarouter.vertx.testfarm.RawHttp2.HEADERS;
import static io.mediarouter.vertx.testfarm.RawHttp2.PING;
import static io.mediarouter.vertx.testfarm.RawHttp2.PRIORITY;
import static io.mediarouter.vertx.testfarm.RawHttp2.RST_STREAM;
import static io.mediarouter.vertx.testfarm.RawHttp2.SETTINGS;
import static io.mediarouter.vertx.testfarm.RawHttp2.WINDOW_UPDATE;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.vertx.testfarm.RawHttp2;
import io.mediarouter.vertx.testfarm.TestFarm;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** HTTP/2 clients that send frames without end which cost a proxy something and bring nothing. */
class FrameFloodTest {
  private static final int MANY = 20_000;
  private static final int PIECE = 200;
  private static final int BOUND = 2500;

  /** By the rules of HPACK. */
  private static final int LATEST_FIELD = 0xbe;

  private static final byte REMEMBER = 0x40;
  private static final byte[] EIGHT = new byte[8];

  /** Here nothing else closes a connection within the patience of this client. */
  private final TestFarm farm =
      new TestFarm("limits: {requestHead: 90s}\nprobes: {host: 127.0.0.1, port: 0}\n");

  @AfterEach
  void close() {
    farm.close();
  }

  private interface Frames {
    void send(RawHttp2 client, int times) throws IOException;
  }

  /** Who is listened to. */
  enum Listener {
    CLIENTS,
    OPERATORS,
    PROBES
  }

  private int port(Listener listener) {
    return switch (listener) {
      case CLIENTS -> farm.proxy().port();
      case OPERATORS -> farm.proxy().adminPort();
      case PROBES -> farm.proxy().probesPort();
    };
  }

  /** Sends them all, or as many as it can, and tells how many frames came back before the end. */
  private int answered(Listener listener, Frames frames) throws IOException {
    try (var client = new RawHttp2(port(listener))) {
      return answered(client, frames);
    }
  }

  private static int answered(RawHttp2 client, Frames frames) throws IOException {
    client.patience(30_000);
    CompletableFuture<Integer> answers = CompletableFuture.supplyAsync(() -> read(client));
    sendAll(client, frames);
    return answers.join();
  }

  private static void sendAll(RawHttp2 client, Frames frames) throws IOException {
    try {
      for (int sent = 0; sent < MANY; sent += PIECE) {
        frames.send(client, PIECE);
      }
    } catch (SocketException closed) {
      return; // That is what is wanted.
    }
  }

  /** Fails if the connection is not closed. */
  private static int read(RawHttp2 client) {
    try {
      return client.countToTheEnd();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @EnumSource
  void pings(Listener listener) throws IOException {
    assertThat(answered(listener, (client, times) -> client.send(times, PING, 0, 0, EIGHT)))
        .isLessThan(BOUND);
  }

  @ParameterizedTest
  @EnumSource
  void answersToPingsThatNobodySent(Listener listener) throws IOException {
    assertThat(answered(listener, (client, times) -> client.send(times, PING, ACK, 0, EIGHT)))
        .isLessThan(BOUND);
  }

  @ParameterizedTest
  @EnumSource
  void settings(Listener listener) throws IOException {
    assertThat(answered(listener, (client, times) -> client.send(times, SETTINGS, 0, 0)))
        .isLessThan(BOUND);
  }

  @ParameterizedTest
  @EnumSource
  void windowUpdates(Listener listener) throws IOException {
    byte[] one = {0, 0, 0, 1};
    assertThat(answered(listener, (client, times) -> client.send(times, WINDOW_UPDATE, 0, 0, one)))
        .isLessThan(BOUND);
  }

  @ParameterizedTest
  @EnumSource
  void priorities(Listener listener) throws IOException {
    byte[] first = {0, 0, 0, 0, 1};
    assertThat(answered(listener, (client, times) -> client.send(times, PRIORITY, 0, 7, first)))
        .isLessThan(BOUND);
  }

  /** Who goes away says so once or twice. */
  @ParameterizedTest
  @EnumSource
  void goAways(Listener listener) throws IOException {
    assertThat(answered(listener, (client, times) -> client.send(times, GOAWAY, 0, 0, EIGHT)))
        .isLessThan(BOUND);
  }

  @ParameterizedTest
  @EnumSource
  void framesOfAnUnknownType(Listener listener) throws IOException {
    assertThat(answered(listener, (client, times) -> client.send(times, 99, 0, 0, EIGHT)))
        .isLessThan(BOUND);
  }

  @Test
  void emptyData() throws IOException {
    farm.origin().behave(HttpServerRequest::pause);
    try (var client = new RawHttp2(farm.proxy().port())) {
      client.request(1, "GET", "/media/" + TestFarm.ASSET, false);
      assertThat(answered(client, (each, times) -> each.send(times, DATA, 0, 1))).isLessThan(BOUND);
    } finally {
      farm.origin().recover();
    }
  }

  @ParameterizedTest
  @EnumSource
  void continuations(Listener listener) throws IOException {
    try (var client = new RawHttp2(port(listener))) {
      client.send(HEADERS, 0, 1, RawHttp2.head("GET", "/media/" + TestFarm.ASSET));
      assertThat(answered(client, (each, times) -> each.send(times, CONTINUATION, 0, 1)))
          .isLessThan(BOUND);
    }
  }

  @Test
  void resets_reachFewServers() throws IOException {
    byte[] cancel = {0, 0, 0, 8};
    int[] stream = {1};
    int answers =
        answered(
            Listener.CLIENTS,
            (client, times) -> {
              for (int i = 0; i < times; i++, stream[0] += 2) {
                client.request(stream[0], "GET", "/media/" + TestFarm.ASSET, true);
                client.send(RST_STREAM, 0, stream[0], cancel);
              }
            });

    assertThat(answers).isLessThan(BOUND);
    await().until(() -> farm.proxy().routing().requests() == 0);
    assertThat(farm.origin().requests()).hasSizeLessThan(250);
  }

  @ParameterizedTest
  @EnumSource
  void resetsOfWhateverIsAsked(Listener listener) throws IOException {
    byte[] cancel = {0, 0, 0, 8};
    int[] stream = {1};

    assertThat(
            answered(
                listener,
                (client, times) -> {
                  for (int i = 0; i < times; i++, stream[0] += 2) {
                    client.request(stream[0], "GET", "/nothing", true);
                    client.send(RST_STREAM, 0, stream[0], cancel);
                  }
                }))
        .isLessThan(BOUND);
  }

  @ParameterizedTest
  @EnumSource
  void headWithoutEnd(Listener listener) throws IOException {
    byte[] fields = field("x-more", 100);
    try (var client = new RawHttp2(port(listener))) {
      client.send(HEADERS, 0, 1, RawHttp2.head("GET", "/nothing"));
      assertThat(answered(client, (each, times) -> each.send(times, CONTINUATION, 0, 1, fields)))
          .isLessThan(BOUND);
    }
  }

  /** A byte of each stands for a field of four thousand. */
  @ParameterizedTest
  @EnumSource
  void headThatIsSmallAsLongAsItIsPacked(Listener listener) throws IOException {
    var packed = new ByteArrayOutputStream();
    packed.write(RawHttp2.head("GET", "/nothing"));
    packed.write(remembered("x", 3900));
    for (int i = 0; i < 12_000; i++) {
      packed.write(LATEST_FIELD);
    }
    try (var client = new RawHttp2(port(listener))) {
      client.patience(30_000);
      client.send(HEADERS, END_HEADERS | END_STREAM, 1, packed.toByteArray());

      assertThat(client.countToTheEnd()).isLessThan(10);
    }
  }

  private static byte[] remembered(String name, int length) throws IOException {
    byte[] field = field(name, length);
    field[0] = REMEMBER;
    return field;
  }

  /** A field without compression, of up to some thousand bytes. */
  private static byte[] field(String name, int length) throws IOException {
    var field = new ByteArrayOutputStream();
    field.write(0);
    field.write(name.length());
    field.write(name.getBytes(US_ASCII));
    field.write(Math.min(length, 127));
    if (length >= 127) {
      int more = length - 127;
      field.write(0x80 | (more & 0x7f));
      field.write(more >> 7);
    }
    field.write("v".repeat(length).getBytes(US_ASCII));
    return field.toByteArray();
  }

  @Test
  void aClientThatSaysOftenWhatItTook_isServedWhole() throws IOException {
    int length = 4 << 20;
    farm.origin().with("/films/large.mp4", Buffer.buffer(new byte[length]));
    try (var client = new RawHttp2(farm.proxy().port())) {
      client.patience(30_000);
      client.request(1, "GET", "/media/films/large.mp4", true);

      assertThat(client.take(1, length)).isEqualTo(length);
    }
  }
}
