package io.mediarouter.vertx.call;

import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The time between two changes of a breaker, and the calls that began in it. What a call says is
 * said of its own stage: one that was under way when the breaker opened tells nothing of a server
 * that is on trial since. Safe for use by many threads.
 */
final class Stage {
  private final Set<Permit> underWay = ConcurrentHashMap.newKeySet();
  private final AtomicInteger overdue = new AtomicInteger();

  void began(Permit permit) {
    underWay.add(permit);
  }

  void ended(Permit permit) {
    underWay.remove(permit);
  }

  void late() {
    overdue.incrementAndGet();
  }

  void lateEnded() {
    overdue.decrementAndGet();
  }

  /** Calls under way that have proved too slow already. */
  int overdue() {
    return overdue.get();
  }

  /** When the oldest call began that waits for its first byte; empty where none does. */
  OptionalLong oldestSilent() {
    return underWay.stream()
        .filter(Permit::isSilent)
        .mapToLong(Permit::beginNanos)
        .reduce((one, other) -> one - other < 0 ? one : other);
  }
}
