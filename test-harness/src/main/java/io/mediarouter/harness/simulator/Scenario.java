package io.mediarouter.harness.simulator;

import io.mediarouter.harness.simulator.virtual.Conditions;
import io.mediarouter.harness.simulator.virtual.Rhythm;
import io.mediarouter.harness.simulator.virtual.ServerSpec;
import io.mediarouter.harness.simulator.virtual.SlowSpells;
import io.mediarouter.harness.simulator.virtual.TaskClass;
import io.mediarouter.harness.simulator.virtual.Traffic;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A farm, its traffic, and the cells to measure: every combination of load, lateness and sigma.
 *
 * @param name for titles
 * @param servers the farm
 * @param proxies how many proxies, at least 1
 * @param kinds what is asked for
 * @param spells when servers run slow; null = never
 * @param rhythm how arrivals rise and fall; null = they do not
 * @param loads offered load, relative to the farm's capacity, slow spells included, above 0
 * @param lateMillis how much later the other proxies see what one does, at least 0
 * @param sigmas how far predicted sizes are off: standard deviation of the logarithm, at least 0
 * @param conditions what proxies see, and what they may do
 * @param jobs tasks per run, at least 1
 * @param seeds runs per cell, at least 1
 */
record Scenario(
    String name,
    List<ServerSpec> servers,
    int proxies,
    List<TaskClass> kinds,
    @Nullable SlowSpells spells,
    @Nullable Rhythm rhythm,
    List<Double> loads,
    List<Double> lateMillis,
    List<Double> sigmas,
    Conditions conditions,
    int jobs,
    int seeds) {

  Scenario {
    servers = List.copyOf(servers);
    kinds = List.copyOf(kinds);
    loads = List.copyOf(loads);
    lateMillis = List.copyOf(lateMillis);
    sigmas = List.copyOf(sigmas);
    require(!servers.isEmpty(), "servers", servers, "at least one");
    require(!kinds.isEmpty(), "tasks", kinds, "at least one kind");
    require(proxies >= 1, "proxies", proxies, ">= 1");
    require(jobs >= 1, "jobs", jobs, ">= 1");
    require(seeds >= 1, "seeds", seeds, ">= 1");
    require(loads.stream().allMatch(load -> load > 0), "loads", loads, "> 0");
    require(lateMillis.stream().allMatch(late -> late >= 0), "lateMillis", lateMillis, ">= 0");
    require(sigmas.stream().allMatch(sigma -> sigma >= 0), "sigmas", sigmas, ">= 0");
  }

  private static void require(boolean holds, String name, Object value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
    }
  }

  /**
   * What one measurement varies.
   *
   * @param load offered load, relative to the farm's capacity
   * @param lateMillis how late the others' assignments are seen
   * @param sigma how far predicted sizes are off
   */
  record Cell(double load, double lateMillis, double sigma) {}

  List<Cell> cells() {
    var cells = new ArrayList<Cell>();
    for (double load : loads) {
      for (double late : lateMillis) {
        sigmas.forEach(sigma -> cells.add(new Cell(load, late, sigma)));
      }
    }
    return cells;
  }

  /** Tasks per second at a load, by the speeds that servers have on average. */
  double rate(double load) {
    double fastest = servers.stream().mapToDouble(ServerSpec::speed).max().orElse(1);
    double capacity = servers.stream().mapToDouble(s -> s.cores() * s.speed() / fastest).sum();
    double pace = spells == null ? 1 : spells.meanPace();
    return load * pace * capacity / Traffic.meanWork(kinds);
  }

  Scenario of(int newJobs, int newSeeds) {
    return new Scenario(
        name,
        servers,
        proxies,
        kinds,
        spells,
        rhythm,
        loads,
        lateMillis,
        sigmas,
        conditions,
        newJobs,
        newSeeds);
  }

  Scenario throughProxies(int newProxies) {
    return new Scenario(
        name,
        servers,
        newProxies,
        kinds,
        spells,
        rhythm,
        loads,
        lateMillis,
        sigmas,
        conditions,
        jobs,
        seeds);
  }

  Scenario withCells(List<Double> newLoads, List<Double> newLate, List<Double> newSigmas) {
    return new Scenario(
        name,
        servers,
        proxies,
        kinds,
        spells,
        rhythm,
        newLoads,
        newLate,
        newSigmas,
        conditions,
        jobs,
        seeds);
  }

  Scenario under(Conditions newConditions) {
    return new Scenario(
        name,
        servers,
        proxies,
        kinds,
        spells,
        rhythm,
        loads,
        lateMillis,
        sigmas,
        newConditions,
        jobs,
        seeds);
  }
}
