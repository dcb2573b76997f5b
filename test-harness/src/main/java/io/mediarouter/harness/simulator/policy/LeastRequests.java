package io.mediarouter.harness.simulator.policy;

import io.mediarouter.harness.simulator.virtual.Policy;
import io.mediarouter.harness.simulator.virtual.ServerSpec;
import io.mediarouter.harness.simulator.virtual.Sight;
import io.mediarouter.harness.simulator.virtual.VirtualTask;
import java.util.random.RandomGenerator;

/**
 * The server with the fewest requests in flight, those of all proxies as far as they are seen;
 * weighted: per speed of the server, with the new one counted. Equals are drawn by lot.
 */
final class LeastRequests implements Policy {
  private final RandomGenerator random;
  private final boolean weighted;

  LeastRequests(RandomGenerator random, boolean weighted) {
    this.random = random;
    this.weighted = weighted;
  }

  @Override
  public int choose(VirtualTask task, Sight sight, double now) {
    int count = sight.servers().size();
    int best = 0;
    int equals = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      double load = load(sight, i);
      equals = load < least ? 1 : load == least ? equals + 1 : equals;
      if (load < least || (load == least && random.nextInt(equals) == 0)) {
        least = load;
        best = i;
      }
    }
    return best;
  }

  private double load(Sight sight, int server) {
    ServerSpec spec = sight.servers().get(server);
    int running = sight.running(server).size();
    return weighted ? (running + 1) / (spec.speed() * spec.cores()) : running;
  }
}
