package io.mediarouter.vertx.server;

import io.mediarouter.vertx.flow.ForwardingBody;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
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

  private static final int LOOKS_PER_LIMIT = 4;

  private final Vertx vertx;
  private final ReadStream<Buffer> answer;
  private final HttpClientRequest upstream;
  private final HttpServerResponse client;
  private final long timer;
  private boolean wanted;
  private boolean moved;
  private int silentLooks;

  TimedBody(
      Vertx vertx,
      ReadStream<Buffer> answer,
      HttpClientRequest upstream,
      HttpServerResponse client,
      long limitMillis) {
    this.vertx = vertx;
    this.answer = answer;
    this.upstream = upstream;
    this.client = client;
    timer = vertx.setPeriodic(Math.max(1, limitMillis / LOOKS_PER_LIMIT), id -> look());
  }

  @Override
  public ReadStream<Buffer> stream() {
    return answer;
  }

  private void look() {
    silentLooks = wanted && !moved ? silentLooks + 1 : 0;
    moved = false;
    if (client.closed()) {
      vertx.cancelTimer(timer);
    } else if (silentLooks > LOOKS_PER_LIMIT) {
      breakOff();
    }
  }

  private void breakOff() {
    vertx.cancelTimer(timer);
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
    moved = true;
    handler.handle(chunk);
  }

  @Override
  public TimedBody pause() {
    wanted = false;
    answer.pause();
    return this;
  }

  @Override
  public TimedBody resume() {
    wanted = true;
    answer.resume();
    return this;
  }

  @Override
  public TimedBody fetch(long amount) {
    wanted = true;
    answer.fetch(amount);
    return this;
  }

  @Override
  public TimedBody endHandler(@Nullable Handler<Void> handler) {
    answer.endHandler(handler == null ? null : end -> end(handler));
    return this;
  }

  private void end(Handler<Void> handler) {
    vertx.cancelTimer(timer);
    handler.handle(null);
  }
}
