package io.mediarouter.schedule;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The reading of the gate: what batch work may do now.
 *
 * @param state to be handed to the next reading
 * @param allowedCores cores that batch work may keep busy now on the servers that take work, what
 *     runs there included
 * @param freeCores cores that more batch work may take now, by server; none while the gate is
 *     closed
 * @param possibleCores cores that batch work could have at best, were all idle, by server
 * @param freeOfFarm cores that more batch work may take now in all
 * @param yielding what must give way now, in the order of giving way
 */
public record GateReading(
    GateState state,
    double allowedCores,
    Map<String, Double> freeCores,
    Map<String, Double> possibleCores,
    double freeOfFarm,
    List<BatchWork> yielding) {

  private static final double ROUNDING = 1e-9;

  public GateReading {
    freeCores = Collections.unmodifiableMap(new TreeMap<>(freeCores));
    possibleCores = Map.copyOf(possibleCores);
    yielding = List.copyOf(yielding);
  }

  /** The same with other room for more. */
  GateReading with(Map<String, Double> free, double ofFarm) {
    return new GateReading(state, allowedCores, free, possibleCores, ofFarm, yielding);
  }

  /** Cores that more batch work may take now on {@code server}; 0 where it may take none. */
  public double roomOn(String server) {
    return Math.min(freeCores.getOrDefault(server, 0.0), freeOfFarm);
  }

  /** Whether {@code server} could run it, were all idle. */
  boolean isPossible(String server, double demandCores) {
    return demandCores <= possibleCores.getOrDefault(server, 0.0) + ROUNDING;
  }

  /** Whether anything may begin. */
  public boolean isOpen() {
    return state.isOpen();
  }
}
