package io.mediarouter.vertx.server;

import io.mediarouter.outcome.Ending;
import io.mediarouter.vertx.call.Answer;
import io.mediarouter.vertx.call.BackEndException;
import io.mediarouter.vertx.flow.SparingBody;
import io.mediarouter.vertx.proxy.fields.PartedAnswer;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.streams.ReadStream;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * The body of an answer of the fallback that further requests go on with.
 *
 * @param body as it comes
 * @param answer what it brings
 * @param asked the fields by which it was asked for
 * @param again opens a connection for the same request
 * @param limit longest wait for a bit of it
 */
record FallbackBits(
    TimedBody body,
    PartedAnswer answer,
    MultiMap asked,
    Supplier<Future<FallbackConnection>> again,
    Duration limit)
    implements SparingBody.Source {

  @Override
  public ReadStream<Buffer> stream() {
    return body;
  }

  @Override
  public void letGo() {
    body.letGo();
  }

  @Override
  public Future<Buffer> bit(long offset, int length) {
    return again
        .get()
        .compose(
            held ->
                Future.succeededFuture(held.request())
                    .compose(request -> bit(request, offset, length))
                    .onComplete(done -> held.giveBack()));
  }

  private Future<Buffer> bit(HttpClientRequest request, long offset, int length) {
    request.headers().addAll(asked);
    answer.ask(request.headers(), offset, length);
    return Answer.to(request, limit, length)
        .compose(
            part ->
                answer.isBroughtBy(part, offset, length)
                    ? Future.succeededFuture(part.body())
                    : Future.failedFuture(changed(part.status())));
  }

  private static BackEndException changed(int status) {
    return new BackEndException(
        FallbackConnection.NAME, Ending.COMPLETE, status, "does not go on with what it began");
  }

  @Override
  public void failed(Throwable cause) {
    body.breakOff(cause);
  }
}
