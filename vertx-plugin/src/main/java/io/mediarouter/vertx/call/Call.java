package io.mediarouter.vertx.call;

import io.mediarouter.farm.Work;
import io.mediarouter.outcome.Ending;
import io.mediarouter.outcome.Outcome;
import io.mediarouter.outcome.Outcomes;
import io.mediarouter.outcome.Slowness;
import io.mediarouter.vertx.breaker.Permit;
import io.mediarouter.vertx.farm.BackEndException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One call to a server on behalf of a request or a job: holds its permit from before it is sent
 * until all of it is over, and watches over how long the server takes. The first ending counts.
 * Safe for use by many threads.
 */
public final class Call {
  private final Permit permit;
  private final Watch watch;
  private final LongSupplier nanoTime;
  private volatile long sentNanos;
  private volatile boolean sent;
  private volatile long firstByteNanos;
  private volatile boolean begun;
  private volatile @Nullable Flow flow;
  private @Nullable Runnable afterwards;
  private boolean ended;
  private long seenBytes = -1;
  private long seenNanos;

  Call(Permit permit, Watch watch, LongSupplier nanoTime) {
    this.permit = permit;
    this.watch = watch;
    this.nanoTime = nanoTime;
  }

  /** Which server it is for. */
  public String serverId() {
    return permit.serverId();
  }

  /** What it is for. */
  public Work work() {
    return permit.work();
  }

  /** How long after it was sent its server began to answer; 0 while it has not. */
  public Duration firstByteAfter() {
    return sent && begun
        ? Duration.ofNanos(Math.max(0, firstByteNanos - sentNanos))
        : Duration.ZERO;
  }

  /**
   * Notes that there is a connection to the server: what passed before was a wait in our own queue,
   * which is not the server's.
   */
  public void sent() {
    sentNanos = nanoTime.getAsLong();
    sent = true;
    permit.sent(sentNanos);
  }

  /** Notes that the server has begun to answer; the later times count no more. */
  public void begun() {
    if (!begun) {
      firstByteNanos = nanoTime.getAsLong();
      begun = true;
      permit.firstByte(firstByteNanos);
    }
  }

  /** Has an answer watched that has begun. */
  public void watch(Flow answer) {
    flow = answer;
  }

  /** Looks how it stands; called by the watch alone. */
  void look() {
    long now = nanoTime.getAsLong();
    Flow answer = flow;
    if (!begun) {
      lookForFirstByte(now);
    } else if (answer != null) {
      look(answer, now);
    }
  }

  private void lookForFirstByte(long now) {
    if (sent && now - sentNanos > limits().firstByte().toNanos()) {
      permit.slow();
    }
  }

  private void look(Flow answer, long now) {
    long bytes = answer.bytes();
    if (bytes != seenBytes || !answer.isWanted()) {
      seenBytes = bytes;
      seenNanos = now;
    } else if (now - seenNanos > limits().stall().toNanos()) {
      answer.silent(Duration.ofNanos(now - seenNanos));
    }
  }

  private Slowness limits() {
    return permit.breaker().slowness();
  }

  /** Tells that the server is too slow, while it goes on. */
  public void slow() {
    permit.slow();
  }

  /** Tells that a transcode is too slow, if {@code mediaSeconds} since its first byte are. */
  public void made(double mediaSeconds) {
    double nanos = begun ? nanoTime.getAsLong() - firstByteNanos : 0;
    if (limits().isSlow(mediaSeconds, nanos / TimeUnit.SECONDS.toNanos(1))) {
      permit.slow();
    }
  }

  /** Ends it. */
  public void end(Ending ending, int status) {
    end(Outcomes.judge(ending, status));
  }

  /** Ends it in vain. */
  public void fail(Throwable cause) {
    BackEndException failure = BackEndException.of(serverId(), cause);
    end(failure.ending(), failure.status());
  }

  /** Ends it with what it says of the server, where that is known better. */
  public void end(Outcome outcome) {
    watch.remove(this);
    permit.close(outcome, nanoTime.getAsLong());
    Runnable then = endOnce();
    if (then != null) {
      then.run();
    }
  }

  private synchronized @Nullable Runnable endOnce() {
    Runnable then = ended ? null : afterwards;
    ended = true;
    return then;
  }

  /** Has {@code release}, of which there is one, run when it ends, or now if it has. */
  public void onEnd(Runnable release) {
    boolean late;
    synchronized (this) {
      late = ended;
      afterwards = release;
    }
    if (late) {
      release.run();
    }
  }
}
