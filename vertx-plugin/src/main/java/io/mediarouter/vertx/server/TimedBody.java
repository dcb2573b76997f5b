package io.mediarouter.vertx.server;

import io.mediarouter.outcome.Ending;
import io.mediarouter.vertx.access.Trace;
import io.mediarouter.vertx.call.BackEndException;
import io.mediarouter.vertx.call.Endings;
import io.mediarouter.vertx.door.Visit;
import io.mediarouter.vertx.flow.ForwardingBody;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer of the fallback: it may not be silent for long while it is wanted. When it
 * fails, the client's answer is broken off: the host's proxy would leave the client waiting.
 */
final class TimedBody implements ForwardingBody {
  /** What an HTTP/2 stream is reset with (RFC 9113, 7). */
  private static final long INTERNAL_ERROR = 2;

  private static final BackEndException SILENT =
      new BackEndException(
          FallbackConnection.NAME, Ending.STALLED, 0, Endings.words(Ending.STALLED, 0));

  private final ReadStream<Buffer> answer;
  private final FallbackConnection held;
  private final Visit visit;
  private final Patience patience;
  private boolean gone;

  /**
   * A body that is paused.
   *
   * @param held the connection that {@code answer} comes on; it is given back at its end
   */
  TimedBody(ReadStream<Buffer> answer, FallbackConnection held, Visit visit, Patience patience) {
    this.answer = answer;
    this.held = held;
    this.visit = visit;
    this.patience = patience;
    patience.await(() -> breakOff(SILENT));
    patience.waiting(false);
  }

  @Override
  public ReadStream<Buffer> stream() {
    return answer;
  }

  /** Has no more of it come, though it is not at its end. */
  void letGo() {
    gone = true;
    patience.end();
    held.request().reset();
    held.giveBack();
  }

  /** Ends it and the client's answer, and has the access log tell why. */
  void breakOff(Throwable cause) {
    visit.noted(Trace.class).ifPresent(trace -> trace.breaks(cause));
    letGo();
    if (!visit.response().ended()) {
      visit.response().reset(INTERNAL_ERROR);
    }
  }

  @Override
  public TimedBody exceptionHandler(@Nullable Handler<Throwable> handler) {
    answer.exceptionHandler(handler == null ? null : this::failed);
    return this;
  }

  /** It also fails because it was called off for a client that is gone. */
  private void failed(Throwable cause) {
    if (!gone && !visit.isOver()) {
      breakOff(BackEndException.of(FallbackConnection.NAME, cause));
    }
  }

  @Override
  public TimedBody handler(@Nullable Handler<Buffer> handler) {
    answer.handler(handler == null ? null : chunk -> pass(chunk, handler));
    return this;
  }

  private void pass(Buffer chunk, Handler<Buffer> handler) {
    patience.moved();
    handler.handle(chunk);
  }

  @Override
  public TimedBody pause() {
    patience.waiting(false);
    answer.pause();
    return this;
  }

  @Override
  public TimedBody resume() {
    patience.waiting(true);
    answer.resume();
    return this;
  }

  @Override
  public TimedBody fetch(long amount) {
    patience.waiting(true);
    answer.fetch(amount);
    return this;
  }

  @Override
  public TimedBody endHandler(@Nullable Handler<Void> handler) {
    answer.endHandler(handler == null ? null : end -> end(handler));
    return this;
  }

  private void end(Handler<Void> handler) {
    patience.end();
    held.giveBack();
    handler.handle(null);
  }
}
