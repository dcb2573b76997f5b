package io.mediarouter.vertx.transcode;

import io.mediarouter.outcome.Ending;
import io.mediarouter.vertx.call.Call;
import io.mediarouter.vertx.farm.BackEndException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;

/**
 * Watches over a task whose outputs come one after the other: each has its time, and a task whose
 * next one does not come in it is taken away, so that who waits is served elsewhere before a player
 * gives up. Confined to one context.
 */
final class OutputDeadlines {
  private final Promise<HttpClientResponse> result = Promise.promise();
  private final Vertx vertx;
  private final Decode decode;
  private final Call call;
  private final long patienceMillis;
  private long timer = -1;

  /**
   * A watch that has not begun.
   *
   * @param patience longest wait for each output
   */
  OutputDeadlines(Vertx vertx, Decode decode, Call call, Duration patience) {
    this.vertx = vertx;
    this.decode = decode;
    this.call = call;
    this.patienceMillis = Math.max(1, patience.toMillis());
    for (int i = 0; i < decode.size(); i++) {
      decode.whole(i).onSuccess(v -> turned());
    }
  }

  /** The server's time begins when there is a connection to it. */
  void begin() {
    call.sent();
    restart();
  }

  private void turned() {
    if (!result.future().isComplete()) {
      call.begun();
      restart();
    }
  }

  private void restart() {
    vertx.cancelTimer(timer);
    timer = vertx.setTimer(patienceMillis, id -> expire());
  }

  private void expire() {
    Ending ending = decode.bytes() > 0 ? Ending.STALLED : Ending.TIMED_OUT;
    if (result.tryFail(new BackEndException(decode.serverId(), ending, 0, "no output in time"))) {
      decode.reset();
    }
  }

  /** What comes of the task, or that its time is over. */
  Future<HttpClientResponse> watch(Future<HttpClientResponse> made) {
    made.onSuccess(result::tryComplete).onFailure(result::tryFail);
    return result.future().onComplete(ended -> vertx.cancelTimer(timer));
  }
}
