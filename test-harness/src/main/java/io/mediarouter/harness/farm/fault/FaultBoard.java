package io.mediarouter.harness.farm.fault;

import java.io.InterruptedIOException;
import java.util.concurrent.TimeUnit;

/**
 * The faults that a server has now. Whoever waits because of a fault goes on as soon as it is
 * healed. Thread-safe.
 */
public final class FaultBoard {
  private FaultPlan plan = FaultPlan.NONE;
  private long requests;

  /** The present faults. */
  public synchronized FaultPlan plan() {
    return plan;
  }

  /** Replaces all faults; for running answers too. */
  public synchronized void replace(FaultPlan next) {
    plan = next;
    requests = 0;
    notifyAll();
  }

  /** Ends all faults; for running answers too. */
  public void heal() {
    replace(FaultPlan.NONE);
  }

  /** Counts a request that a plan is about; whether its faults meet this one. */
  synchronized boolean meets(FaultPlan asked) {
    double share = asked.sharedBy();
    requests++;
    return Math.floor(requests * share) > Math.floor((requests - 1) * share);
  }

  synchronized boolean has(FaultPlan asked) {
    return plan.equals(asked);
  }

  /** Waits as long as a plan stands, at most for some time. */
  synchronized void pause(FaultPlan asked, long millis) throws InterruptedIOException {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    try {
      for (long left = millis; left > 0 && plan.equals(asked); left = millisUntil(until)) {
        wait(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the server is stopping");
    }
  }

  private static long millisUntil(long nanos) {
    return -Math.floorDiv(System.nanoTime() - nanos, TimeUnit.MILLISECONDS.toNanos(1));
  }

  /** Waits as long as a plan stands. */
  void outlast(FaultPlan asked) throws InterruptedIOException {
    while (has(asked)) {
      pause(asked, TimeUnit.MINUTES.toMillis(1));
    }
  }
}
