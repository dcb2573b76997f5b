package io.mediarouter.harness.simulate.policy;

import io.mediarouter.harness.simulate.virtual.Policy;
import io.mediarouter.harness.simulate.virtual.Sight;
import io.mediarouter.harness.simulate.virtual.VirtualTask;

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
