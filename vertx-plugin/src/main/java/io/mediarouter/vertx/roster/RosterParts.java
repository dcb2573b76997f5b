package io.mediarouter.vertx.roster;

import io.mediarouter.state.SharedState;
import io.mediarouter.vertx.call.Breakers;
import io.mediarouter.vertx.health.OperatorSwitch;
import io.mediarouter.vertx.store.SoleCopies;
import io.mediarouter.vertx.transcode.Transcodes;
import io.vertx.core.Vertx;
import java.time.InstantSource;

/**
 * The parts that the overseer of servers on their way out of use is put together from.
 *
 * @param breakers tell what is under way
 * @param operators takes servers out of use and back
 * @param soleCopies copies what only one server holds
 * @param clock of moments
 */
public record RosterParts(
    Vertx vertx,
    SharedState state,
    Roster roster,
    Breakers breakers,
    Transcodes transcodes,
    OperatorSwitch operators,
    SoleCopies soleCopies,
    InstantSource clock) {

  /** What sees servers on their way out of use, not yet started. */
  public DrainOrders departures() {
    return new DrainOrders(this);
  }
}
