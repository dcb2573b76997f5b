package io.mediarouter.vertx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnAddressTest {
  private static final InetSocketAddress HERE = new InetSocketAddress("127.0.0.1", 80);
  private static final InetSocketAddress NOWHERE =
      InetSocketAddress.createUnresolved("t1.invalid", 80);

  @Test
  void oneServerThatIsReached_isEnough() throws Exception {
    assertThat(OwnAddress.towards(List.of(NOWHERE, HERE))).isEqualTo("127.0.0.1");
  }

  @Test
  void whereNoneIsReached_itIsToldWhyEachIsNot() {
    assertThatThrownBy(() -> OwnAddress.towards(List.of(NOWHERE)))
        .hasMessageContaining("no transcoding server can be reached [t1.invalid: ")
        .hasMessageNotContaining("null");
  }
}
