package io.mediarouter.vertx.call;

import io.mediarouter.farm.Work;
import io.mediarouter.outcome.Outcome;
import java.time.Duration;

/**
 * The permission for one call to one server, from before it is sent until all of it is over. It is
 * closed with what the call says of the server; closing it again does nothing. Safe for use by many
 * threads.
 *
 * <p>What is too slow is told at once, while the call goes on: who waits for the next one must not
 * wait for the end of this one. What it says at its end counts all the same, so that a call which
 * is first too slow and then fails is a failure.
 */
public final class Permit {
  private final Breaker breaker;
  private final Stage stage;
  private long beginNanos;
  private long firstByteNanos = -1;
  private boolean slow;
  private boolean closed;

  Permit(Breaker breaker, Stage stage, long beginNanos) {
    this.breaker = breaker;
    this.stage = stage;
    this.beginNanos = beginNanos;
  }

  /** Which server it is for. */
  public String serverId() {
    return breaker.serverId();
  }

  /** Which work it is for. */
  public Work work() {
    return breaker.work();
  }

  /** The breaker that gave it. */
  public Breaker breaker() {
    return breaker;
  }

  Stage stage() {
    return stage;
  }

  synchronized long beginNanos() {
    return beginNanos;
  }

  /** Notes that the server is asked only now: what passed before was our own wait. */
  public synchronized void sent(long nowNanos) {
    beginNanos = nowNanos;
  }

  /** Notes that the first byte of the answer is here; the later ones count no more. */
  public synchronized void firstByte(long nowNanos) {
    if (firstByteNanos < 0) {
      firstByteNanos = Math.max(0, nowNanos - beginNanos);
    }
  }

  /** Whether nothing of the answer is here yet. */
  synchronized boolean isSilent() {
    return firstByteNanos < 0 && !closed;
  }

  /** Tells that the server is too slow, before the call is over; once. */
  public void slow() {
    if (becomeSlow()) {
      breaker.late(stage);
    }
  }

  /** Ends it. */
  public void close(Outcome outcome, long nowNanos) {
    Duration duration;
    boolean wasSlow;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      duration = duration(nowNanos);
      wasSlow = slow;
    }
    breaker.ended(this, outcome, duration, wasSlow);
  }

  private synchronized boolean becomeSlow() {
    boolean first = !slow && !closed;
    slow |= first;
    return first;
  }

  /** The time to the first byte: a long answer is no slow one. */
  private Duration duration(long nowNanos) {
    return Duration.ofNanos(
        firstByteNanos < 0 ? Math.max(0, nowNanos - beginNanos) : firstByteNanos);
  }
}
