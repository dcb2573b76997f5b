package io.mediarouter.vertx.flight;

import io.mediarouter.farm.Flight;

/** The outcome of wanting to make an output. */
public sealed interface Claim {
  /** This proxy makes it. */
  record Lead(Lease lease) implements Claim {}

  /**
   * Another proxy makes it already.
   *
   * @param name under which it has the lease
   */
  record Follow(String name, Flight flight) implements Claim {}
}
