package io.mediarouter.harness.simulator.policy;

import io.mediarouter.harness.simulator.virtual.Policy;
import io.mediarouter.harness.simulator.virtual.Sight;
import io.mediarouter.harness.simulator.virtual.VirtualTask;
import java.util.random.RandomGenerator;

/** Any server, with equal chances. */
final class RandomChoice implements Policy {
  private final RandomGenerator random;

  RandomChoice(RandomGenerator random) {
    this.random = random;
  }

  @Override
  public int choose(VirtualTask task, Sight sight, double now) {
    return random.nextInt(sight.servers().size());
  }
}
