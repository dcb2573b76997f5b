package io.mediarouter.harness.simulator.policy;

import io.mediarouter.harness.simulator.virtual.Policy;
import io.mediarouter.harness.simulator.virtual.Sight;
import io.mediarouter.harness.simulator.virtual.VirtualTask;
import java.util.random.RandomGenerator;

/**
 * The better of two servers drawn by lot: fewer requests in flight (Mitzenmacher, "The power of two
 * choices in randomized load balancing", IEEE TPDS 12(10), 2001).
 */
final class PowerOfTwoChoices implements Policy {
  private final RandomGenerator random;

  PowerOfTwoChoices(RandomGenerator random) {
    this.random = random;
  }

  @Override
  public int choose(VirtualTask task, Sight sight, double now) {
    int count = sight.servers().size();
    if (count == 1) {
      return 0;
    }
    int first = random.nextInt(count);
    int second = random.nextInt(count - 1);
    second += second >= first ? 1 : 0;
    return sight.running(first).size() <= sight.running(second).size() ? first : second;
  }
}
