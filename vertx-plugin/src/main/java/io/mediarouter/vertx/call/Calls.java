package io.mediarouter.vertx.call;

import io.mediarouter.farm.Work;
import io.mediarouter.outcome.Ending;
import io.mediarouter.vertx.breaker.Breakers;
import io.mediarouter.vertx.breaker.Permit;
import io.mediarouter.vertx.farm.BackEndException;
import io.vertx.core.Vertx;
import java.util.Optional;

/** Whom each call to a back end is asked of first. Safe for use by many threads. */
public final class Calls {
  private final Breakers breakers;
  private final Watch watch;

  /** Calls that these breakers let through. */
  public Calls(Vertx vertx, Breakers breakers) {
    this.breakers = breakers;
    this.watch = new Watch(vertx);
  }

  /** Begins a call, which has to be ended; empty = the server's breaker refuses it. */
  public Optional<Call> begin(String serverId, Work work) {
    Permit permit = breakers.of(serverId, work).tryAcquire();
    if (permit == null) {
      return Optional.empty();
    }
    var call = new Call(permit, watch, breakers::nanoTime);
    watch.add(call);
    return Optional.of(call);
  }

  /** Begins a call whose server may take its time to begin: nobody waits. */
  public Optional<Call> beginPatiently(String serverId, Work work) {
    Optional<Call> call = begin(serverId, work);
    call.ifPresent(Call::begun);
    return call;
  }

  /** What happens in place of a call that is refused: nothing was sent. */
  public static BackEndException refused(String serverId) {
    return new BackEndException(serverId, Ending.NO_ROOM, 0, "its breaker refuses");
  }
}
