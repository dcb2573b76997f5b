package io.mediarouter.vertx.proxy.forward;

import io.mediarouter.outcome.Ending;
import io.mediarouter.vertx.access.RequestIds;
import io.mediarouter.vertx.call.BackEndException;
import io.mediarouter.vertx.call.Call;
import io.mediarouter.vertx.call.Endings;
import io.mediarouter.vertx.farm.BackEnd;
import io.mediarouter.vertx.flow.Inlet;
import io.mediarouter.vertx.proxy.exchange.Exchange;
import io.vertx.core.Completable;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * One server's part in a {@link Race}: it is asked for an answer as soon as there is a connection,
 * and runs until that begins, fails or takes too long. Belongs to the request's context.
 */
final class Contestant {
  private static final long AT_ONCE_NANOS = 100_000_000;

  private final Forwarding forwarding;
  private final BackEnds backEnds;
  private final Exchange exchange;
  private final Target target;
  private final Call call;
  private final Race race;
  private @Nullable HttpClientRequest asked;
  private boolean used;
  private long askedAtAge;

  Contestant(
      Forwarding forwarding,
      BackEnds backEnds,
      Exchange exchange,
      Target target,
      Call call,
      Race race) {
    this.forwarding = forwarding;
    this.backEnds = backEnds;
    this.exchange = exchange;
    this.target = target;
    this.call = call;
    this.race = race;
  }

  /** Takes part from now on. */
  void begin() {
    race.enter();
    exchange.trace().asks(call);
    exchange.onBreak(this::broken);
    backEnds.connect(exchange, call, target.request()).onComplete(safely(this::askFirst));
  }

  private void broken() {
    call.end(Ending.CLIENT_LEFT, 0);
    if (asked != null) {
      asked.reset();
    }
  }

  /** What is wrong with a request, or with an answer, fails this and nothing else. */
  private <T> Completable<T> safely(Completable<T> step) {
    return (result, cause) -> {
      try {
        step.complete(result, cause);
      } catch (RuntimeException wrong) {
        failed(wrong);
      }
    };
  }

  private void askFirst(@Nullable HttpClientRequest upstream, @Nullable Throwable cause) {
    if (upstream == null) {
      failed(cause);
      return;
    }
    used = Inlet.wasUsed(upstream);
    askedAtAge = exchange.ageNanos();
    ask(upstream);
  }

  private void askAgain(@Nullable HttpClientRequest upstream, @Nullable Throwable cause) {
    if (upstream == null) {
      failed(cause);
    } else {
      ask(upstream);
    }
  }

  /** Whoever was still waiting for a connection when the race was decided is not asked any more. */
  private void ask(HttpClientRequest upstream) {
    upstream.exceptionHandler(expected -> {});
    if (race.isDecided()) {
      upstream.reset();
      failed(new CancellationException("another server was faster"));
      return;
    }
    asked = upstream;
    fill(upstream.headers());
    backEnds.head(upstream, call).onComplete(safely(this::answered));
  }

  /** No body goes with a request for media. */
  private void fill(MultiMap sent) {
    sent.addAll(exchange.context().request().headers())
        .remove(HttpHeaders.CONTENT_LENGTH)
        .remove(HttpHeaders.TRANSFER_ENCODING)
        .remove(HttpHeaders.HOST)
        .set(RequestIds.FIELD, exchange.trace().id());
    target.withheld().forEach(sent::remove);
    BackEnd.impose(target.request(), sent);
  }

  private void answered(@Nullable HttpClientResponse response, @Nullable Throwable cause) {
    if (response != null) {
      race.arrived(forwarding.checked(exchange, response, call, target.server().server()));
    } else if (isOldConnection(cause)) {
      used = false;
      backEnds.request(exchange, target.request()).onComplete(safely(this::askAgain));
    } else {
      failed(cause);
    }
  }

  /**
   * A server may close a connection that it has kept just when it is used again, and does so after
   * some answers without a word: that tells nothing of the server. It shows at once, or it is
   * something else.
   */
  private boolean isOldConnection(@Nullable Throwable cause) {
    return used
        && !exchange.isOver()
        && exchange.ageNanos() - askedAtAge < AT_ONCE_NANOS
        && cause != null
        && Endings.of(cause) == Ending.BROKEN_OFF;
  }

  private void failed(@Nullable Throwable cause) {
    var why = cause == null ? new IllegalStateException("no answer, and no failure") : cause;
    if (exchange.isAbandoned() && exchange.ending() != Ending.COMPLETE) {
      call.end(Ending.CLIENT_LEFT, 0);
    } else {
      call.fail(why);
    }
    race.fell(BackEndException.of(target.id(), why), target.id());
  }
}
