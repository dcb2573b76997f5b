package io.mediarouter.vertx.proxy.forward;

import io.mediarouter.outcome.Ending;
import io.mediarouter.vertx.call.Answer;
import io.mediarouter.vertx.call.BackEndException;
import io.mediarouter.vertx.call.Call;
import io.mediarouter.vertx.call.Flow;
import io.mediarouter.vertx.proxy.exchange.Exchange;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer on its way from a server to the client, which goes on from another server
 * when its own fails or falls silent, where that is possible; the client does not notice.
 *
 * <p>Bytes are only counted here: nothing is copied, and no timer is set, since the call's watch
 * asks how far it is. Belongs to the request's context, but for {@link Flow}.
 */
final class ResumingBody implements ReadStream<Buffer>, Flow {
  private final Context context;
  private final Exchange exchange;
  private final @Nullable Resumption resumption;
  private final Duration idle;
  private @Nullable Handler<Buffer> handler;
  private @Nullable Handler<Void> endHandler;
  private Part part;
  private volatile long position;
  private long count;
  private int turn;
  private volatile boolean wanted;
  private long demand;
  private long partBegin;
  private boolean switching;
  private boolean over;

  /**
   * A body that begins with {@code first}.
   *
   * @param resumption where its rest may come from; null = nowhere
   * @param idle longest silence of a server that nobody can stand in for
   */
  ResumingBody(
      Context context,
      Exchange exchange,
      Part first,
      @Nullable Resumption resumption,
      Duration idle) {
    this.context = context;
    this.exchange = exchange;
    this.resumption = resumption;
    this.idle = idle;
    this.part = first;
  }

  /** Takes the bytes of its first part. */
  ResumingBody begin() {
    exchange.onFinish(this::close);
    take(part);
    return this;
  }

  /** The call that brings it now. */
  Call call() {
    return part.call();
  }

  /** What still comes of an earlier part is dropped: its bytes are asked for again elsewhere. */
  private void take(Part next) {
    int mine = ++turn;
    part = next;
    partBegin = count;
    next.stream()
        .exceptionHandler(cause -> failed(mine, Answer.asServers(cause)))
        .endHandler(v -> ended(mine))
        .handler(chunk -> arrived(mine, chunk));
    next.call().watch(this);
    if (demand > 0) {
      next.stream().fetch(demand);
    }
  }

  private boolean isPast(int partsTurn) {
    return partsTurn != turn || over || switching;
  }

  private void arrived(int partsTurn, Buffer chunk) {
    Handler<Buffer> taker = handler;
    if (isPast(partsTurn)) {
      return;
    }
    count += chunk.length();
    position = count;
    if (demand != Long.MAX_VALUE) {
      demand--;
      wanted = demand > 0;
    }
    if (taker != null) {
      taker.handle(chunk);
    }
  }

  private void ended(int partsTurn) {
    if (isPast(partsTurn)) {
      return;
    }
    if (resumption != null && !resumption.isWhole(count)) {
      failed(partsTurn, broken(Ending.BROKEN_OFF, "ended early"));
      return;
    }
    part.call().end(Ending.COMPLETE, part.status());
    finish();
  }

  private BackEndException broken(Ending ending, String what) {
    return new BackEndException(part.call().serverId(), ending, part.status(), what);
  }

  private void failed(int partsTurn, Throwable cause) {
    if (isPast(partsTurn)) {
      return;
    }
    turn++; // A reset tells of itself at once, and must not be taken for another failure.
    Part failed = part;
    if (isOurOwn()) {
      close();
      breakOff(cause);
      return;
    }
    failed.call().fail(cause);
    failed.upstream().reset();
    if (resumption == null) {
      breakOff(cause);
    } else if (resumption.isWhole(count)) {
      finish();
    } else {
      resume(failed, cause, resumption);
    }
  }

  /** What fails when the client has left fails because of that. */
  private boolean isOurOwn() {
    return exchange.isAbandoned();
  }

  private void resume(Part from, Throwable cause, Resumption where) {
    switching = true;
    where
        .rest(count, from.call().serverId(), count == partBegin)
        .onSuccess(this::goOn)
        .onFailure(none -> breakOff(cause));
  }

  private void goOn(Part next) {
    switching = false;
    if (over) {
      next.call().end(Ending.CLIENT_LEFT, 0);
      next.upstream().reset();
    } else {
      take(next);
    }
  }

  private void finish() {
    over = true;
    if (endHandler != null) {
      endHandler.handle(null);
    }
  }

  /**
   * The host would reset the client's stream as if there were no error, and then look for a request
   * of its own to reset: it is not told.
   */
  private void breakOff(Throwable cause) {
    over = true;
    if (!exchange.isAbandoned()) {
      exchange.breakOff(cause);
    }
  }

  /** Ends it for good, though the client will get the rest of it in another way. */
  void letGo() {
    over = true;
    part.call().end(Ending.COMPLETE, part.status());
    part.upstream().reset();
  }

  /** Whatever the server still says is of no interest; that it has failed is known elsewhere. */
  private void close() {
    over = true;
    boolean complete = exchange.ending() == Ending.COMPLETE;
    Call call = part.call();
    call.end(complete ? Ending.COMPLETE : Ending.CLIENT_LEFT, part.status());
    if (!complete) {
      part.upstream().reset();
    }
  }

  @Override
  public long bytes() {
    return position;
  }

  @Override
  public boolean isWanted() {
    return wanted;
  }

  @Override
  public void silent(Duration length) {
    long at = position;
    context.runOnContext(v -> fellSilent(at, length));
  }

  private void fellSilent(long at, Duration length) {
    if (count != at || !wanted || over || switching) {
      return;
    }
    if (resumption != null || length.compareTo(idle) > 0) {
      failed(turn, broken(Ending.STALLED, "went silent"));
    } else {
      part.call().slow();
    }
  }

  @Override
  public ResumingBody handler(@Nullable Handler<Buffer> newHandler) {
    handler = newHandler;
    return this;
  }

  @Override
  public ResumingBody pause() {
    demand = 0;
    wanted = false;
    part.stream().pause();
    return this;
  }

  @Override
  public ResumingBody resume() {
    return fetch(Long.MAX_VALUE);
  }

  @Override
  public ResumingBody fetch(long amount) {
    demand = demand + amount < 0 ? Long.MAX_VALUE : demand + amount;
    wanted = demand > 0;
    if (!switching) {
      part.stream().fetch(amount);
    }
    return this;
  }

  @Override
  public ResumingBody endHandler(@Nullable Handler<Void> newHandler) {
    endHandler = newHandler;
    return this;
  }

  @Override
  public ResumingBody exceptionHandler(@Nullable Handler<Throwable> newHandler) {
    return this;
  }
}
