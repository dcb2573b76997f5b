package io.mediarouter.vertx.flight;

import io.mediarouter.farm.Flight;
import io.mediarouter.state.SharedState;
import io.mediarouter.state.SharedTable;
import io.mediarouter.state.Versioned;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The leases of this proxy on the outputs that it makes, and what it knows of the other proxies'.
 *
 * <p>A lease is a row of a shared table, written by compare and set, so that in a whole cluster one
 * proxy gets it. It is renewed every two seconds, and is free as soon as its owner leaves the
 * cluster or is found dead. Nobody waits for the table for longer than a moment: who does not hear
 * of it makes the output, and finds out before it is stored whether that was right. Safe for use by
 * many threads.
 */
public final class Leases {
  private static final long RENEWAL_MILLIS = 2000;
  private static final long ANSWER_MILLIS = 2000;
  private static final int TRIES = 8;

  /** Where and with what this proxy's peers get what it makes. */
  private record Door(String address, String token) {}

  private final Vertx vertx;
  private final SharedState state;
  private final SharedTable<Flight> flights;
  private final ConcurrentMap<String, HeldLease> held = new ConcurrentHashMap<>();

  /** Flights of others, by their ids, that are not to be had here; true = their owner is dead. */
  private final ConcurrentMap<String, Boolean> avoided = new ConcurrentHashMap<>();

  private volatile @Nullable Door door;
  private long timer = -1;

  /** No leases yet. */
  public Leases(Vertx vertx, SharedState state) {
    this.vertx = vertx;
    this.state = state;
    this.flights = state.flights();
  }

  /**
   * Begins to claim leases: the peers get what is made here from now on.
   *
   * @param address where, {@code host:port}
   * @param token what they are to show; empty = what is configured
   */
  public void start(String address, String token) {
    door = new Door(address, token);
    timer = vertx.setPeriodic(RENEWAL_MILLIS, id -> renew());
  }

  /** Claims no more leases. */
  public void stop() {
    vertx.cancelTimer(timer);
    door = null;
  }

  /** Whether leases are claimed: others can get what is made here. */
  public boolean isOpen() {
    return door != null;
  }

  /** Another proxy's making of that output, if it is to be had from there. */
  public Optional<Flight> made(String name) {
    return door == null
        ? Optional.empty()
        : flights
            .get(name)
            .map(Versioned::value)
            .filter(flight -> isAlive(flight) && isHad(flight));
  }

  /** Whether a flight may be followed: it was not found to be out of reach, or too slow. */
  public boolean isHad(Flight flight) {
    return !avoided.containsKey(flight.id());
  }

  /** How far the making of {@code id} is that goes on under that name; empty = it does not. */
  public Optional<Flight> flight(String name, String id) {
    return flights.get(name).map(Versioned::value).filter(flight -> flight.id().equals(id));
  }

  /**
   * Claims the making of an output.
   *
   * @param name of its bytes: equal for all who would make the same
   * @param making tells how far what is begun is; where it is to be had is added here
   */
  public Future<Claim> claim(String name, Supplier<Flight> making) {
    Door here = door;
    if (here == null) {
      return Future.succeededFuture(new Claim.Lead(Lease.NONE));
    }
    Supplier<Flight> present =
        () -> making.get().ownedBy(state.self(), here.address(), here.token());
    Flight first = present.get();
    String id = first.id();
    var lease = new HeldLease(name, flights, present, () -> held.remove(id));
    held.put(id, lease);
    return claim(name, first, TRIES)
        .timeout(ANSWER_MILLIS, TimeUnit.MILLISECONDS)
        .onSuccess(other -> other.ifPresent(none -> held.remove(id)))
        .otherwise(Optional.empty())
        .map(other -> other.orElseGet(() -> new Claim.Lead(lease)));
  }

  /** Empty where the lease was got. */
  private Future<Optional<Claim>> claim(String name, Flight mine, int tries) {
    Optional<Versioned<Flight>> row = flights.get(name);
    Flight other = row.map(Versioned::value).orElse(null);
    if (other != null && isAlive(other)) {
      return Future.succeededFuture(Optional.of(new Claim.Follow(name, other)));
    }
    if (tries == 0) {
      return Future.succeededFuture(Optional.of(new Claim.Lead(Lease.NONE)));
    }
    long version = row.map(Versioned::version).orElse(SharedTable.ABSENT);
    return Future.fromCompletionStage(flights.replace(name, version, mine))
        .compose(
            won -> won ? Future.succeededFuture(Optional.empty()) : claim(name, mine, tries - 1));
  }

  private boolean isAlive(Flight flight) {
    return !flight.owner().equals(state.self())
        && !Boolean.TRUE.equals(avoided.get(flight.id()))
        && state.members().contains(flight.owner());
  }

  /** Whether a flight's owner is in the cluster, as far as one knows. */
  public boolean isMember(Flight flight) {
    return state.members().contains(flight.owner());
  }

  /** Does not follow a flight any more, which may go on. */
  public void avoid(Flight flight) {
    avoided.putIfAbsent(flight.id(), false);
  }

  /** Takes a flight for ended, whoever says otherwise. */
  public void giveUp(Flight flight) {
    avoided.put(flight.id(), true);
  }

  private void renew() {
    held.values().forEach(HeldLease::renew);
    Map<String, Versioned<Flight>> rows = flights.rows();
    Set<String> present =
        rows.values().stream().map(row -> row.value().id()).collect(Collectors.toSet());
    avoided.keySet().retainAll(present);
    rows.forEach(this::sweep);
  }

  /** Removes what nobody holds: a lease that came too late, or a dead proxy's. */
  private void sweep(String name, Versioned<Flight> row) {
    Flight flight = row.value();
    boolean ours = flight.owner().equals(state.self());
    if (ours ? !held.containsKey(flight.id()) : !isMember(flight)) {
      flights.remove(name, row.version());
    }
  }
}
