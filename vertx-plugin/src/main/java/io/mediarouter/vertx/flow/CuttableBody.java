package io.mediarouter.vertx.flow;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/**
 * A body that cannot be had in parts, so that its client holds a server's connection until it has
 * read all of it, or others need the connection more. Belongs to one context, but for {@link
 * Sparing}.
 */
public final class CuttableBody implements ForwardingBody, Sparing {
  /** What is no longer is handed on as a whole at once. */
  public static final long SHORTEST = 64 * 1024;

  private final Context context;
  private final ReadStream<Buffer> stream;
  private final Runnable breakOff;
  private boolean wanted;
  private boolean moved;
  private volatile int stillLooks;

  /**
   * A body that is paused.
   *
   * @param stream the bytes
   * @param breakOff ends it and its client's answer; run in {@code context}, which it belongs to
   */
  public CuttableBody(Context context, ReadStream<Buffer> stream, Runnable breakOff) {
    this.context = context;
    this.stream = stream;
    this.breakOff = breakOff;
  }

  @Override
  public ReadStream<Buffer> stream() {
    return stream;
  }

  @Override
  public void spare() {
    context.runOnContext(v -> look());
  }

  /** While it is wanted it is the server that is waited for. */
  private void look() {
    stillLooks = wanted || moved ? 0 : stillLooks + 1;
    moved = false;
  }

  @Override
  public int stillLooks() {
    return stillLooks;
  }

  @Override
  public void cut() {
    context.runOnContext(
        v -> {
          if (!wanted && !moved) {
            breakOff.run();
          }
        });
  }

  @Override
  public CuttableBody handler(@Nullable Handler<Buffer> handler) {
    stream.handler(handler == null ? null : piece -> pass(piece, handler));
    return this;
  }

  private void pass(Buffer piece, Handler<Buffer> handler) {
    moved = true;
    handler.handle(piece);
  }

  @Override
  public CuttableBody pause() {
    wanted = false;
    stream.pause();
    return this;
  }

  @Override
  public CuttableBody resume() {
    return fetch(Long.MAX_VALUE);
  }

  @Override
  public CuttableBody fetch(long amount) {
    wanted = true;
    stream.fetch(amount);
    return this;
  }
}
