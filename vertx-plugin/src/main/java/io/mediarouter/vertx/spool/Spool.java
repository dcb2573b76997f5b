package io.mediarouter.vertx.spool;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An output that one producer writes and any number of readers read from its start, each at its own
 * speed, while it grows.
 *
 * <p>It begins in memory. Once it exceeds the memory limit, all of it moves to a file, chunk by
 * chunk and in order: {@code [0, flushed)} is in the file, {@code [flushed, length)} in {@link
 * #chunks}. The producer is slowed down only by the file, never by a reader. An output that failed
 * is never shown as ended. The owner {@link #release releases} it once; memory and file go when the
 * last reader is closed too.
 *
 * <p>Safe for use by many threads: state is guarded by this object's lock, and no handler is called
 * under it.
 */
public final class Spool implements WriteStream<Buffer> {
  private static final int READ_BYTES = 64 * 1024;

  private final Vertx vertx;
  private final SpoolLimits limits;
  private final SpoolBudget budget;
  private final TreeMap<Long, Buffer> chunks = new TreeMap<>();
  private List<Promise<Void>> waiting = new ArrayList<>();
  private @Nullable Handler<Void> drainHandler;
  private @Nullable SpoolFile file;
  private @Nullable Throwable failure;
  private long length;
  private long flushed;
  private long onDisk;
  private int users = 1;
  private boolean complete;
  private boolean flushing;

  /** An empty output. */
  public Spool(Vertx vertx, SpoolLimits limits, SpoolBudget budget) {
    this.vertx = vertx;
    this.limits = limits;
    this.budget = budget;
  }

  /** Bytes written so far. */
  public synchronized long length() {
    return length;
  }

  /** A reader from the start, which calls its handlers on {@code context}. It must be closed. */
  public SpoolReader openReader(Context context) {
    synchronized (this) {
      users++;
    }
    return new SpoolReader(this, context);
  }

  @Override
  public Future<Void> write(Buffer chunk) {
    List<Promise<Void>> awake;
    synchronized (this) {
      if (failure != null) {
        return Future.failedFuture(failure);
      }
      if (length + chunk.length() > limits.diskBytes()) {
        return refuse();
      }
      append(chunk);
      awake = takeWaiting();
    }
    flush();
    awake.forEach(Promise::tryComplete);
    return Future.succeededFuture();
  }

  private Future<Void> refuse() {
    var full = new SpoolFullException(limits.diskBytes());
    vertx.runOnContext(v -> fail(full));
    return Future.failedFuture(full);
  }

  private void append(Buffer chunk) {
    if (chunk.length() > 0) {
      chunks.put(length, chunk);
      length += chunk.length();
      budget.takeMemory(chunk.length());
    }
  }

  private List<Promise<Void>> takeWaiting() {
    List<Promise<Void>> taken = waiting;
    waiting = new ArrayList<>();
    return taken;
  }

  /**
   * Moves the oldest chunk to the file, and then the next one, while there is too much in memory.
   */
  private void flush() {
    Map.Entry<Long, Buffer> oldest;
    SpoolFile target;
    synchronized (this) {
      if (!mustFlush() || flushing || chunks.isEmpty() || users == 0) {
        return;
      }
      flushing = true;
      oldest = chunks.firstEntry();
      target = takeRoom(oldest.getValue().length());
    }
    if (target == null) {
      fail(new SpoolFullException(budget.diskLimit()));
      return;
    }
    target
        .write(oldest.getValue(), oldest.getKey())
        .onSuccess(v -> flushed(oldest))
        .onFailure(this::fail);
  }

  private boolean mustFlush() {
    return file != null || length - flushed > limits.memoryBytes() || budget.isMemoryUsedUp();
  }

  private @Nullable SpoolFile takeRoom(int bytes) {
    if (!budget.takeDisk(bytes)) {
      return null;
    }
    onDisk += bytes;
    return openFile();
  }

  private SpoolFile openFile() {
    if (file == null) {
      file = new SpoolFile(vertx, limits.directory());
    }
    return file;
  }

  private void flushed(Map.Entry<Long, Buffer> chunk) {
    Handler<Void> drained = null;
    synchronized (this) {
      chunks.remove(chunk.getKey());
      flushed += chunk.getValue().length();
      flushing = false;
      if (users > 0) {
        budget.giveMemory(chunk.getValue().length());
      }
      if (length - flushed <= limits.memoryBytes() / 2) {
        drained = drainHandler;
        drainHandler = null;
      }
    }
    if (drained != null) {
      drained.handle(null);
    }
    flush();
  }

  /** Succeeds when there is something to read; fails if the output ends or breaks off before. */
  public Future<Void> firstByte() {
    return read(0).compose(Spool::something);
  }

  private static Future<Void> something(@Nullable Buffer first) {
    return first != null
        ? Future.succeededFuture()
        : Future.failedFuture(new IllegalStateException("output: ended without a byte"));
  }

  /**
   * The bytes at {@code offset}, as soon as there are some; null at the end of a complete output.
   */
  Future<@Nullable Buffer> read(long offset) {
    Promise<Void> more = Promise.promise();
    synchronized (this) {
      if (failure != null) {
        return Future.failedFuture(failure);
      }
      if (offset < length) {
        return offset < flushed ? readFile(offset) : Future.succeededFuture(inMemory(offset));
      }
      if (complete) {
        return Future.succeededFuture(null);
      }
      waiting.add(more);
    }
    return more.future().compose(v -> read(offset));
  }

  private Future<@Nullable Buffer> readFile(long offset) {
    SpoolFile source = file;
    if (source == null) {
      return Future.failedFuture(new IllegalStateException("spool: flushed without a file"));
    }
    return source.read(offset, (int) Math.min(READ_BYTES, flushed - offset)).map(read -> read);
  }

  private Buffer inMemory(long offset) {
    Map.Entry<Long, Buffer> chunk = chunks.floorEntry(offset);
    int skip = (int) (offset - chunk.getKey());
    return skip == 0 ? chunk.getValue() : chunk.getValue().slice(skip, chunk.getValue().length());
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

  /** Breaks the output off: readers fail, also those that are behind; the first cause counts. */
  public void fail(Throwable cause) {
    List<Promise<Void>> awake;
    synchronized (this) {
      boolean safe = complete && (file == null || flushed == length);
      if (safe || failure != null) {
        return;
      }
      failure = cause;
      awake = takeWaiting();
    }
    awake.forEach(promise -> promise.tryFail(cause));
  }

  /** Gives up the owner's share. */
  public void release() {
    SpoolFile abandoned = null;
    synchronized (this) {
      users--;
      if (users == 0) {
        abandoned = file;
        chunks.clear();
        budget.giveMemory(length - flushed);
        budget.giveDisk(onDisk);
      }
    }
    if (abandoned != null) {
      abandoned.close();
    }
  }

  @Override
  public synchronized boolean writeQueueFull() {
    long pending = length - flushed;
    boolean much = pending > limits.memoryBytes() || (pending > 0 && budget.isMemoryUsedUp());
    return file != null && much;
  }

  @Override
  public synchronized Spool drainHandler(@Nullable Handler<Void> handler) {
    drainHandler = handler;
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
