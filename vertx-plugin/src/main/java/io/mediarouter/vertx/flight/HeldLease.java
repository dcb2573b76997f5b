package io.mediarouter.vertx.flight;

import io.mediarouter.farm.Flight;
import io.mediarouter.state.SharedTable;
import io.mediarouter.state.Versioned;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A lease that stands in the cluster's table. Safe for use by many threads. */
final class HeldLease implements Lease {
  private static final int TRIES = 5;
  private static final long ANSWER_MILLIS = 1000;

  private final String name;
  private final SharedTable<Flight> flights;
  private final Supplier<Flight> present;
  private final Runnable whenReleased;
  private volatile boolean released;

  /**
   * A lease under that name.
   *
   * @param present tells how far the making is
   */
  HeldLease(
      String name, SharedTable<Flight> flights, Supplier<Flight> present, Runnable whenReleased) {
    this.name = name;
    this.flights = flights;
    this.present = present;
    this.whenReleased = whenReleased;
  }

  /** Says that it goes on, and how far it is. */
  void renew() {
    confirm();
  }

  @Override
  public Future<Boolean> confirm() {
    return confirm(TRIES).timeout(ANSWER_MILLIS, TimeUnit.MILLISECONDS).otherwise(true);
  }

  private Future<Boolean> confirm(int tries) {
    Optional<Versioned<Flight>> row = flights.get(name);
    Flight now = present.get();
    boolean lost = row.filter(other -> !other.value().id().equals(now.id())).isPresent();
    if (lost || tries == 0 || released) {
      return Future.succeededFuture(!lost);
    }
    long version = row.map(Versioned::version).orElse(SharedTable.ABSENT);
    return Future.fromCompletionStage(flights.replace(name, version, now))
        .compose(done -> done ? Future.succeededFuture(true) : confirm(tries - 1));
  }

  @Override
  public void release() {
    released = true;
    whenReleased.run();
    remove(TRIES);
  }

  private void remove(int tries) {
    String id = present.get().id();
    flights
        .get(name)
        .filter(row -> tries > 0 && row.value().id().equals(id))
        .ifPresent(row -> remove(row.version(), tries));
  }

  /** A renewal may have come between; what stays nevertheless is swept. */
  private void remove(long version, int tries) {
    Future.fromCompletionStage(flights.remove(name, version))
        .onSuccess(
            removed -> {
              if (!removed) {
                remove(tries - 1);
              }
            });
  }
}
