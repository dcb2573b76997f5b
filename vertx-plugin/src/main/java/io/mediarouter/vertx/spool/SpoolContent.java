package io.mediarouter.vertx.spool;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * The content that is kept of an output: its older bytes in the file, {@code [0, start)} of {@link
 * #chunks}, and its newer ones in memory. What is too much in memory moves to the file, one chunk
 * at a time and in order; when the file is full, it is dropped once all readers have passed it.
 * Guarded by its spool's lock.
 */
final class SpoolContent {
  private static final int READ_BYTES = 64 * 1024;

  private final SpoolLimits limits;
  private final SpoolBudget budget;
  private final SpoolFile file;
  private final Chunks chunks = new Chunks();
  private boolean flushing;
  private boolean startGone;
  private boolean cleared;

  SpoolContent(Vertx vertx, SpoolLimits limits, SpoolBudget budget) {
    this.limits = limits;
    this.budget = budget;
    this.file = new SpoolFile(vertx, limits, budget);
  }

  /** Bytes appended so far, kept or not. */
  long length() {
    return chunks.end();
  }

  void append(Buffer chunk) {
    chunks.append(chunk);
    budget.takeMemory(chunk.length());
  }

  /** Starts to move the oldest chunk to the file; null where that is not to be done now. */
  @Nullable Future<Void> flush() {
    boolean must = chunks.bytes() > 0 && (file.isUsed() || isTooMuch());
    if (!must || flushing || cleared || !file.takeRoom(chunks.first().length())) {
      return null;
    }
    flushing = true;
    return file.write(chunks.first(), chunks.start());
  }

  /** Learns how {@link #flush} ended. */
  void flushed(AsyncResult<Void> written) {
    flushing = false;
    if (cleared) {
      return;
    }
    if (written.succeeded()) {
      budget.giveMemory(chunks.removeFirst());
    } else {
      file.failed(chunks.first().length(), written.cause());
    }
  }

  /** Drops what is too much in memory, and all that is of no use to anybody. */
  void dropPassed(ReaderPositions positions) {
    while (mayDrop() && positions.haveAllPassed(chunks.firstEnd())) {
      startGone = true;
      file.close();
      budget.giveMemory(chunks.removeFirst());
    }
  }

  private boolean mayDrop() {
    return isWindow() && chunks.bytes() > 0 && (startGone || isTooMuch());
  }

  /** Whether memory is all there is for what comes from now on. */
  boolean isWindow() {
    return file.isFull();
  }

  /** Whether something was dropped. */
  boolean isStartGone() {
    return startGone;
  }

  /** Why it became a window. */
  String whyFull() {
    return file.whyFull();
  }

  /** Whether the producer has to wait. */
  boolean isTooMuch() {
    return chunks.bytes() > limits.memoryBytes() || (chunks.bytes() > 0 && budget.isMemoryUsedUp());
  }

  /** Whether a producer that had to wait may go on; a window is refilled at each occasion. */
  boolean isDrained() {
    return !isTooMuch() && (isWindow() || chunks.bytes() <= limits.memoryBytes() / 2);
  }

  /** Some bytes at {@code offset}, which is kept, but no more than {@code most}. */
  Future<@Nullable Buffer> read(long offset, long most) {
    long inFile = Math.min(most, chunks.start() - offset);
    return inFile > 0
        ? file.read(offset, (int) Math.min(READ_BYTES, inFile)).map(read -> read)
        : Future.succeededFuture(first(chunks.at(offset), most));
  }

  private static Buffer first(Buffer chunk, long most) {
    return chunk.length() <= most ? chunk : chunk.slice(0, (int) most);
  }

  /** Gives up all that is kept, for good. */
  void clear() {
    cleared = true;
    budget.giveMemory(chunks.clear());
    file.close();
  }

  boolean isCleared() {
    return cleared;
  }
}
