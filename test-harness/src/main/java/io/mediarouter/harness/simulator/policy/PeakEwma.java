package io.mediarouter.harness.simulator.policy;

import io.mediarouter.harness.simulator.virtual.Policy;
import io.mediarouter.harness.simulator.virtual.Sight;
import io.mediarouter.harness.simulator.virtual.VirtualTask;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The better of two servers drawn by lot, by peak-sensitive moving average of the latency times
 * requests in flight from this proxy, as documented for Finagle and linkerd: the average jumps to a
 * higher latency and decays over 10 s to a lower one; a server never tried starts at 1 s.
 */
final class PeakEwma implements Policy {
  private static final double DECAY_SECONDS = 10;
  private static final double FIRST_SECONDS = 1;

  private final RandomGenerator random;
  private final int proxy;
  private final double[] average;
  private final double[] updatedAt;

  PeakEwma(RandomGenerator random, int proxy, int servers) {
    this.random = random;
    this.proxy = proxy;
    this.average = new double[servers];
    this.updatedAt = new double[servers];
    Arrays.fill(average, FIRST_SECONDS);
  }

  @Override
  public int choose(VirtualTask task, Sight sight, double now) {
    if (average.length == 1) {
      return 0;
    }
    int first = random.nextInt(average.length);
    int second = random.nextInt(average.length - 1);
    second += second >= first ? 1 : 0;
    return cost(sight, first, now) <= cost(sight, second, now) ? first : second;
  }

  private double cost(Sight sight, int server, double now) {
    double decayed = average[server] * Math.exp(-(now - updatedAt[server]) / DECAY_SECONDS);
    return decayed * (sight.own(server) + 1);
  }

  @Override
  public void finished(VirtualTask task, double now) {
    if (task.proxy() == proxy) {
      observe(task.server(), task.finishedAt() - task.arrivedAt(), now);
    }
  }

  private void observe(int server, double latency, double now) {
    double old = Math.exp(-(now - updatedAt[server]) / DECAY_SECONDS);
    average[server] =
        latency > average[server] ? latency : average[server] * old + latency * (1 - old);
    updatedAt[server] = now;
  }
}
