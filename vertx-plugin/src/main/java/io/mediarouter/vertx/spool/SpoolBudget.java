package io.mediarouter.vertx.spool;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The room that all outputs of one proxy share. Safe for use by many threads. */
public final class SpoolBudget {
  private static final Logger LOG = LoggerFactory.getLogger(SpoolBudget.class);

  /** How long a disk that was found full is taken for full; then the next output tries it. */
  private static final long BELIEF_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final LongSupplier memoryLimit;
  private final LongSupplier diskLimit;
  private final LongSupplier nanoTime;
  private final AtomicLong memory = new AtomicLong();
  private final AtomicLong disk = new AtomicLong();
  private final AtomicLong timesFull = new AtomicLong();
  private volatile long foundFullNanos;

  /**
   * Room for outputs.
   *
   * @param memoryLimit bytes beyond which outputs move to their files, whatever their own limit
   * @param diskLimit bytes in files beyond which outputs go on in memory, at their readers' pace
   * @param nanoTime the clock of durations, nanoseconds
   */
  public SpoolBudget(long memoryLimit, long diskLimit, LongSupplier nanoTime) {
    this(() -> memoryLimit, () -> diskLimit, nanoTime);
  }

  /** The same, but what the limits are is asked each time. */
  public SpoolBudget(LongSupplier memoryLimit, LongSupplier diskLimit, LongSupplier nanoTime) {
    this.memoryLimit = memoryLimit;
    this.diskLimit = diskLimit;
    this.nanoTime = nanoTime;
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

  /** Learns that an output's file could not take more. */
  void diskFoundFull(String why) {
    if (!wasFoundFullLately()) {
      LOG.warn(
          "Spool: no room on disk ({}). Renditions go on to their viewers, from memory and at the"
              + " pace of the slowest; those too long for memory are not stored. Make room in"
              + " spool.directory, or raise spool.disk and spool.totalDisk.",
          why);
    }
    foundFullNanos = nanoTime.getAsLong();
    timesFull.incrementAndGet();
  }

  private boolean wasFoundFullLately() {
    return timesFull.get() > 0 && nanoTime.getAsLong() - foundFullNanos < BELIEF_NANOS;
  }

  /** Whether another output may begin: there is memory for it, or room on disk. */
  public boolean hasRoom() {
    return !isMemoryUsedUp() || !isDiskFull();
  }

  /** Whether so little is left that nothing should be kept that could be given up. */
  public boolean isTight() {
    return 2 * memory.get() > memoryLimit.getAsLong()
        || 2 * disk.get() > diskLimit.getAsLong()
        || wasFoundFullLately();
  }

  /**
   * Whether outputs get no more room on disk: the budget is used up, or a file could not take more
   * within the last five seconds.
   */
  public boolean isDiskFull() {
    return disk.get() >= diskLimit.getAsLong() || wasFoundFullLately();
  }

  /** How many outputs' files could not take more so far, for want of room or of a working disk. */
  public long timesDiskFull() {
    return timesFull.get();
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
