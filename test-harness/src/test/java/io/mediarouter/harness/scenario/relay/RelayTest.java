package io.mediarouter.harness.scenario.relay;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class RelayTest {
  private static final int A_WHILE_MILLIS = 200;

  private ServerSocket server;
  private Relay relay;

  @BeforeEach
  void start() throws IOException {
    server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    relay = Relay.to((InetSocketAddress) server.getLocalSocketAddress());
  }

  @AfterEach
  void stop() throws IOException {
    relay.close();
    server.close();
  }

  @Test
  void whole_carriesBothDirectionsAndTheirEnds() throws Exception {
    try (Socket client = connect();
        Socket peer = server.accept()) {
      say(client, "ping");
      assertThat(hear(peer, 4)).isEqualTo("ping");
      client.shutdownOutput();
      assertThat(peer.getInputStream().read()).isEqualTo(-1);

      say(peer, "pong");
      peer.shutdownOutput();

      assertThat(client.getInputStream().readAllBytes()).asString(US_ASCII).isEqualTo("pong");
      await().until(() -> relay.connections() == 0);
    }
  }

  @Test
  void cut_closesWhatIsOpen_andRefusesUntilHealed() throws Exception {
    try (Socket client = connect();
        Socket peer = server.accept()) {
      await().until(() -> relay.connections() == 1);

      relay.cut();

      assertThat(ends(client)).isTrue();
      assertThat(ends(peer)).isTrue();
      assertThat(ends(connect())).isTrue();
      relay.heal();
      assertCarries();
    }
  }

  @Test
  void silence_keepsConnectionsOpen_butNothingArrives() throws Exception {
    try (Socket client = connect();
        Socket peer = server.accept()) {
      say(client, "a");
      assertThat(hear(peer, 1)).isEqualTo("a");

      relay.silence();
      say(client, "lost");
      say(peer, "lost");

      assertThatNothingComes(peer);
      assertThatNothingComes(client);
      relay.heal();
      assertThat(ends(client)).isTrue();
      assertThat(ends(peer)).isTrue();
      assertCarries();
    }
  }

  @Test
  void silence_swallowsTheEndOfAConnection() throws Exception {
    try (Socket client = connect();
        Socket peer = server.accept()) {
      relay.silence();

      client.close();

      assertThatNothingComes(peer);
    }
  }

  @Test
  void silence_acceptsNewConnections_butTheyLeadNowhere() throws Exception {
    relay.silence();
    try (Socket client = connect()) {
      say(client, "lost");
      assertThatNothingComes(client);

      relay.heal();

      assertThat(ends(client)).isTrue();
      assertCarries();
    }
  }

  @Test
  void targetThatDoesNotListen_looksLikeAConnectionThatEnds() throws Exception {
    server.close();

    assertThat(ends(connect())).isTrue();
  }

  private void assertCarries() throws IOException {
    try (Socket client = connect();
        Socket peer = server.accept()) {
      say(client, "again");
      assertThat(hear(peer, 5)).isEqualTo("again");
    }
  }

  private Socket connect() throws IOException {
    return new Socket(relay.address().getAddress(), relay.address().getPort());
  }

  private static void say(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(US_ASCII));
  }

  private static String hear(Socket socket, int count) throws IOException {
    return new String(socket.getInputStream().readNBytes(count), US_ASCII);
  }

  private static boolean ends(Socket socket) {
    try {
      return socket.getInputStream().read() < 0;
    } catch (IOException e) {
      return true;
    }
  }

  private static void assertThatNothingComes(Socket socket) throws IOException {
    socket.setSoTimeout(A_WHILE_MILLIS);
    assertThatThrownBy(() -> socket.getInputStream().read())
        .isInstanceOf(SocketTimeoutException.class);
    socket.setSoTimeout(0);
  }
}
