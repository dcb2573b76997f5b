package io.mediarouter.vertx.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.vertx.flow.Sparing;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;

/** Who is cut where a server's connections do not suffice. */
class ConnectionUseTest {
  private static final int ALL = 64;
  private static final int FREE = 8;
  private static final ToIntFunction<String> ONE_EACH = client -> 1;

  private final ConnectionUse use = new ConnectionUse();

  private record Reader(String name, int stillLooks) implements Sparing {
    @Override
    public void spare() {}

    @Override
    public void cut() {}
  }

  private Reader still(String client, int looks) {
    var reader = new Reader(client + " for " + looks, looks);
    use.add(client, reader);
    return reader;
  }

  private void hold(int connections) {
    for (int i = 0; i < connections; i++) {
      use.begin();
    }
  }

  @Test
  void nobodyIsCut_whileConnectionsAreFree() {
    hold(ALL - FREE);
    still("one", 1000);

    assertThat(use.toBeCut(ALL, ONE_EACH)).isEmpty();
  }

  @Test
  void ofFewConnections_nobodyIsCut_unlessAnotherWaits() {
    hold(1);
    Reader still = still("one", 1000);

    assertThat(use.toBeCut(1, ONE_EACH)).isEmpty();
    hold(1);
    assertThat(use.toBeCut(1, ONE_EACH)).containsExactly(still);
  }

  @Test
  void whoeverReadsOn_isNotCut() {
    hold(ALL);
    still("one", 0);
    still("one", 20);

    assertThat(use.toBeCut(ALL, ONE_EACH)).isEmpty();
  }

  @Test
  void stillestOfTheClientThatHoldsMost_isCutFirst_andNoMoreThanNeeded() {
    hold(ALL - FREE + 2);
    Reader shorter = still("many", 100);
    Reader longer = still("many", 200);
    still("few", 1000);

    assertThat(use.toBeCut(ALL, Map.of("many", 30, "few", 1)::get))
        .containsExactly(longer, shorter);
  }
}
