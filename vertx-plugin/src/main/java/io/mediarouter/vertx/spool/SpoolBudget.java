package io.mediarouter.vertx.spool;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** The room that all outputs of one proxy share. Safe for use by many threads. */
public final class SpoolBudget {
  private final LongSupplier memoryLimit;
  private final LongSupplier diskLimit;
  private final AtomicLong memory = new AtomicLong();
  private final AtomicLong disk = new AtomicLong();

  /**
   * Room for outputs.
   *
   * @param memoryLimit bytes beyond which outputs move to their files, whatever their own limit
   * @param diskLimit bytes in files beyond which outputs are broken off
   */
  public SpoolBudget(long memoryLimit, long diskLimit) {
    this(() -> memoryLimit, () -> diskLimit);
  }

  /** The same, but what the limits are is asked each time. */
  public SpoolBudget(LongSupplier memoryLimit, LongSupplier diskLimit) {
    this.memoryLimit = memoryLimit;
    this.diskLimit = diskLimit;
  }

  void takeMemory(long bytes) {
    memory.addAndGet(bytes);
  }

  void giveMemory(long bytes) {
    memory.addAndGet(-bytes);
  }

  boolean isMemoryUsedUp() {
    return memory.get() > memoryLimit.getAsLong();
  }

  boolean takeDisk(long bytes) {
    if (disk.addAndGet(bytes) <= diskLimit.getAsLong()) {
      return true;
    }
    disk.addAndGet(-bytes);
    return false;
  }

  void giveDisk(long bytes) {
    disk.addAndGet(-bytes);
  }

  /** Bytes that outputs keep in memory now. */
  public long memoryBytes() {
    return memory.get();
  }

  /** Bytes that outputs keep in files now. */
  public long diskBytes() {
    return disk.get();
  }

  long diskLimit() {
    return diskLimit.getAsLong();
  }
}
