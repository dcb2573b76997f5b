package io.mediarouter.vertx.admission;

import io.mediarouter.request.Priority;
import io.mediarouter.request.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The requests that wait for what is made for them, of which they were not sent anything yet: any
 * of them can still be refused for a more urgent one. Safe for use by many threads.
 */
public final class Unbegun {
  private final TreeSet<Waiter> waiting = new TreeSet<>(Waiter.ORDER);
  private long entered;

  /** The more urgent first, then who came first. */
  private record Waiter(Priority priority, String client, long number, Promise<Void> begun) {
    static final Comparator<Waiter> ORDER =
        Comparator.comparing(Waiter::priority).thenComparingLong(Waiter::number);
  }

  /**
   * Waits for the first of it.
   *
   * @param client for whom
   * @param begun completes when there is something to be sent, or nothing will come
   * @return completes as {@code begun} does; fails if it is refused for somebody more urgent before
   */
  public Future<Void> whilst(Priority priority, String client, Future<?> begun) {
    if (begun.isComplete()) {
      return begun.mapEmpty();
    }
    Waiter waiter = enter(priority, client);
    begun.onComplete(
        known -> {
          leave(waiter);
          if (known.succeeded()) {
            waiter.begun().tryComplete();
          } else {
            waiter.begun().tryFail(known.cause());
          }
        });
    return waiter.begun().future();
  }

  private synchronized Waiter enter(Priority priority, String client) {
    var waiter = new Waiter(priority, client, entered++, Promise.promise());
    waiting.add(waiter);
    return waiter;
  }

  private synchronized boolean leave(Waiter waiter) {
    return waiting.remove(waiter);
  }

  /**
   * The priority of the one that would be refused first.
   *
   * @param client of this client; empty = of any
   */
  Optional<Priority> leastUrgent(String client) {
    return last(client).map(Waiter::priority);
  }

  private synchronized Optional<Waiter> last(String client) {
    return waiting.descendingSet().stream()
        .filter(waiter -> client.isEmpty() || waiter.client().equals(client))
        .findFirst();
  }

  /**
   * Refuses the least urgent, of those that came last, so that somebody more urgent can be served
   * in its place.
   *
   * @param client one of this client; empty = of any
   * @return whether there was one that is less urgent than {@code priority}
   */
  boolean shedFor(Priority priority, String client) {
    Waiter waiter = last(client).orElse(null);
    return waiter != null
        && priority.isMoreUrgentThan(waiter.priority())
        && leave(waiter)
        && waiter.begun().tryFail(new ProblemException(AdmissionQueue.GAVE_WAY));
  }
}
