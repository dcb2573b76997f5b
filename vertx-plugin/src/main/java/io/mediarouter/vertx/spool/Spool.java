package io.mediarouter.vertx.spool;

import io.mediarouter.container.FinishedFile;
import io.mediarouter.vertx.spool.ReaderPositions.Place;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An output that one producer writes and any number of readers read from its start, each at its own
 * speed, while it grows.
 *
 * <p>It begins in memory. Once it exceeds the memory limit, all of it moves to a file, chunk by
 * chunk and in order. As long as the file takes it, the producer is slowed down only by the file,
 * never by a reader.
 *
 * <p>When the file is full, or fails, what is in memory becomes a window. What is too much there is
 * dropped as soon as all open readers have passed it, and until then the producer is held: now the
 * slowest reader sets the pace. From the first drop on nobody needs the file, since all readers are
 * beyond it; the start is gone, and no new reader may come. Where nobody reads, the output fails
 * instead. An output that is complete, and whole, stays so.
 *
 * <p>An output that failed is never shown as ended, and one that is complete does not fail. The
 * owner {@link #release releases} it once; memory and file go when the last reader is closed too.
 *
 * <p>Safe for use by many threads: state is guarded by this object's lock, and no handler is called
 * under it.
 */
public final class Spool implements WriteStream<Buffer> {
  private final Vertx vertx;
  private final SpoolContent content;
  private final ReaderPositions positions = new ReaderPositions();
  private List<Promise<Void>> waiting = new ArrayList<>();
  private @Nullable Runnable drain;
  private @Nullable Throwable failure;
  private int users = 1;
  private boolean complete;

  /** An empty output. */
  public Spool(Vertx vertx, SpoolLimits limits, SpoolBudget budget) {
    this.vertx = vertx;
    content = new SpoolContent(vertx, limits, budget);
  }

  /** Bytes written so far. */
  public synchronized long length() {
    return content.length();
  }

  /** Whether it can be read from its start; once complete, this does not change any more. */
  public synchronized boolean isWhole() {
    return !content.isStartGone();
  }

  /** Whether it has come to its end. */
  public synchronized boolean isComplete() {
    return complete;
  }

  /** Why it cannot be read from its start. */
  public synchronized StartGoneException startGone() {
    return new StartGoneException(content.whyFull());
  }

  /**
   * A reader from the start, which calls its handlers on {@code context}. It must be closed.
   *
   * @throws StartGoneException if the start is gone, or all of it was released
   */
  public SpoolReader openReader(Context context) {
    return openReader(context, FinishedFile.asMade(Long.MAX_VALUE));
  }

  /** The same for what a complete output is finished as. */
  SpoolReader openReader(Context context, FinishedFile file) {
    synchronized (this) {
      if (content.isStartGone() || content.isCleared()) {
        throw startGone();
      }
      users++;
      return new SpoolReader(this, file, positions.enter(), context);
    }
  }

  @Override
  public Future<Void> write(Buffer chunk) {
    List<Promise<Void>> awake;
    synchronized (this) {
      if (failure != null) {
        return Future.failedFuture(failure);
      }
      if (chunk.length() == 0) {
        return Future.succeededFuture();
      }
      content.append(chunk);
      awake = takeWaiting();
    }
    proceed();
    awake.forEach(Promise::tryComplete);
    return Future.succeededFuture();
  }

  private List<Promise<Void>> takeWaiting() {
    List<Promise<Void>> taken = waiting;
    waiting = new ArrayList<>();
    return taken;
  }

  /** Does what became possible: moves a chunk to the file, drops some, lets the producer go on. */
  private void proceed() {
    Future<Void> flush;
    boolean hopeless;
    Runnable drained;
    synchronized (this) {
      flush = startFlush();
      dropPassed();
      hopeless = isHopeless();
      drained = takeDrained();
    }
    if (flush != null) {
      flush.onComplete(this::flushed);
    }
    if (hopeless) {
      fail(full());
    }
    drained.run();
  }

  private synchronized SpoolFullException full() {
    return new SpoolFullException(content.whyFull());
  }

  private @Nullable Future<Void> startFlush() {
    return failure == null ? content.flush() : null;
  }

  private void dropPassed() {
    if (!complete || content.isStartGone()) {
      content.dropPassed(positions);
    }
  }

  /** Whether what comes could neither be read nor kept. */
  private boolean isHopeless() {
    boolean unread = !complete && failure == null && !content.isCleared() && positions.isEmpty();
    return unread && content.isWindow() && (content.isStartGone() || content.isTooMuch());
  }

  private Runnable takeDrained() {
    Runnable drained = drain;
    boolean toldToGoOn = failure != null || content.isDrained();
    if (drained == null || !toldToGoOn) {
      return () -> {};
    }
    drain = null;
    return drained;
  }

  private void flushed(AsyncResult<Void> written) {
    synchronized (this) {
      content.flushed(written);
    }
    proceed();
  }

  /** Succeeds when there is something to read; fails if the output ends or breaks off before. */
  public Future<Void> firstByte() {
    return available(0).compose(v -> something());
  }

  private Future<Void> something() {
    return length() > 0
        ? Future.succeededFuture()
        : Future.failedFuture(new IllegalStateException("output: ended without a byte"));
  }

  /** Succeeds when there are bytes at {@code offset}, or never will be. */
  private synchronized Future<Void> available(long offset) {
    if (failure != null) {
      return Future.failedFuture(failure);
    }
    if (offset < content.length() || complete) {
      return Future.succeededFuture();
    }
    Promise<Void> more = Promise.promise();
    waiting.add(more);
    return more.future();
  }

  /**
   * The bytes at {@code offset}, which its reader has not passed, as soon as there are some; null
   * at the end of a complete output.
   *
   * @param most bytes that are wanted at most, at least 1
   */
  Future<@Nullable Buffer> read(long offset, long most) {
    return available(offset).compose(v -> fetch(offset, most));
  }

  private synchronized Future<@Nullable Buffer> fetch(long offset, long most) {
    if (failure != null) {
      return Future.failedFuture(failure);
    }
    return offset < content.length() ? content.read(offset, most) : Future.succeededFuture(null);
  }

  /** Learns that a reader does not need any more what is before {@code offset}. */
  void passed(Place place, long offset) {
    synchronized (this) {
      positions.move(place, offset);
      if (!content.isWindow()) {
        return;
      }
    }
    proceed();
  }

  /** Gives up a reader's share; what only that reader needed is not kept for it any longer. */
  void leave(Place place) {
    synchronized (this) {
      positions.leave(place);
    }
    release();
  }

  @Override
  public Future<Void> end() {
    List<Promise<Void>> awake;
    synchronized (this) {
      if (failure != null) {
        return Future.failedFuture(failure);
      }
      complete = true;
      awake = takeWaiting();
    }
    awake.forEach(Promise::tryComplete);
    return Future.succeededFuture();
  }

  /**
   * Breaks the output off, unless it is complete: readers fail, also those that are behind; the
   * first cause counts.
   */
  public void fail(Throwable cause) {
    List<Promise<Void>> awake;
    Runnable drained;
    synchronized (this) {
      if (complete || failure != null) {
        return;
      }
      failure = cause;
      awake = takeWaiting();
      drained = takeDrained();
    }
    awake.forEach(promise -> promise.tryFail(cause));
    drained.run();
  }

  /** Gives up the owner's share. */
  public void release() {
    synchronized (this) {
      users--;
      if (users == 0) {
        content.clear();
      }
    }
    proceed();
  }

  @Override
  public synchronized boolean writeQueueFull() {
    return failure == null && content.isTooMuch();
  }

  /** Is called once, on the context of this call, when there is room; at once if there is. */
  @Override
  public Spool drainHandler(@Nullable Handler<Void> handler) {
    Context context = vertx.getOrCreateContext();
    Runnable drained;
    synchronized (this) {
      drain = handler == null ? null : () -> context.runOnContext(handler);
      drained = takeDrained();
    }
    drained.run();
    return this;
  }

  /** Does nothing: a failed write tells by its future. */
  @Override
  public Spool exceptionHandler(@Nullable Handler<Throwable> handler) {
    return this;
  }

  @Override
  public Spool setWriteQueueMaxSize(int maxSize) {
    throw new UnsupportedOperationException("the limits are given at construction");
  }
}
