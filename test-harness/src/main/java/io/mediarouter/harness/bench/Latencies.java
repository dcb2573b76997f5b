package io.mediarouter.harness.bench;

import java.util.Arrays;

/** The response times of one run, every one of them. Not thread-safe. */
final class Latencies {
  private long[] nanos = new long[1 << 16];
  private int count;

  void add(long each) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = each;
  }

  /** How many there are. */
  int count() {
    return count;
  }

  /**
   * The time that a share of 0..1 of them did not exceed, in nanoseconds; 0 where there is none.
   */
  long quantile(double share) {
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return count == 0 ? 0 : sorted[(int) Math.min(count - 1, Math.floor(share * count))];
  }
}
