package io.mediarouter.vertx.proxy.forward;

import io.mediarouter.outcome.Ending;
import io.mediarouter.vertx.call.Answer;
import io.mediarouter.vertx.proxy.exchange.Exchange;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The race of one server, or two, for the beginning of an answer: the first answer that is of use
 * wins. Who loses is not called off before it has shown what it is worth, or a server that hangs
 * would never be found out: it ends with its own first byte, which is no failure, or with its own
 * time. Belongs to the request's context.
 */
final class Race {
  private final Promise<Forwarded> winner = Promise.promise();
  private final Predicate<Forwarded> isOfUse;
  private final Exchange exchange;
  private @Nullable Forwarded poor;
  private int running;

  Race(Exchange exchange, Predicate<Forwarded> isOfUse) {
    this.exchange = exchange;
    this.isOfUse = isOfUse;
  }

  /** Succeeds with the winner; fails with the last failure when nobody is left. */
  Future<Forwarded> winner() {
    return winner.future();
  }

  boolean isDecided() {
    return winner.future().isComplete();
  }

  /** Lets one more take part, which has to arrive or to fall. */
  void enter() {
    running++;
  }

  /** One has brought the beginning of an answer. */
  void arrived(Forwarded forwarded) {
    running--;
    if (isDecided()) {
      letGo(forwarded);
    } else if (isOfUse.test(forwarded) || running == 0) {
      win(forwarded);
    } else {
      poor = forwarded;
    }
  }

  private void win(Forwarded forwarded) {
    Forwarded other = poor;
    if (other != null) {
      letGo(other);
    }
    exchange.servedBy(forwarded.call().serverId());
    winner.complete(forwarded);
  }

  /** One has failed. */
  void fell(Throwable cause, String serverId) {
    running--;
    Forwarded other = poor;
    if (isDecided()) {
      return;
    }
    if (other != null) {
      poor = null;
      win(other);
    } else if (running == 0) {
      winner.fail(cause);
    } else {
      exchange.exclude(serverId);
    }
  }

  private static void letGo(Forwarded forwarded) {
    forwarded.call().end(Ending.COMPLETE, forwarded.status());
    Answer.discard(forwarded.answer());
  }
}
