package io.mediarouter.vertx.hot;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/** A body that is gathered while it is sent; {@code whole} is run when all of it has gone by. */
record GatheredBody(ReadStream<Buffer> stream, Gathering gathering, Runnable whole)
    implements ReadStream<Buffer> {

  @Override
  public GatheredBody handler(@Nullable Handler<Buffer> handler) {
    stream.handler(handler == null ? null : chunk -> handOn(chunk, handler));
    return this;
  }

  private void handOn(Buffer chunk, Handler<Buffer> handler) {
    gathering.take(chunk);
    handler.handle(chunk);
  }

  @Override
  public GatheredBody endHandler(@Nullable Handler<Void> handler) {
    stream.endHandler(handler == null ? null : v -> ended(handler));
    return this;
  }

  private void ended(Handler<Void> handler) {
    if (gathering.isWhole()) {
      whole.run();
    }
    handler.handle(null);
  }

  @Override
  public GatheredBody exceptionHandler(@Nullable Handler<Throwable> handler) {
    stream.exceptionHandler(handler);
    return this;
  }

  @Override
  public GatheredBody pause() {
    stream.pause();
    return this;
  }

  @Override
  public GatheredBody resume() {
    stream.resume();
    return this;
  }

  @Override
  public GatheredBody fetch(long amount) {
    stream.fetch(amount);
    return this;
  }
}
