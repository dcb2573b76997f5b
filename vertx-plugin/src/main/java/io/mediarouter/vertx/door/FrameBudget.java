package io.mediarouter.vertx.door;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How many frames that are neither a request nor a part of one a client may still send on a
 * connection: a thousand at once, a hundred a second, and one more for each 256 bytes that it is
 * sent, since it says what it took of them in such frames; never more than are due for a large
 * window. For one thread.
 */
final class FrameBudget {
  static final int MOST = 1000;

  /** As many as a client may owe that takes 16 MiB before it says so. */
  static final int MOST_EARNED = 1 << 16;

  private static final int A_SECOND = 100;
  private static final double BYTES_FOR_ONE = 256;
  private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

  private final LongSupplier nanoTime;
  private double left = MOST;
  private long filledNanos;

  /**
   * A full budget.
   *
   * @param nanoTime of durations
   */
  FrameBudget(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    filledNanos = nanoTime.getAsLong();
  }

  /** Takes one, if one is left. */
  boolean tryTake() {
    if (left < 1) {
      refill();
    }
    if (left < 1) {
      return false;
    }
    left--;
    return true;
  }

  private void refill() {
    long now = nanoTime.getAsLong();
    left = Math.min(MOST, left + (now - filledNanos) / NANOS * A_SECOND);
    filledNanos = now;
  }

  /** Learns that the client was sent something. */
  void sent(int bytes) {
    left = Math.min(MOST_EARNED, left + bytes / BYTES_FOR_ONE);
  }
}
