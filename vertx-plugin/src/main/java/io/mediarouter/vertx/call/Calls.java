package io.mediarouter.vertx.call;

import io.mediarouter.farm.Work;
import io.mediarouter.outcome.Ending;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * Begins each call to a back end: with a permit of its breaker, and watched. Safe for use by many
 * threads.
 */
public final class Calls {
  static final String REFUSED = "its breaker refuses";

  private final Breakers breakers;
  private final Watch watch;
  private final ServerRecords records;
  private final BiPredicate<String, Work> isLast;

  /**
   * Calls that these breakers let through.
   *
   * @param clock of the moments of failures
   */
  public Calls(Vertx vertx, Breakers breakers, InstantSource clock) {
    this(vertx, breakers, clock, (serverId, work) -> false);
  }

  /**
   * Calls that these breakers let through, or that nobody else is there for.
   *
   * @param clock of the moments of failures
   * @param isLast tells whether nobody else is trusted with some work of a server: then it is done
   *     by who is merely slow
   */
  public Calls(
      Vertx vertx, Breakers breakers, InstantSource clock, BiPredicate<String, Work> isLast) {
    this.isLast = isLast;
    this.breakers = breakers;
    this.watch = new Watch(vertx);
    this.records = new ServerRecords(clock);
  }

  /** What has come of calls. */
  public ServerRecords records() {
    return records;
  }

  /** Begins a call, which has to be ended; empty = the server's breaker refuses it. */
  public Optional<Call> begin(String serverId, Work work) {
    Permit permit = breakers.of(serverId, work).tryAcquire(() -> isLast.test(serverId, work));
    if (permit == null) {
      return Optional.empty();
    }
    var call = new Call(permit, watch, records, breakers::nanoTime);
    watch.add(call);
    return Optional.of(call);
  }

  /** Begins a call whose server may take its time to begin: nobody waits. */
  public Optional<Call> beginPatiently(String serverId, Work work) {
    Optional<Call> call = begin(serverId, work);
    call.ifPresent(Call::begun);
    return call;
  }

  /** Whether a server is trusted with that work: its breaker lets all calls through. */
  public boolean isTrusted(String serverId, Work work) {
    Breaker breaker = breakers.of(serverId, work);
    return !breaker.isOpen() && !breaker.isOnTrial();
  }

  /**
   * Forgets all other servers, and closes what belongs to them: a call that is still under way goes
   * on, and what comes of it says nothing any more.
   */
  public void keepOnly(Collection<String> serverIds) {
    breakers.keepOnly(serverIds);
    records.keepOnly(serverIds);
  }

  /** What is told of a server whose breaker lets nothing through now. */
  public Tried refusal(String serverId, Work work) {
    return Tried.refused(serverId, work, breakers.nanoTime());
  }

  /** What happens in place of a call that is refused: nothing was sent. */
  public static BackEndException refused(String serverId) {
    return new BackEndException(serverId, Ending.NO_ROOM, 0, REFUSED);
  }
}
