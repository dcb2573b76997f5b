package io.mediarouter.vertx.breaker;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.mediarouter.farm.Work;
import io.mediarouter.outcome.Outcome;
import java.time.Duration;

/**
 * The permission for one call to one server, from before it is sent until all of it is over. It is
 * closed with what the call says of the server; closing it again does nothing. Safe for use by many
 * threads.
 *
 * <p>What is too slow is told at once, while the call goes on: who waits for the next one must not
 * wait for the end of this one. That is then all that the call says.
 */
public final class Permit {
  private final Breaker breaker;
  private final CircuitBreaker circuit;
  private final long beginNanos;
  private long firstByteNanos = -1;
  private boolean told;
  private boolean closed;

  Permit(Breaker breaker, CircuitBreaker circuit, long beginNanos) {
    this.breaker = breaker;
    this.circuit = circuit;
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

  /** Notes that the first byte of the answer is here; the later ones count no more. */
  public synchronized void firstByte(long nowNanos) {
    if (firstByteNanos < 0) {
      firstByteNanos = Math.max(0, nowNanos - beginNanos);
    }
  }

  /** Tells that the server is too slow, before the call is over; once. */
  public void slow() {
    if (tell()) {
      breaker.record(circuit, Outcome.SUCCESS, breaker.slowness().firstByte().plusMillis(1));
    }
  }

  /** Ends it. */
  public void close(Outcome outcome, long nowNanos) {
    boolean first = end();
    if (first && tell()) {
      breaker.record(circuit, outcome, duration(nowNanos));
    }
    if (first) {
      breaker.released();
    }
  }

  private synchronized boolean tell() {
    boolean first = !told;
    told = true;
    return first;
  }

  private synchronized boolean end() {
    boolean first = !closed;
    closed = true;
    return first;
  }

  /** The time to the first byte: a long answer is no slow one. */
  private synchronized Duration duration(long nowNanos) {
    return Duration.ofNanos(
        firstByteNanos < 0 ? Math.max(0, nowNanos - beginNanos) : firstByteNanos);
  }
}
