package io.mediarouter.harness.farm.transcode;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class TcpConnectionsTest {
  private static final InetSocketAddress SERVER = new InetSocketAddress("127.0.0.1", 8080);
  private static final InetSocketAddress CLIENT = new InetSocketAddress("127.0.0.1", 40000);
  private static final String V4 =
      "   0: 0100007F:1F90 0100007F:9C40 01 00000000:00000000 00:00000000 00000000 0 0 1";
  private static final String V6 =
      "   0: 0000000000000000FFFF00000100007F:1F90 0000000000000000FFFF00000100007F:9C40 STATE"
          + " 00000000:00000000";

  private final ClientConnection connection = new ClientConnection(SERVER, CLIENT);

  @Test
  void goneFrom_establishedConnection_isThere() {
    assertThat(connection.goneFrom(TcpConnections.of(List.of(V4)))).isFalse();
    assertThat(connection.goneFrom(TcpConnections.of(List.of(V6.replace("STATE", "01")))))
        .isFalse();
  }

  @Test
  void goneFrom_closedByTheClient_isGoneAtOnce() {
    assertThat(connection.goneFrom(TcpConnections.of(List.of(V6.replace("STATE", "08"))))).isTrue();
  }

  @Test
  void goneFrom_missingLine_isGoneOnlyTheSecondTime() {
    TcpConnections without = TcpConnections.of(List.of());

    assertThat(connection.goneFrom(without)).isFalse();
    assertThat(connection.goneFrom(TcpConnections.of(List.of(V4)))).isFalse();
    assertThat(connection.goneFrom(without)).isFalse();
    assertThat(connection.goneFrom(without)).isTrue();
  }
}
