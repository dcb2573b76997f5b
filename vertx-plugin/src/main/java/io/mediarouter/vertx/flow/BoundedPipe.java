package io.mediarouter.vertx.flow;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VertxException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.streams.Pipe;
import io.vertx.core.streams.ReadStream;
import io.vertx.core.streams.WriteStream;
import org.jspecify.annotations.Nullable;

/**
 * The pipe of an answer's body to its client, which is full by the bytes that wait to be sent:
 * Vert.x counts pieces, of which sixteen may wait however large they are. Belongs to the answer's
 * context.
 *
 * <p>Where the answer has told its length, its last piece is kept until the body's end, which comes
 * with it, and both are sent as one.
 */
final class BoundedPipe implements Pipe<Buffer> {
  private static final long UNKNOWN = Long.MAX_VALUE;

  private final ReadStream<Buffer> body;
  private final ClientBacklog backlog;
  private final Promise<Void> done = Promise.promise();
  private boolean endOnSuccess = true;
  private boolean endOnFailure = true;
  private @Nullable WriteStream<Buffer> answer;
  private @Nullable Buffer last;
  private long left = UNKNOWN;
  private long waiting;
  private boolean paused;
  private boolean over;

  /** A pipe of a body, which is paused until it is told where to. */
  BoundedPipe(ReadStream<Buffer> body, ClientBacklog backlog) {
    this.body = body.pause();
    this.backlog = backlog;
  }

  @Override
  public BoundedPipe endOnFailure(boolean end) {
    endOnFailure = end;
    return this;
  }

  @Override
  public BoundedPipe endOnSuccess(boolean end) {
    endOnSuccess = end;
    return this;
  }

  @Override
  public BoundedPipe endOnComplete(boolean end) {
    return endOnSuccess(end).endOnFailure(end);
  }

  @Override
  public Future<Void> to(WriteStream<Buffer> client) {
    answer = client;
    if (endOnSuccess && client instanceof HttpServerResponse response) {
      long told = RelayedResponse.length(response.headers());
      left = told < 0 ? UNKNOWN : told;
    }
    body.exceptionHandler(this::failed)
        .endHandler(v -> ended(client))
        .handler(piece -> arrived(piece, client))
        .resume();
    return done.future();
  }

  /** More than was told is not sent: the client would take it for its next answer. */
  private void arrived(Buffer piece, WriteStream<Buffer> client) {
    if (over || left <= 0) {
      return;
    }
    int bytes = piece.length();
    left -= bytes;
    waiting += bytes;
    backlog.add(bytes);
    if (left == 0 && !isFull(client)) {
      last = piece;
      return;
    }
    client.write(piece).onComplete((v, cause) -> sent(bytes, cause, client));
    if (!over && isFull(client)) {
      pause(client);
    }
  }

  private boolean isFull(WriteStream<Buffer> client) {
    return waiting > 0 && waiting >= backlog.mostOfAnswer() || client.writeQueueFull();
  }

  private void pause(WriteStream<Buffer> client) {
    paused = true;
    body.pause();
    if (client.writeQueueFull()) {
      client.drainHandler(v -> goOn(client));
    }
  }

  private void sent(int bytes, @Nullable Throwable cause, WriteStream<Buffer> client) {
    waiting -= bytes;
    backlog.sent(bytes);
    if (cause == null) {
      goOn(client);
    } else {
      breakOff(cause);
    }
  }

  private void goOn(WriteStream<Buffer> client) {
    if (paused && !over && waiting <= backlog.mostOfAnswer() / 2 && !client.writeQueueFull()) {
      paused = false;
      body.resume();
    }
  }

  private void ended(WriteStream<Buffer> client) {
    if (over) {
      return;
    }
    over = true;
    if (!endOnSuccess) {
      done.complete();
      return;
    }
    Buffer piece = last;
    int bytes = piece == null ? 0 : piece.length();
    (piece == null ? client.end() : client.end(piece))
        .onComplete(
            (v, cause) -> {
              backlog.sent(bytes);
              done.complete(v, cause);
            });
  }

  private void failed(Throwable cause) {
    if (over) {
      return;
    }
    over = true;
    if (last != null) {
      backlog.sent(last.length());
    }
    WriteStream<Buffer> broken = answer;
    Future<Void> end =
        endOnFailure && broken != null ? broken.end() : Future.<Void>succeededFuture();
    end.onComplete(ended -> done.fail(cause));
  }

  /** Nobody takes what still comes. */
  private void breakOff(Throwable cause) {
    if (!over) {
      body.handler(null);
      failed(cause);
      body.resume();
    }
  }

  @Override
  public void close() {
    breakOff(new VertxException("Pipe closed", true));
  }
}
