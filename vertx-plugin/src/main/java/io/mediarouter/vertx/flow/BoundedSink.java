package io.mediarouter.vertx.flow;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import org.jspecify.annotations.Nullable;

/**
 * An answer to a client that is full by the bytes that wait to be sent. Vert.x counts pieces, of
 * which sixteen may wait however large they are. Belongs to the answer's context.
 */
final class BoundedSink implements WriteStream<Buffer> {
  private final WriteStream<Buffer> answer;
  private final ClientBacklog backlog;
  private @Nullable Handler<Void> drain;
  private long waiting;

  BoundedSink(WriteStream<Buffer> answer, ClientBacklog backlog) {
    this.answer = answer;
    this.backlog = backlog;
  }

  @Override
  public Future<Void> write(Buffer piece) {
    int length = piece.length();
    waiting += length;
    backlog.add(length);
    return answer.write(piece).onComplete(sent -> sent(length));
  }

  private void sent(int length) {
    waiting -= length;
    backlog.sent(length);
    goOn();
  }

  private void goOn() {
    Handler<Void> former = drain;
    if (former != null && waiting <= backlog.mostOfAnswer() / 2 && !answer.writeQueueFull()) {
      drain = null;
      former.handle(null);
    }
  }

  @Override
  public boolean writeQueueFull() {
    return waiting > 0 && waiting >= backlog.mostOfAnswer() || answer.writeQueueFull();
  }

  @Override
  public BoundedSink drainHandler(@Nullable Handler<Void> handler) {
    drain = handler;
    if (handler != null && answer.writeQueueFull()) {
      answer.drainHandler(v -> goOn());
    }
    return this;
  }

  @Override
  public Future<Void> end() {
    return answer.end();
  }

  @Override
  public BoundedSink setWriteQueueMaxSize(int size) {
    answer.setWriteQueueMaxSize(size);
    return this;
  }

  @Override
  public BoundedSink exceptionHandler(@Nullable Handler<Throwable> handler) {
    answer.exceptionHandler(handler);
    return this;
  }
}
