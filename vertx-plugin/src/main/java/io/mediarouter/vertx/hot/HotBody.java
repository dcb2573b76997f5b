package io.mediarouter.vertx.hot;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/**
 * The content of a file in memory, or a part of it, in pieces: a connection keeps a copy of its own
 * of what waits to be sent, so a client that does not read is given little. For one context.
 */
public final class HotBody implements ReadStream<Buffer> {
  /** Bytes of a piece, at most. */
  public static final int PIECE = 64 * 1024;

  private final Buffer bytes;
  private int at;
  private long wanted = Long.MAX_VALUE;
  private boolean giving;
  private boolean ended;
  private @Nullable Handler<Buffer> handler;
  private @Nullable Handler<Void> endHandler;

  /** All of {@code bytes}, which nobody changes. */
  public HotBody(Buffer bytes) {
    this.bytes = bytes;
  }

  @Override
  public HotBody handler(@Nullable Handler<Buffer> taker) {
    handler = taker;
    give();
    return this;
  }

  /** Who asks for more while it is given some is given it by the same loop. */
  private void give() {
    if (giving) {
      return;
    }
    giving = true;
    while (handler != null && wanted > 0 && at < bytes.length()) {
      int end = Math.min(at + PIECE, bytes.length());
      Buffer piece = bytes.slice(at, end);
      at = end;
      wanted -= wanted == Long.MAX_VALUE ? 0 : 1;
      handler.handle(piece);
    }
    giving = false;
    end();
  }

  private void end() {
    Handler<Void> told = endHandler;
    if (at == bytes.length() && wanted > 0 && handler != null && told != null && !ended) {
      ended = true;
      told.handle(null);
    }
  }

  @Override
  public HotBody endHandler(@Nullable Handler<Void> taker) {
    endHandler = taker;
    return this;
  }

  /** What is in memory does not fail. */
  @Override
  public HotBody exceptionHandler(@Nullable Handler<Throwable> taker) {
    return this;
  }

  @Override
  public HotBody pause() {
    wanted = 0;
    return this;
  }

  @Override
  public HotBody resume() {
    return fetch(Long.MAX_VALUE);
  }

  @Override
  public HotBody fetch(long amount) {
    wanted = amount > Long.MAX_VALUE - wanted ? Long.MAX_VALUE : wanted + amount;
    give();
    return this;
  }
}
