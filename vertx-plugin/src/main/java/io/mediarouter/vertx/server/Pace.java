package io.mediarouter.vertx.server;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The speed of one direction of a transfer, judged over a while in which bytes could move all the
 * time.
 */
final class Pace {
  /** What lies in buffers moves in steps of this size, so it is the least that tells a speed. */
  private static final long STEP_BYTES = 64 * 1024;

  private boolean judging;
  private long beginNanos;
  private long beginBytes;

  /**
   * Takes in what was found, and tells whether the transfer is too slow.
   *
   * @param pending whether there were bytes to move
   * @param bytes that have moved so far
   * @param slowest least speed in bytes a second; 0 = any
   * @param least shortest time to judge by; it is longer where 64 KiB may take longer
   */
  boolean isTooSlow(boolean pending, long bytes, long nowNanos, long slowest, Duration least) {
    if (!pending || slowest == 0) {
      judging = false;
      return false;
    }
    if (!judging) {
      begin(bytes, nowNanos);
      return false;
    }
    double seconds = (nowNanos - beginNanos) / (double) TimeUnit.SECONDS.toNanos(1);
    if (seconds < Math.max(least.toMillis() / 1000.0, STEP_BYTES / (double) slowest)) {
      return false;
    }
    boolean tooSlow = bytes - beginBytes < slowest * seconds;
    begin(bytes, nowNanos);
    return tooSlow;
  }

  private void begin(long bytes, long nowNanos) {
    judging = true;
    beginBytes = bytes;
    beginNanos = nowNanos;
  }
}
