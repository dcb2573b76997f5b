package io.mediarouter.vertx.flow;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/** A body that is another one but for what it does otherwise. */
public interface ForwardingBody extends ReadStream<Buffer> {
  /** The other one. */
  ReadStream<Buffer> stream();

  @Override
  default ForwardingBody handler(@Nullable Handler<Buffer> handler) {
    stream().handler(handler);
    return this;
  }

  @Override
  default ForwardingBody pause() {
    stream().pause();
    return this;
  }

  @Override
  default ForwardingBody resume() {
    stream().resume();
    return this;
  }

  @Override
  default ForwardingBody fetch(long amount) {
    stream().fetch(amount);
    return this;
  }

  @Override
  default ForwardingBody endHandler(@Nullable Handler<Void> handler) {
    stream().endHandler(handler);
    return this;
  }

  @Override
  default ForwardingBody exceptionHandler(@Nullable Handler<Throwable> handler) {
    stream().exceptionHandler(handler);
    return this;
  }
}
