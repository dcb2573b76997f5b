package io.mediarouter.select;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a server's latest tasks say of its pace. */
class PaceMeterTest {
  private static final double USUAL_VARIANCE = 0.01;
  private final PaceMeter meter = new PaceMeter();
  private double now;

  private void tasks(int count, double ratio) {
    for (int i = 0; i < count; i++) {
      meter.add(ratio, now++);
    }
  }

  @Test
  void deviationsThatChanceExplains_sayNothing() {
    tasks(20, 0);
    tasks(3, 0.1);

    assertThat(meter.pace(USUAL_VARIANCE, now)).isEqualTo(1);
    assertThat(meter.pace(0, now)).as("where nothing is left to chance").isGreaterThan(1);
  }

  @Test
  void serverThatTurnsSlow_isFound_andLessThanItsTasksSay() {
    tasks(40, 0);
    tasks(12, -Math.log(2));

    assertThat(meter.pace(USUAL_VARIANCE, now)).isBetween(0.5, 0.95);
    assertThat(meter.pace(0, now)).isLessThan(meter.pace(USUAL_VARIANCE, now));
  }

  @Test
  void fewTasks_areNoPace() {
    tasks(10, 0);
    tasks(5, Math.log(4));
    assertThat(meter.pace(0, now)).isEqualTo(1);

    tasks(1, Math.log(4));
    assertThat(meter.pace(0, now)).isGreaterThan(1);
  }
}
