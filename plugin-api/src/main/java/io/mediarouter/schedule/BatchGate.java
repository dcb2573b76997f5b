package io.mediarouter.schedule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rule that lets batch work have only what on-demand traffic leaves. Immutable and pure.
 *
 * <p>The gate opens when on-demand traffic utilizes the farm below the lower watermarks, and closes
 * when it does so above a higher one; what batch work itself uses does not count, so it never
 * closes the gate to itself. Then nothing new begins, and speculative work gives way at once.
 * Ordered work goes on inside what is allowed: on each server and on the farm, what on-demand
 * traffic does not use, less what is always kept free. What exceeds that gives way, open or closed.
 * A server that takes no work, or whose load is not known, gets nothing new and keeps what it has.
 */
public final class BatchGate {
  private static final double ROUNDING = 1e-9;

  private final GateRules rules;

  /** A gate. */
  public BatchGate(GateRules rules) {
    this.rules = rules;
  }

  /** What batch work may do now, after a reading that left {@code before}. */
  public GateReading read(GateState before, FarmUse use) {
    GateState state = next(before, use);
    List<BatchWork> yielding = yielding(state, use);
    Map<String, Double> free = new HashMap<>();
    use.transcoding().forEach(server -> free.put(server.serverId(), free(server, yielding)));
    double allowed = allowedOfFarm(use);
    double freeOfFarm = Math.max(0, allowed - batchCores(use, yielding));
    return state.isOpen()
        ? new GateReading(state, allowed, free, possible(use), freeOfFarm, yielding)
        : new GateReading(state, allowed, Map.of(), possible(use), 0, yielding);
  }

  private Map<String, Double> possible(FarmUse use) {
    double farm = use.transcoding().stream().mapToDouble(ServerUse::capacityCores).sum();
    double ofFarm = (1 - rules.keptFreeOfFarm()) * farm;
    Map<String, Double> possible = new HashMap<>();
    for (ServerUse server : use.transcoding()) {
      double ofServer = (1 - rules.keptFreeOfServer()) * server.capacityCores();
      possible.put(server.serverId(), Math.min(ofServer, ofFarm));
    }
    return possible;
  }

  private GateState next(GateState before, FarmUse use) {
    return new GateState(
        rules.transcoding().isOpen(before.transcodingOpen(), use.otherUtilization()),
        rules.distribution().isOpen(before.distributionOpen(), use.distributionUtilization()));
  }

  private double free(ServerUse server, List<BatchWork> yielding) {
    return server.takesWork() ? Math.max(0, allowed(server) - staying(server, yielding)) : 0;
  }

  private double allowed(ServerUse server) {
    return server.allowedCores(rules.keptFreeOfServer());
  }

  private double allowedOfFarm(FarmUse use) {
    double ofServers =
        use.transcoding().stream().filter(ServerUse::takesWork).mapToDouble(this::allowed).sum();
    double ofFarm = (1 - rules.keptFreeOfFarm()) * use.capacityCores() - use.otherCores();
    return Math.max(0, Math.min(ofServers, ofFarm));
  }

  private static double staying(ServerUse server, List<BatchWork> yielding) {
    Set<BatchWork> gone = new HashSet<>(yielding);
    return server.batch().stream()
        .filter(work -> !gone.contains(work))
        .mapToDouble(BatchWork::demandCores)
        .sum();
  }

  private static double batchCores(FarmUse use, List<BatchWork> yielding) {
    return use.transcoding().stream()
        .filter(ServerUse::takesWork)
        .mapToDouble(server -> staying(server, yielding))
        .sum();
  }

  private List<BatchWork> yielding(GateState state, FarmUse use) {
    List<BatchWork> yielding = new ArrayList<>();
    for (ServerUse server : use.transcoding()) {
      if (server.takesWork()) {
        server.batch().stream()
            .filter(work -> !state.isOpen() && work.kind() == WorkKind.SPECULATIVE)
            .forEach(yielding::add);
        giveWay(server.batch(), staying(server, yielding) - allowed(server), yielding);
      }
    }
    List<BatchWork> all =
        use.transcoding().stream()
            .filter(ServerUse::takesWork)
            .flatMap(server -> server.batch().stream())
            .toList();
    giveWay(all, batchCores(use, yielding) - allowedOfFarm(use), yielding);
    return yielding.stream().sorted(BatchWork.YIELDS_FIRST).toList();
  }

  /** Adds to {@code yielding} until no cores are in excess. */
  private static void giveWay(List<BatchWork> running, double excess, List<BatchWork> yielding) {
    double left = excess;
    Set<BatchWork> gone = new HashSet<>(yielding);
    for (BatchWork work : running.stream().sorted(BatchWork.YIELDS_FIRST).toList()) {
      if (left > ROUNDING && !gone.contains(work)) {
        yielding.add(work);
        left -= work.demandCores();
      }
    }
  }
}
