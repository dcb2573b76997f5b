package io.mediarouter.outcome;

import java.time.Duration;

/**
 * The learner of after how long a second server is asked for the same: when 95 of the last 100
 * answers would have begun. So no more than about one request in twenty is asked twice while all is
 * well, and one that hangs costs little more than the slowest of the usual. Safe for use by many
 * threads.
 */
public final class HedgeDelay {
  /** Answers that it learns from. */
  public static final int CAPACITY = 256;

  /** From fewer answers than this nothing is learned. */
  public static final int LEAST = 20;

  /** Shorter delays would ask twice for what a busy machine alone delays. */
  public static final Duration SHORTEST = Duration.ofMillis(20);

  private static final double SHARE = 0.95;
  private static final int EVERY = 16;

  private final long[] nanos = new long[CAPACITY];
  private int count;
  private int next;
  private int sinceLearned;
  private long learned;

  /** Learns of an answer that began so long after it was asked for. */
  public synchronized void answered(Duration firstByte) {
    nanos[next] = Math.max(0, firstByte.toNanos());
    next = (next + 1) % CAPACITY;
    count = Math.min(CAPACITY, count + 1);
    sinceLearned++;
    if (count >= LEAST && (learned == 0 || sinceLearned >= EVERY)) {
      learn();
    }
  }

  private void learn() {
    learned = Math.max(1, longest(count - (int) Math.ceil(SHARE * count) + 1));
    sinceLearned = 0;
  }

  /** The last of the {@code n} longest, which are few: all need not be sorted for it. */
  private long longest(int n) {
    long[] found = new long[n];
    for (int i = 0; i < count; i++) {
      int place = 0;
      while (place < n && found[place] < nanos[i]) {
        if (place > 0) {
          found[place - 1] = found[place];
        }
        place++;
      }
      if (place > 0) {
        found[place - 1] = nanos[i];
      }
    }
    return found[0];
  }

  /**
   * How long to wait for the first byte before another server is asked.
   *
   * @param limit longest wait for a first byte; at most half of it is waited, and a fifth while
   *     little is known
   */
  public synchronized Duration delay(Duration limit) {
    Duration wanted = learned == 0 ? limit.dividedBy(5) : Duration.ofNanos(learned);
    Duration most = limit.dividedBy(2);
    Duration bounded = wanted.compareTo(most) > 0 ? most : wanted;
    return bounded.compareTo(SHORTEST) < 0 ? SHORTEST : bounded;
  }
}
