package io.mediarouter.harness.simulator.policy;

import io.mediarouter.harness.simulator.virtual.Policy;
import io.mediarouter.harness.simulator.virtual.Sight;
import io.mediarouter.harness.simulator.virtual.VirtualTask;
import java.util.Arrays;

/**
 * Weighted round robin by what servers report, as gRFC A58 (gRPC, Envoy) has it: weight = requests
 * per second / utilization, out-of-band reports each second over the last 10 s, a black-out of 10 s
 * after the first, weights taken over each second, the average weight for a server without one,
 * earliest deadline first.
 */
final class WeightedRoundRobin implements Policy {
  private static final int WINDOW = 10;

  private final double[][] busy;
  private final long[][] finished;
  private final double[] weights;
  private final double[] deadlines;
  private int ticks;

  WeightedRoundRobin(int servers, double phase) {
    busy = new double[servers][WINDOW + 1];
    finished = new long[servers][WINDOW + 1];
    weights = new double[servers];
    deadlines = new double[servers];
    Arrays.fill(weights, 1);
    for (int i = 0; i < servers; i++) {
      deadlines[i] = (i * 0.618 + phase) % 1;
    }
  }

  @Override
  public int choose(VirtualTask task, Sight sight, double now) {
    int best = 0;
    for (int i = 1; i < deadlines.length; i++) {
      best = deadlines[i] < deadlines[best] ? i : best;
    }
    deadlines[best] += 1 / weights[best];
    return best;
  }

  @Override
  public void tick(Sight sight, double now) {
    int slot = ticks++ % (WINDOW + 1);
    int oldest = ticks % (WINDOW + 1);
    for (int i = 0; i < weights.length; i++) {
      busy[i][slot] = sight.busyCoreSeconds(i, now);
      finished[i][slot] = sight.finishedBy(i);
    }
    if (ticks > WINDOW) {
      weigh(sight, slot, oldest);
    }
  }

  private void weigh(Sight sight, int slot, int oldest) {
    double sum = 0;
    int known = 0;
    double from = Arrays.stream(deadlines).min().orElse(0);
    double[] before = weights.clone();
    for (int i = 0; i < weights.length; i++) {
      double rate = (double) (finished[i][slot] - finished[i][oldest]) / WINDOW;
      double cores = (busy[i][slot] - busy[i][oldest]) / WINDOW;
      double utilization = cores / sight.servers().get(i).cores();
      weights[i] = rate > 0 && utilization > 0 ? rate / utilization : 0;
      sum += weights[i];
      known += weights[i] > 0 ? 1 : 0;
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] = weights[i] > 0 ? weights[i] : known == 0 ? 1 : sum / known;
      deadlines[i] = from + (deadlines[i] - from) * before[i] / weights[i];
    }
  }
}
