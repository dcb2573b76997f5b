package io.mediarouter.vertx.server;

import io.mediarouter.vertx.flow.ForwardingBody;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer of the fallback: it may not be silent for long while it is wanted. When it
 * fails, the client's answer is broken off: the host's proxy would leave the client waiting.
 */
final class TimedBody implements ForwardingBody {
  /** What an HTTP/2 stream is reset with (RFC 9113, 7). */
  private static final long INTERNAL_ERROR = 2;

  private final ReadStream<Buffer> answer;
  private final HttpClientRequest upstream;
  private final HttpServerResponse client;
  private final Patience patience;

  TimedBody(
      ReadStream<Buffer> answer,
      HttpClientRequest upstream,
      HttpServerResponse client,
      Patience patience) {
    this.answer = answer;
    this.upstream = upstream;
    this.client = client;
    this.patience = patience;
    patience.await(this::breakOff);
    patience.waiting(false);
  }

  @Override
  public ReadStream<Buffer> stream() {
    return answer;
  }

  private void breakOff() {
    patience.end();
    upstream.reset();
    client.reset(INTERNAL_ERROR);
  }

  @Override
  public TimedBody exceptionHandler(@Nullable Handler<Throwable> handler) {
    answer.exceptionHandler(handler == null ? null : cause -> breakOff());
    return this;
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
    handler.handle(null);
  }
}
