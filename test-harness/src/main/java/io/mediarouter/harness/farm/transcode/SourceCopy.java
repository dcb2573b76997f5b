package io.mediarouter.harness.farm.transcode;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A source that is fetched whole, in a thread of its own, because its origin gives no parts: it
 * grows in a file without a name, and any part of it can be read as soon as it is there.
 * Thread-safe.
 */
final class SourceCopy implements AutoCloseable {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final Source source;
  private final InputStream body;
  private final long length;
  private final long mostBytes;
  private final LongSupplier nanos;
  private final FileChannel file;
  private final long begunAt;
  private long bytes;
  private boolean whole;
  private @Nullable String failure;
  private int users;
  private long unusedSince;

  /**
   * A copy, whose fetching begins.
   *
   * @param body of all of the source, which this closes
   * @param length as its origin tells; -1 = it does not
   * @param mostBytes after which it is given up
   */
  SourceCopy(Source source, InputStream body, long length, long mostBytes, LongSupplier nanos)
      throws IOException {
    this.source = source;
    this.body = body;
    this.length = length;
    this.mostBytes = mostBytes;
    this.nanos = nanos;
    file = withoutName();
    begunAt = nanos.getAsLong();
    unusedSince = begunAt;
    var fetching = new Thread(this::fetch, "source-copy");
    fetching.setDaemon(true);
    fetching.start();
  }

  private static FileChannel withoutName() throws IOException {
    Path path = Files.createTempFile("media-router-source-", "");
    try {
      return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } finally {
      Files.delete(path);
    }
  }

  /** Whether it is of just that version: without validators only what came of the same look is. */
  @SuppressWarnings("ReferenceEquality")
  boolean isOf(Source other) {
    return other.hasValidator() ? source.equals(other) : source == other;
  }

  private void fetch() {
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream from = body) {
      for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
        write(ByteBuffer.wrap(buffer, 0, count));
      }
      end(length >= 0 && bytes() < length ? "the source broke off" : null);
    } catch (IOException e) {
      end("the source broke off");
    }
  }

  private void write(ByteBuffer piece) throws IOException {
    long at = bytes();
    if (at + piece.remaining() > mostBytes) {
      end(
          "the source's origin gives no byte ranges, and it is longer than the "
              + mostBytes
              + " bytes that are fetched whole");
      throw new IOException("too long");
    }
    int count = piece.remaining();
    while (piece.hasRemaining()) {
      file.write(piece, at + count - piece.remaining());
    }
    grown(count);
  }

  private synchronized void grown(int count) {
    bytes += count;
    notifyAll();
  }

  private synchronized void end(@Nullable String why) {
    if (!isEnded()) {
      failure = why;
      whole = why == null;
      notifyAll();
    }
  }

  private boolean isEnded() {
    return whole || failure != null;
  }

  synchronized long bytes() {
    return bytes;
  }

  /** Its length, once that is known; else -1. */
  synchronized long length() {
    return whole ? bytes : length;
  }

  /** Waits until it is whole, or cannot be, at most so long. */
  synchronized void awaitEnd(Duration most) throws IOException {
    awaitBytes(Long.MAX_VALUE, most);
  }

  private synchronized void awaitBytes(long wanted, Duration most) throws IOException {
    long until = nanos.getAsLong() + most.toNanos();
    try {
      for (long left = most.toNanos(); bytes < wanted && !isEnded() && left > 0; ) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
        left = until - nanos.getAsLong();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /**
   * Reads from a place that is there, or will be.
   *
   * @param most how long to wait for it
   * @return number of bytes; -1 behind the end
   * @throws IOException with a message for clients if they do not come
   */
  int read(long at, ByteBuffer into, Duration most) throws IOException {
    awaitBytes(at + 1, most);
    synchronized (this) {
      if (bytes <= at && !whole) {
        throw new IOException(failure == null ? slow(most) : failure);
      }
    }
    return file.read(into, at);
  }

  private synchronized String slow(Duration waited) {
    return "the source's origin gives no byte ranges, and had sent "
        + bytes
        + (length < 0 ? "" : " of " + length)
        + " bytes when "
        + waited.toSeconds()
        + " s were waited for a later one";
  }

  synchronized void use() {
    users++;
  }

  synchronized void leave() {
    users--;
    unusedSince = nanos.getAsLong();
  }

  /** Whether nobody has read it for so long, or it takes too long to fetch. */
  synchronized boolean isOver(Duration unused, Duration longestFetch) {
    long now = nanos.getAsLong();
    boolean slow = !whole && now - begunAt > longestFetch.toNanos();
    return users == 0 && (slow || failure != null || now - unusedSince > unused.toNanos());
  }

  synchronized boolean isUsed() {
    return users > 0;
  }

  @Override
  public void close() {
    end("the source broke off");
    for (AutoCloseable each : new AutoCloseable[] {body, file}) {
      closeQuietly(each);
    }
  }

  private static void closeQuietly(AutoCloseable each) {
    try {
      each.close();
    } catch (Exception e) {
      // Nobody reads it any more.
    }
  }
}
