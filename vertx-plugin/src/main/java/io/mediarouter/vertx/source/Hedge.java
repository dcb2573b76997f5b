package io.mediarouter.vertx.source;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One question that several servers can answer: the first is asked; the next one when it fails, or
 * beside it when it takes its time. The first answer wins, and the other is called off. Confined to
 * one context.
 *
 * @param <S> who is asked
 * @param <T> the answer
 */
final class Hedge<S, T> {
  /** A question that was asked of one. */
  record Asked<T>(Future<T> answer, Runnable callOff) {}

  private final Promise<T> answer = Promise.promise();
  private final List<Runnable> callOffs = new ArrayList<>();
  private final Vertx vertx;
  private final Context context;
  private final List<S> servers;
  private final Duration delay;
  private final Function<S, Asked<T>> ask;
  private final Predicate<Throwable> isFinal;
  private int next;
  private int waiting;
  private long timer = -1;

  /**
   * A question to {@code servers}, in their order.
   *
   * @param delay after which one more is asked beside the first
   * @param isFinal whether a failure ends it, since others would say the same
   */
  Hedge(
      Vertx vertx,
      List<S> servers,
      Duration delay,
      Function<S, Asked<T>> ask,
      Predicate<Throwable> isFinal) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.servers = servers;
    this.delay = delay;
    this.ask = ask;
    this.isFinal = isFinal;
  }

  /** Asks; fails with the last failure if nobody answers. At least one has to be there. */
  Future<T> begin() {
    context.runOnContext(v -> askNext(null));
    return answer.future();
  }

  private void askNext(@Nullable Throwable last) {
    if (answer.future().isComplete()) {
      return;
    }
    if (next < servers.size()) {
      ask(servers.get(next++));
    } else if (waiting == 0 && last != null) {
      answer.tryFail(last);
    }
  }

  private void ask(S server) {
    waiting++;
    Asked<T> asked = ask.apply(server);
    callOffs.add(asked.callOff());
    if (waiting == 1 && next < servers.size() && !asked.answer().isComplete()) {
      startTimer();
    }
    asked.answer().onComplete(done -> ended(asked, done.result(), done.cause()));
  }

  private void startTimer() {
    stopTimer();
    timer = vertx.setTimer(Math.max(1, delay.toMillis()), id -> askNext(null));
  }

  private void stopTimer() {
    vertx.cancelTimer(timer);
  }

  private void ended(Asked<T> asked, @Nullable T result, @Nullable Throwable cause) {
    waiting--;
    callOffs.remove(asked.callOff());
    if (cause == null) {
      end(() -> answer.tryComplete(result));
    } else if (isFinal.test(cause)) {
      end(() -> answer.tryFail(cause));
    } else if (waiting == 0) {
      stopTimer();
      askNext(cause);
    } else {
      askNext(cause);
    }
  }

  private void end(Runnable complete) {
    stopTimer();
    complete.run();
    List.copyOf(callOffs).forEach(Runnable::run);
  }
}
