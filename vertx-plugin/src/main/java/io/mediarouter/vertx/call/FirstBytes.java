package io.mediarouter.vertx.call;

import java.util.Arrays;

/** How soon a server has begun its latest answers. Safe for use by many threads. */
final class FirstBytes {
  private static final int MOST = 256;

  private final long[] nanos = new long[MOST];
  private int count;
  private int next;

  synchronized void add(long firstByteNanos) {
    nanos[next] = firstByteNanos;
    next = (next + 1) % MOST;
    count = Math.min(count + 1, MOST);
  }

  synchronized FirstByteTimes times() {
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return new FirstByteTimes(count, quantile(sorted, 0.5), quantile(sorted, 0.99));
  }

  private static long quantile(long[] sorted, double share) {
    return sorted.length == 0 ? 0 : sorted[(int) Math.ceil(share * sorted.length) - 1];
  }
}
