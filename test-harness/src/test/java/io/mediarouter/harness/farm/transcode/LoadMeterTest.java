package io.mediarouter.harness.farm.transcode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LoadMeterTest {
  private static final long STEP = LoadMeter.WINDOW_NANOS / 5;

  private final LoadMeter meter = new LoadMeter();

  @Test
  void cores_isTheMeanOverTheLastSecond() {
    for (int i = 0; i <= 20; i++) {
      meter.sample(i * STEP, i * 0.3);
    }

    assertThat(meter.cores()).isCloseTo(1.5, within(1e-9));
  }

  @Test
  void cores_afterTheWorkEnded_fallsToZeroWithinASecond() {
    meter.sample(0, 0);
    meter.sample(STEP, 0.4);
    for (int i = 2; i <= 7; i++) {
      meter.sample(i * STEP, 0.4);
    }

    assertThat(meter.cores()).isZero();
  }

  @Test
  void cores_beforeTwoSamples_isZero() {
    assertThat(meter.cores()).isZero();
    meter.sample(5, 3);
    assertThat(meter.cores()).isZero();
  }
}
