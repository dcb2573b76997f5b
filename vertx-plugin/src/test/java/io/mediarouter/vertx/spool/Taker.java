package io.mediarouter.vertx.spool;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.atomic.AtomicLong;

/** A reader that takes chunks when the test says so, and checks each byte. */
final class Taker {
  private final Context context;
  private final SpoolReader reader;
  private final Promise<Void> ended = Promise.promise();
  private final AtomicLong taken = new AtomicLong();
  private Promise<Void> next = Promise.promise();
  private volatile boolean wrong;

  Taker(Vertx vertx, Spool spool) {
    context = vertx.getOrCreateContext();
    reader = spool.openReader(context);
    reader.pause();
    reader.exceptionHandler(ended::tryFail);
    reader.endHandler(v -> ended.tryComplete());
    reader.handler(this::take);
  }

  private void take(Buffer chunk) {
    for (int i = 0; i < chunk.length(); i++) {
      if (chunk.getByte(i) != Written.byteAt(taken.get() + i)) {
        wrong = true;
      }
    }
    taken.addAndGet(chunk.length());
    next.tryComplete();
  }

  /** Takes one chunk, once there is one; completes then. */
  Future<Void> one() {
    Promise<Void> took = Promise.promise();
    context.runOnContext(
        v -> {
          next = took;
          reader.fetch(1);
        });
    return took.future();
  }

  /** Takes all from now on; completes with the end. */
  Future<Void> rest() {
    context.runOnContext(v -> reader.resume());
    return ended.future();
  }

  Future<Void> close() {
    Promise<Void> closed = Promise.promise();
    context.runOnContext(
        v -> {
          reader.close();
          closed.complete();
        });
    return closed.future();
  }

  long taken() {
    return taken.get();
  }

  boolean isRight() {
    return !wrong;
  }
}
