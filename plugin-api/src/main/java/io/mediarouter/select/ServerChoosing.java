package io.mediarouter.select;

import io.mediarouter.estimate.TaskLoadEstimator;
import io.mediarouter.farm.ServerLoadMonitor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * The one maker of selectors: for requests, for replays of their decisions, and for simulations.
 *
 * @param choice by what servers are chosen
 * @param highestUtilization load that no task may raise a server above, relative to its capacity,
 *     above 0; infinite = no limit; of no matter where room is not looked at
 * @param turns gives the turn of each choice, one more than before; safe for use by many threads
 */
public record ServerChoosing(ServerChoice choice, double highestUtilization, IntSupplier turns) {
  /**
   * The highest utilization where nothing else is configured: tasks share cores, by half as many
   * more as there are, rather than be refused. In simulations of loads from 0.7 to 1.1 next to no
   * lower limit misses fewer deadlines; twice as many tasks as cores miss more where few servers
   * are overloaded.
   */
  public static final double DEFAULT_HIGHEST_UTILIZATION = 1.5;

  /** How servers are chosen where nothing else is configured. */
  public static final ServerChoosing DEFAULT =
      new ServerChoosing(ServerChoice.LEAST_COST, DEFAULT_HIGHEST_UTILIZATION);

  /** One with a count of turns of its own, from 0. */
  public ServerChoosing(ServerChoice choice, double highestUtilization) {
    this(choice, highestUtilization, new AtomicInteger()::getAndIncrement);
  }

  /** The same with every choice at this turn: to choose as was chosen then. */
  public ServerChoosing atTurn(int turn) {
    return new ServerChoosing(choice, highestUtilization, () -> turn);
  }

  /**
   * A selector.
   *
   * @param monitor tells which loads are known, and how high they are
   * @param experience gives what was learned of the servers; must not block
   */
  public ServerSelector selector(
      ServerLoadMonitor monitor, TaskLoadEstimator estimator, Supplier<FarmExperience> experience) {
    return switch (choice) {
      case LEAST_COST -> new LeastCostSelector(monitor, estimator, experience, highestUtilization);
      case ROUND_ROBIN -> new RoundRobinSelector(estimator, turns);
      case LEAST_CONNECTIONS -> new LeastConnectionsSelector(estimator);
    };
  }
}
