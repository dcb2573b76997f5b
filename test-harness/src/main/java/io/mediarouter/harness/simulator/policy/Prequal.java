package io.mediarouter.harness.simulator.policy;

import io.mediarouter.harness.simulator.virtual.Policy;
import io.mediarouter.harness.simulator.virtual.Sight;
import io.mediarouter.harness.simulator.virtual.VirtualTask;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Prequal (Wydrowski, Kleinberg, Rumble, Archer: "Load is not what you should balance", NSDI 2024):
 * a pool of asynchronous probes; replicas at or above a quantile of requests in flight are hot; the
 * coldest latency among the cold wins, else the fewest in flight. Parameters are the paper's: 3
 * probes per request, a pool of 16, probes of 1 s at most, quantile 2^-0.25, one probe removed per
 * request (oldest and worst in turn), reuse as its formula (1) has it with delta = 1.
 */
final class Prequal implements Policy {
  private static final int PROBES = 3;
  private static final int POOL = 16;
  private static final int RECENT = 128;
  private static final double OLDEST_SECONDS = 1;
  private static final double QUANTILE = 0.84;
  private static final double DELTA = 1;

  private final RandomGenerator random;
  private final List<Entry> pool = new ArrayList<>();
  private final Deque<Integer> recent = new ArrayDeque<>();
  private boolean removeWorst;

  Prequal(RandomGenerator random) {
    this.random = random;
  }

  private static final class Entry {
    private final int server;
    private final double latency;
    private final double at;
    private int inFlight;
    private double uses;

    Entry(int server, int inFlight, double latency, double at, double uses) {
      this.server = server;
      this.inFlight = inFlight;
      this.latency = latency;
      this.at = at;
      this.uses = uses;
    }
  }

  @Override
  public int choose(VirtualTask task, Sight sight, double now) {
    pool.removeIf(entry -> now - entry.at > OLDEST_SECONDS);
    int server = pool.size() < 2 ? random.nextInt(sight.servers().size()) : take();
    removeOne();
    probe(sight, now);
    return server;
  }

  private int take() {
    int hot = hotFrom();
    Entry best = pool.get(0);
    for (Entry entry : pool) {
      best = isBetter(entry, best, hot) ? entry : best;
    }
    best.inFlight++;
    best.uses--;
    if (best.uses < 1) {
      pool.remove(best);
    }
    return best.server;
  }

  private int hotFrom() {
    int[] sorted = recent.stream().mapToInt(Integer::intValue).sorted().toArray();
    return sorted[(int) Math.min(sorted.length - 1, Math.floor(QUANTILE * sorted.length))];
  }

  private static boolean isBetter(Entry one, Entry other, int hot) {
    boolean oneIsHot = one.inFlight >= hot;
    boolean otherIsHot = other.inFlight >= hot;
    if (oneIsHot != otherIsHot) {
      return otherIsHot;
    }
    return oneIsHot ? one.inFlight < other.inFlight : one.latency < other.latency;
  }

  private void removeOne() {
    removeWorst = !removeWorst;
    if (pool.isEmpty()) {
      return;
    }
    Entry leaving = pool.get(0);
    if (removeWorst) {
      int hot = hotFrom();
      for (Entry entry : pool) {
        leaving = isBetter(leaving, entry, hot) ? entry : leaving;
      }
    }
    pool.remove(leaving);
  }

  private void probe(Sight sight, double now) {
    int servers = sight.servers().size();
    int[] numbers = new int[servers];
    Arrays.setAll(numbers, i -> i);
    for (int i = 0; i < Math.min(PROBES, servers); i++) {
      int drawn = i + random.nextInt(servers - i);
      int server = numbers[drawn];
      numbers[drawn] = numbers[i];
      add(sight, server, now);
    }
  }

  private void add(Sight sight, int server, double now) {
    Sight.Probe probe = sight.probe(server);
    double uses = reuse(sight.servers().size());
    pool.removeIf(entry -> entry.server == server);
    pool.add(new Entry(server, probe.inFlight(), probe.latency(), now, uses));
    if (pool.size() > POOL) {
      pool.remove(0);
    }
    recent.addLast(probe.inFlight());
    if (recent.size() > RECENT) {
      recent.removeFirst();
    }
  }

  /** How often a probe may be used: formula (1); without bound where it has no positive value. */
  private static double reuse(int servers) {
    double gain = (1 - (double) Math.min(POOL, servers) / servers) * PROBES - 1;
    return gain <= 0 ? 2 : Math.max(1, (1 + DELTA) / gain);
  }
}
