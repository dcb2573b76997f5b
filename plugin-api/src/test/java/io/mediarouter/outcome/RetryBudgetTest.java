package io.mediarouter.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RetryBudgetTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final RetryBudget budget = new RetryBudget();

  @Property
  void attempts_areNeverMore_thanTheShareOfRequestsAndTheReserve(
      @ForAll long seed,
      @ForAll @DoubleRange(min = 0, max = 10) double share,
      @ForAll @IntRange(max = 20) int reserve) {
    var drawn = new RetryBudget();
    RandomGenerator random = new SplittableRandom(seed);
    long now = random.nextLong();
    long begin = now;
    int requests = 0;
    int taken = 0;
    for (int i = 0; i < 500; i++) {
      now += random.nextLong(SECOND / 5);
      if (random.nextBoolean()) {
        drawn.request(share);
        requests++;
      }
      for (int attempt = random.nextInt(8); attempt > 0; attempt--) {
        taken += drawn.tryTake(reserve, now) ? 1 : 0;
      }
      double seconds = (now - begin) / (double) SECOND;
      assertThat((double) taken)
          .isLessThanOrEqualTo(share * requests + reserve * (seconds + 1) + 1e-6);
    }
  }

  @Test
  void theReserve_isThereWithoutAnyRequest_andComesBackEachSecond() {
    assertThat(taken(2, 5, 0)).isEqualTo(2);
    assertThat(taken(2, 5, SECOND / 2)).isEqualTo(1);
    assertThat(taken(2, 5, 60 * SECOND)).isEqualTo(2);
  }

  @Test
  void requestsWithoutFailures_saveUpAttempts_butNotForEver() {
    for (int i = 0; i < 10_000; i++) {
      budget.request(0.2);
    }

    assertThat(taken(0, 10_000, 0)).isEqualTo(RetryBudget.MOST_SAVED);
  }

  @Test
  void withoutShareAndReserve_nothingIsTriedAgain() {
    budget.request(0);

    assertThat(budget.tryTake(0, SECOND)).isFalse();
  }

  private int taken(int reserve, int attempts, long nowNanos) {
    int taken = 0;
    for (int i = 0; i < attempts; i++) {
      taken += budget.tryTake(reserve, nowNanos) ? 1 : 0;
    }
    return taken;
  }
}
