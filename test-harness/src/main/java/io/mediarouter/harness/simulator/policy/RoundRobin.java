package io.mediarouter.harness.simulator.policy;

import io.mediarouter.harness.simulator.virtual.Policy;
import io.mediarouter.harness.simulator.virtual.Sight;
import io.mediarouter.harness.simulator.virtual.VirtualTask;

/** One server after the other, all alike. */
final class RoundRobin implements Policy {
  private int next;

  RoundRobin(int first) {
    next = first;
  }

  @Override
  public int choose(VirtualTask task, Sight sight, double now) {
    return next++ % sight.servers().size();
  }
}
