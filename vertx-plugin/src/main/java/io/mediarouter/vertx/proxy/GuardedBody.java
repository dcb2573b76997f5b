package io.mediarouter.vertx.proxy;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A body made by ourselves whose failure breaks the answer off. The host's proxy would not answer
 * at all, since it looks for the request behind a body that has none.
 */
record GuardedBody(ReadStream<Buffer> stream, Consumer<Throwable> breakOff)
    implements ReadStream<Buffer> {

  @Override
  public GuardedBody exceptionHandler(@Nullable Handler<Throwable> handler) {
    stream.exceptionHandler(handler == null ? null : breakOff::accept);
    return this;
  }

  @Override
  public GuardedBody handler(@Nullable Handler<Buffer> handler) {
    stream.handler(handler);
    return this;
  }

  @Override
  public GuardedBody pause() {
    stream.pause();
    return this;
  }

  @Override
  public GuardedBody resume() {
    stream.resume();
    return this;
  }

  @Override
  public GuardedBody fetch(long amount) {
    stream.fetch(amount);
    return this;
  }

  @Override
  public GuardedBody endHandler(@Nullable Handler<Void> handler) {
    stream.endHandler(handler);
    return this;
  }
}
