package io.mediarouter.vertx.proxy.process;

import io.mediarouter.outcome.Ending;
import io.mediarouter.outcome.Outcomes;
import io.mediarouter.request.Problem;
import io.mediarouter.request.ProblemException;
import io.mediarouter.vertx.call.BackEndException;
import io.mediarouter.vertx.call.Endings;
import io.mediarouter.vertx.call.Retries;
import io.mediarouter.vertx.flight.FlightEndedException;
import io.mediarouter.vertx.proxy.exchange.Exchange;
import io.mediarouter.vertx.spool.SpoolExhaustedException;
import io.mediarouter.vertx.transcode.NoServerException;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * The rule which requests that failed are decided anew, without what failed: those that something
 * else may serve, while there is time, and while not too many others fail.
 */
final class Failover {
  private final Retries retries;

  Failover(Retries retries) {
    this.retries = retries;
  }

  /**
   * What a failed request ends with; null where it is to be decided anew. The exchange knows then
   * what to leave out.
   */
  @Nullable Throwable endOf(Throwable cause, Exchange exchange) {
    if (exchange.isOver() || !mayBeServedElsewhere(cause, exchange)) {
      return cause;
    }
    if (exchange.busyNanos() > retries.deadlineNanos()) {
      return new ProblemException(late(Endings.of(cause)));
    }
    return isCounted(cause, exchange) && !retries.tryTake()
        ? new ProblemException(tooManyFailures())
        : null;
  }

  private static boolean mayBeServedElsewhere(Throwable cause, Exchange exchange) {
    if (FailedCopy.is(cause, exchange)) {
      exchange.encodeAll();
      return true;
    }
    if (cause instanceof BackEndException failed) {
      exchange.exclude(failed.serverId());
      return true;
    }
    if (cause instanceof NoServerException none) {
      none.tried().forEach(exchange::exclude);
      return true;
    }
    if (cause instanceof FlightEndedException) {
      return true;
    }
    if (cause instanceof CancellationException) {
      exchange.preempted();
      return true;
    }
    if (cause instanceof SpoolExhaustedException) {
      boolean first = !exchange.lacksRoom();
      exchange.lackRoom();
      return first;
    }
    return false;
  }

  /** What a breaker refused was not tried, and what others have begun, others have tried. */
  private static boolean isCounted(Throwable cause, Exchange exchange) {
    if (exchange.provenance().hasJoined()
        || cause instanceof SpoolExhaustedException
        || cause instanceof FlightEndedException) {
      return false;
    }
    if (cause instanceof NoServerException none) {
      return none.last().filter(BackEndException::isAttempt).isPresent();
    }
    return !(cause instanceof BackEndException failed) || failed.isAttempt();
  }

  private static Problem late(Ending ending) {
    return Outcomes.isTimeOut(ending)
        ? Problem.of(504, "Back end too slow", "No server answered in time.")
        : Problem.of(503, "No server in time", "There is no time left to try another server.");
  }

  private static Problem tooManyFailures() {
    return Problem.of(
        503,
        "Too many failures",
        "A server failed, as it does for many requests now; no other one is tried.");
  }
}
