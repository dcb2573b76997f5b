package io.mediarouter.harness.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatenciesTest {

  @Test
  void quantile_isTheTimeThatTheShareDidNotExceed() {
    var latencies = new Latencies();
    for (int i = 200_000; i >= 1; i--) {
      latencies.add(i);
    }

    assertThat(latencies.count()).isEqualTo(200_000);
    assertThat(latencies.quantile(0.99)).isBetween(197_999L, 198_001L);
    assertThat(latencies.quantile(1)).isEqualTo(200_000);
    assertThat(new Latencies().quantile(0.5)).isZero();
  }
}
