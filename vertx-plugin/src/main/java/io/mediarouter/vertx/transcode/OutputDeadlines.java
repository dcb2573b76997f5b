package io.mediarouter.vertx.transcode;

import io.mediarouter.outcome.Ending;
import io.mediarouter.vertx.call.BackEndException;
import io.mediarouter.vertx.call.Call;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Watches over a task whose outputs come one after the other: each has its time, and a task whose
 * next one does not come in it is taken away, so that who waits is served elsewhere before a player
 * gives up. Confined to one context.
 */
final class OutputDeadlines {
  private static final long LOOK_MILLIS = 250;

  private final Promise<HttpClientResponse> result = Promise.promise();
  private final Vertx vertx;
  private final Decode decode;
  private final Call call;
  private final long patienceMillis;
  private final InstantSource clock;
  private long timer = -1;
  private long looks = -1;
  private Instant turn;
  private @Nullable Duration last;

  /**
   * A watch that has not begun.
   *
   * @param patience longest wait for each output
   */
  OutputDeadlines(Vertx vertx, Decode decode, Call call, Duration patience, InstantSource clock) {
    this.clock = clock;
    this.turn = clock.instant();
    this.vertx = vertx;
    this.decode = decode;
    this.call = call;
    this.patienceMillis = Math.max(1, patience.toMillis());
    for (int i = 0; i < decode.size(); i++) {
      boolean border = decode.making().isInRow(decode.renditions().get(i));
      decode.whole(i).onSuccess(v -> turned(border));
    }
  }

  /** The server's time begins when there is a connection to it. */
  void begin() {
    call.sent();
    turn = clock.instant();
    vertx.cancelTimer(looks);
    looks = vertx.setPeriodic(LOOK_MILLIS, id -> look());
    restart();
  }

  private void turned(boolean border) {
    if (!result.future().isComplete()) {
      call.begun();
      restart();
      if (border) {
        last = Duration.between(turn, clock.instant());
        turn = clock.instant();
      }
    }
  }

  /** Who falls behind is left before who waits has nothing to show any more. */
  private void look() {
    Duration elapsed = Duration.between(turn, clock.instant());
    if (!result.future().isComplete() && decode.making().isBehind(decode, last, elapsed)) {
      call.slow();
      decode.making().left(decode);
      decode.fallsBehind();
      fail(new BackEndException(decode.serverId(), Ending.STALLED, 0, "falls behind who watches"));
    }
  }

  private void restart() {
    vertx.cancelTimer(timer);
    timer = vertx.setTimer(patienceMillis, id -> expire());
  }

  private void expire() {
    Ending ending = decode.bytes() > 0 ? Ending.STALLED : Ending.TIMED_OUT;
    fail(new BackEndException(decode.serverId(), ending, 0, "no output in time"));
  }

  private void fail(BackEndException why) {
    if (result.tryFail(why)) {
      decode.reset();
    }
  }

  /** What comes of the task, or that its time is over. */
  Future<HttpClientResponse> watch(Future<HttpClientResponse> made) {
    made.onSuccess(result::tryComplete).onFailure(result::tryFail);
    return result.future().onComplete(ended -> stop());
  }

  private void stop() {
    vertx.cancelTimer(timer);
    vertx.cancelTimer(looks);
  }
}
