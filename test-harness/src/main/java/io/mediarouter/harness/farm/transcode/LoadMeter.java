package io.mediarouter.harness.farm.transcode;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The mean number of cores in use over about the last second, from growing totals of processor
 * time. Thread-safe.
 */
final class LoadMeter {
  static final long WINDOW_NANOS = 1_000_000_000L;

  private record Sample(long nanos, double cpuSeconds) {}

  private final Deque<Sample> samples = new ArrayDeque<>();

  /** Takes the total processor time up to now, in seconds. */
  synchronized void sample(long nanos, double cpuSeconds) {
    samples.addLast(new Sample(nanos, cpuSeconds));
    while (samples.size() > 2 && nanos - secondOldest().nanos() >= WINDOW_NANOS) {
      samples.removeFirst();
    }
  }

  private Sample secondOldest() {
    return samples.stream().skip(1).findFirst().orElseThrow();
  }

  /** Cores in use; 0 before two samples were taken. */
  synchronized double cores() {
    if (samples.size() < 2) {
      return 0;
    }
    Sample oldest = samples.getFirst();
    Sample newest = samples.getLast();
    double seconds = (newest.nanos() - oldest.nanos()) / 1e9;
    return seconds <= 0 ? 0 : Math.max(0, (newest.cpuSeconds() - oldest.cpuSeconds()) / seconds);
  }
}
