package io.mediarouter.vertx.call;

import io.mediarouter.farm.Work;
import io.mediarouter.outcome.Ending;
import io.mediarouter.outcome.Outcome;
import io.mediarouter.outcome.Outcomes;
import io.mediarouter.outcome.Slowness;
import io.vertx.core.Future;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One call to a server on behalf of a request or a job: holds its permit from before it is sent
 * until all of it is over, and watches over how long the server takes. The first ending counts.
 * Safe for use by many threads.
 */
public final class Call {
  private static final String NO_ANSWER_YET = "no answer yet";
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;

  /** How long the first byte may take, and what happens then. */
  private record Limit(long nanos, Runnable giveUp) {}

  private final Permit permit;
  private final Watch watch;
  private final ServerRecords records;
  private final LongSupplier nanoTime;
  private final long beginNanos;
  private volatile Supplier<String> about = () -> "";
  private volatile long sentNanos;
  private volatile boolean sent;
  private volatile long firstByteNanos;
  private volatile boolean begun;
  private volatile @Nullable Flow flow;
  private volatile @Nullable Limit limit;
  private @Nullable Runnable afterwards;
  private boolean ended;
  private long endNanos;
  private int status;
  private String cause = "";
  private long seenBytes = -1;
  private long seenNanos;

  Call(Permit permit, Watch watch, ServerRecords records, LongSupplier nanoTime) {
    this.permit = permit;
    this.watch = watch;
    this.records = records;
    this.nanoTime = nanoTime;
    this.beginNanos = nanoTime.getAsLong();
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

  /**
   * Has {@code giveUp} run, on any thread and more than once, while its server has not begun to
   * answer so long after it was {@linkplain #sent() sent}.
   */
  public void limitFirstByte(Duration longest, Runnable giveUp) {
    limit = new Limit(longest.toNanos(), giveUp);
  }

  /** Notes that its server has not, or not whole, the file that it once took. */
  public void lost() {
    records.lost(serverId());
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
    long waited = sent ? now - sentNanos : 0;
    if (waited > limits().firstByte().toNanos()) {
      permit.slow();
    }
    Limit longest = limit;
    if (longest != null && waited > longest.nanos()) {
      longest.giveUp().run();
    }
  }

  /** Whether its server has had the time to begin to answer that it is given, and has not. */
  public boolean isOverdue() {
    Limit longest = limit;
    boolean silent = sent && !begun;
    return silent && longest != null && nanoTime.getAsLong() - sentNanos > longest.nanos();
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

  /** Tells what it is for, such as a request, where its failure is logged. */
  public Call about(Supplier<String> what) {
    about = what;
    return this;
  }

  /**
   * Sends a small request that has no content, on a connection of its own, and gets the answer to
   * its end. Where that fails, the call has failed; what the answer says of it is the caller's to
   * tell.
   *
   * @param limit longest time for all of it, once there is a connection
   * @param mostBytes largest body that is read
   * @return fails with a {@link BackEndException}
   */
  public Future<Answer> ask(
      Connections http, RequestOptions options, Duration limit, int mostBytes) {
    return http.request(options)
        .onSuccess(request -> sent())
        .compose(request -> Answer.to(request, limit, mostBytes))
        .onFailure(this::fail)
        .recover(cause -> Future.failedFuture(BackEndException.of(serverId(), cause)));
  }

  /** What came of it, or has so far. */
  public synchronized Tried tried() {
    long nanos = (ended ? endNanos : nanoTime.getAsLong()) - beginNanos;
    long firstByte = sent && begun ? Math.max(0, firstByteNanos - sentNanos) : -1;
    String words = ended || begun ? cause : NO_ANSWER_YET;
    return new Tried(serverId(), work(), beginNanos, nanos, firstByte, status, words);
  }

  /** Ends it. */
  public void end(Ending ending, int answered) {
    end(Outcomes.judge(ending, answered), ending, answered, Endings.words(ending, answered));
  }

  /** Ends it in vain. */
  public void fail(Throwable failure) {
    BackEndException known = BackEndException.of(serverId(), failure);
    end(Outcomes.judge(known.ending(), known.status()), known);
  }

  /** Ends it in vain, with what it says of the server, where that is known better. */
  public void end(Outcome outcome, BackEndException failure) {
    end(outcome, failure.ending(), failure.status(), failure.words());
  }

  /** Ends it with what it says of the server. */
  public void end(Outcome outcome) {
    end(outcome, Ending.COMPLETE, 0, "");
  }

  private void end(Outcome outcome, Ending ending, int answered, String words) {
    long now = nanoTime.getAsLong();
    watch.remove(this);
    permit.close(outcome, now);
    Runnable then;
    synchronized (this) {
      if (ended) {
        return;
      }
      ended = true;
      endNanos = now;
      status = answered;
      cause = words;
      then = afterwards;
    }
    tell(ending, answered);
    if (then != null) {
      then.run();
    }
  }

  /** What is said of a server that has left would be held against the one that comes back. */
  private void tell(Ending ending, int answered) {
    if (permit.breaker().isRetired()) {
      return;
    }
    Tried result = tried();
    if (result.firstByteNanos() >= 0) {
      records.answered(serverId(), work(), result.firstByteNanos());
    }
    if (result.isInVain() && isWorthTelling(ending, answered)) {
      records.failed(result, about.get());
    }
  }

  /**
   * What we ended ourselves is no failure, and what a server says of a source it has not. What is
   * stored we may read, unless what we show for it is wrong.
   */
  private boolean isWorthTelling(Ending ending, int answered) {
    return switch (ending) {
      case CLIENT_LEFT, CANCELLED, NO_ROOM -> false;
      case CONNECT_FAILED, TIMED_OUT, STALLED, BROKEN_OFF, UNREADABLE, INTERNAL_ERROR -> true;
      case COMPLETE ->
          Outcomes.isFailure(answered)
              || work() == Work.TRANSCODE
              || work() == Work.STORAGE
              || (work() == Work.DELIVERY && (answered == UNAUTHORIZED || answered == FORBIDDEN));
    };
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
