package io.mediarouter.harness.scenario.soak;

import io.mediarouter.harness.scenario.process.ProcessFarm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * The cause of faults, which lets one thing after another happen to some servers of one role, one
 * at a time, so that there is always one that could serve. A thread of its own; the same seed
 * brings the same.
 */
final class Misfortune implements AutoCloseable {
  private static final int LEAST_MILLIS = 2_000;
  private static final int MOST_MILLIS = 6_000;
  private static final int LEAST_REST_MILLIS = 4_000;
  private static final int MOST_REST_MILLIS = 6_000;
  private static final long STOP_MILLIS = 90_000;

  private final ProcessFarm farm;
  private final List<String> servers;
  private final List<Mishap> mishaps;
  private final RandomGenerator random;
  private final Thread thread;
  private final Map<Mishap, Integer> counts = new TreeMap<>();
  private final List<String> complaints = new ArrayList<>();
  private volatile boolean stopped;

  private Misfortune(ProcessFarm farm, List<String> servers, List<Mishap> mishaps, long seed) {
    this.farm = farm;
    this.servers = List.copyOf(servers);
    this.mishaps = List.copyOf(mishaps);
    this.random = new Random(seed);
    this.thread = new Thread(this::run, "misfortune-of-" + servers.get(0));
    thread.setDaemon(true);
  }

  /**
   * Begins.
   *
   * @param mishaps what may happen
   */
  static Misfortune of(ProcessFarm farm, List<String> servers, List<Mishap> mishaps, long seed) {
    Misfortune misfortune = new Misfortune(farm, servers, mishaps, seed);
    misfortune.thread.start();
    return misfortune;
  }

  private void run() {
    while (!stopped) {
      Mishap mishap = mishaps.get(random.nextInt(mishaps.size()));
      String server = servers.get(random.nextInt(servers.size()));
      try {
        happen(mishap, server);
        pause(random.nextInt(LEAST_REST_MILLIS, MOST_REST_MILLIS));
      } catch (IOException e) {
        complain(mishap + " of " + server + ": " + e);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void happen(Mishap mishap, String server) throws IOException, InterruptedException {
    mishap.begin(farm, server);
    try {
      pause(random.nextInt(LEAST_MILLIS, MOST_MILLIS));
    } finally {
      mishap.end(farm, server);
    }
    count(mishap);
  }

  private synchronized void pause(long millis) throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    for (long left = millis; left > 0 && !stopped; ) {
      wait(left);
      left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
    }
  }

  private synchronized void count(Mishap mishap) {
    counts.merge(mishap, 1, Integer::sum);
  }

  private synchronized void complain(String what) {
    complaints.add(what);
  }

  /** How often each thing has happened. */
  synchronized Map<Mishap, Integer> counts() {
    return new TreeMap<>(counts);
  }

  /** What could not be made to happen. */
  synchronized List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** Ends what happens now, and waits for that. */
  @Override
  public void close() {
    synchronized (this) {
      stopped = true;
      notifyAll();
    }
    try {
      thread.join(STOP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
