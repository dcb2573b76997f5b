package io.mediarouter.vertx.spool;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.atomic.AtomicInteger;

/** A producer that waits when it is told to, and whose bytes tell where they belong. */
final class Written {
  static final int CHUNK = 10_000;

  private final Spool spool;
  private final int chunks;
  private final Promise<Void> ended = Promise.promise();
  private final AtomicInteger next = new AtomicInteger();

  Written(Spool spool, int chunks) {
    this.spool = spool;
    this.chunks = chunks;
  }

  /** Writes all chunks and the end; fails as soon as a write does. */
  Future<Void> begin() {
    goOn();
    return ended.future();
  }

  private void goOn() {
    while (next.get() < chunks) {
      Future<Void> write = spool.write(chunk(next.getAndIncrement()));
      if (write.failed()) {
        ended.tryFail(write.cause());
        return;
      }
      if (spool.writeQueueFull()) {
        spool.drainHandler(v -> goOn());
        return;
      }
    }
    spool.end().onComplete(ended);
  }

  int written() {
    return next.get();
  }

  static Buffer chunk(int number) {
    var chunk = Buffer.buffer(CHUNK);
    for (int at = number * CHUNK; chunk.length() < CHUNK; at++) {
      chunk.appendByte(byteAt(at));
    }
    return chunk;
  }

  static byte byteAt(long offset) {
    return (byte) (offset * 31 + offset / 251);
  }
}
