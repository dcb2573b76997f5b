package io.mediarouter.vertx.transcode;

import io.mediarouter.outcome.Ending;
import io.mediarouter.vertx.call.Answer;
import io.mediarouter.vertx.call.BackEndException;
import io.mediarouter.vertx.call.Call;
import io.mediarouter.vertx.call.Flow;
import io.mediarouter.vertx.flow.Inlet;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.streams.Pipe;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a transcode on one server, from its request to the last byte of its output. Once
 * it has ended, nothing that still comes from the server reaches the output: another server may be
 * writing there. Confined to one context, but for {@link Flow}.
 */
final class Attempt implements Flow {
  private static final long LOOK_MILLIS = 250;

  private final Promise<HttpClientResponse> result = Promise.promise();
  private final Vertx vertx;
  private final Transcode transcode;
  private final Call call;
  private final BooleanSupplier moves;
  private final long look;
  private long timer = -1;
  private Duration armed = Duration.ZERO;
  private Duration stall = Duration.ZERO;
  private @Nullable HttpClientRequest request;
  private @Nullable Pipe<Buffer> pipe;

  /**
   * One that has not begun.
   *
   * @param moves tells, asked again and again while there is no byte, whether the transcode leaves
   *     the server for one that would be done sooner
   */
  Attempt(Vertx vertx, Transcode transcode, Call call, BooleanSupplier moves) {
    this.vertx = vertx;
    this.transcode = transcode;
    this.call = call;
    this.moves = moves;
    this.look = vertx.setPeriodic(LOOK_MILLIS, id -> look());
  }

  /**
   * Makes it.
   *
   * @param patience tells the longest wait for the first byte of output, by who waits
   * @param longestSilence after it
   * @return succeeds when all of the output is here
   */
  Future<HttpClientResponse> make(
      TranscodingClient client, Supplier<Duration> patience, Duration longestSilence) {
    stall = longestSilence;
    transcode.output().restart();
    transcode.output().spool().firstByte().onSuccess(v -> begun());
    client
        .start(call.serverId(), transcode, opened -> opened(opened, patience))
        .compose(this::receive)
        .recover(cause -> client.explained(transcode, cause))
        .onSuccess(result::tryComplete)
        .onFailure(result::tryFail);
    return result.future().onComplete(ended -> cancelTimers());
  }

  private void cancelTimers() {
    vertx.cancelTimer(timer);
    vertx.cancelTimer(look);
  }

  private void begun() {
    cancelTimers();
    if (!result.future().isComplete()) {
      call.begun();
    }
  }

  /** The server's time begins when there is a connection to it. */
  private void opened(HttpClientRequest opened, Supplier<Duration> patience) {
    call.sent();
    request = opened.exceptionHandler(expected -> {});
    expireAfter(patience.get());
    transcode.whenWantedOtherwise(() -> hasten(patience.get()));
    if (result.future().isComplete()) {
      opened.reset();
    } else {
      transcode.opened(call, opened, stall);
    }
  }

  private void expireAfter(Duration patience) {
    vertx.cancelTimer(timer);
    armed = patience;
    timer =
        vertx.setTimer(
            Math.max(1, patience.toMillis()),
            id -> giveUp(new TimeoutException("no output in time")));
  }

  /** Whoever waits for this server waits for all that wait elsewhere, too. */
  private void look() {
    boolean waits = !result.future().isComplete() && transcode.bytes() == 0;
    if (waits && moves.getAsBoolean()) {
      giveUp(
          new BackEndException(call.serverId(), Ending.CANCELLED, 0, "slower than making it anew"));
    }
  }

  /** A viewer who joins waits for the first byte no longer than one who came first. */
  private void hasten(Duration patience) {
    boolean waits = !result.future().isComplete() && transcode.bytes() == 0;
    if (waits && patience.compareTo(armed) < 0) {
      expireAfter(patience);
    }
  }

  private Future<HttpClientResponse> receive(HttpClientResponse response) {
    if (result.future().isComplete()) {
      return Future.failedFuture(new TimeoutException("began too late"));
    }
    call.watch(this);
    Pipe<Buffer> output = Inlet.stoppable(response).pipe().endOnSuccess(false).endOnFailure(false);
    pipe = output;
    return output
        .to(transcode.output())
        .recover(cause -> Future.failedFuture(Answer.asServers(cause)))
        .compose(v -> whole(response));
  }

  private Future<HttpClientResponse> whole(HttpClientResponse response) {
    return transcode
        .output()
        .flaw()
        .map(why -> Future.<HttpClientResponse>failedFuture(broken(response, why)))
        .orElseGet(() -> Future.succeededFuture(response));
  }

  private BackEndException broken(HttpClientResponse response, String why) {
    return new BackEndException(call.serverId(), Ending.BROKEN_OFF, response.statusCode(), why);
  }

  private void giveUp(Exception why) {
    if (transcode.bytes() > 0 || !result.tryFail(why)) {
      return;
    }
    if (pipe != null) {
      pipe.close();
    }
    if (request != null) {
      request.reset();
    }
  }

  @Override
  public long bytes() {
    return transcode.bytes();
  }

  @Override
  public boolean isWanted() {
    return !transcode.output().writeQueueFull();
  }

  /** Where nobody waits, an encoder that takes its time is not slow. */
  @Override
  public void silent(Duration length) {
    if (transcode.isForViewer()) {
      call.slow();
    }
  }
}
