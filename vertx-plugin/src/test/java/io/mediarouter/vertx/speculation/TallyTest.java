package io.mediarouter.vertx.speculation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TallyTest {
  private final Tally<String> tally = new Tally<>();

  private Map<String, Long> taken() {
    var taken = new HashMap<String, Long>();
    tally.take(taken::put);
    return taken;
  }

  @Test
  void whatWasCounted_isTakenOnce() {
    tally.add("a");
    tally.add("a");
    tally.add("b");

    assertThat(taken()).isEqualTo(Map.of("a", 2L, "b", 1L));
    assertThat(taken()).isEmpty();
    tally.add("a");
    assertThat(taken()).isEqualTo(Map.of("a", 1L));
  }

  @Test
  void keysAreBounded_andThoseKnownStillCount() {
    for (int i = 0; i < Tally.MOST_KEYS + 5; i++) {
      tally.add("k" + i);
    }
    tally.add("k0");

    assertThat(taken()).hasSize(Tally.MOST_KEYS).containsEntry("k0", 2L);
  }
}
