package io.mediarouter.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlowdownWeightTest {
  @ParameterizedTest
  @ValueSource(doubles = {0.001, 0.0234, 0.5, 0.75, 1, 1.4, 1.5, 2, 63, 100, 3600, 1e6})
  void isASmallPowerOfTheLength(double seconds) {
    assertThat(SlowdownWeight.of(seconds)).isCloseTo(Math.pow(seconds, 0.1), withinPercentage(1));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.MIN_VALUE, 1e-9, 1e12, Double.MAX_VALUE})
  void beyondAnyTask_isThatOfTheLast(double seconds) {
    assertThat(SlowdownWeight.of(seconds)).isBetween(0.1, 1000.0);
  }
}
