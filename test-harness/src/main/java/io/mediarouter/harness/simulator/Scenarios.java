package io.mediarouter.harness.simulator;

import io.mediarouter.harness.simulator.virtual.Conditions;
import io.mediarouter.harness.simulator.virtual.ProgressSight;
import io.mediarouter.harness.simulator.virtual.ServerSpec;
import io.mediarouter.harness.simulator.virtual.SizeDistribution.BoundedPareto;
import io.mediarouter.harness.simulator.virtual.SlowSpells;
import io.mediarouter.harness.simulator.virtual.TaskClass;
import io.mediarouter.select.ServerChoosing;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The scenarios that need no file. */
final class Scenarios {
  /** Segments and files, as a service of short and long clips has them. */
  static final List<TaskClass> SEGMENTS_AND_FILES =
      List.of(
          new TaskClass(95, new BoundedPareto(1.5, 0.2, 10)),
          new TaskClass(5, new BoundedPareto(1.1, 10, 600)));

  /** Tasks per run where nothing else is said. */
  static final int JOBS = 20_000;

  /** Runs per cell where nothing else is said. */
  static final int SEEDS = 2;

  /** As the product sees a farm, and as it is configured where nothing is said. */
  static final Conditions USUAL =
      new Conditions(ProgressSight.POLLED, 2, ServerChoosing.DEFAULT_HIGHEST_UTILIZATION, 0.5);

  private static final List<ServerSpec> FARM_20 = servers(5, 4, 1, 2, 3, 4);

  private Scenarios() {}

  /** Twenty servers of four speeds. */
  static Scenario farm20() {
    return farm("farm-20", FARM_20);
  }

  /** The same; each server runs at half its speed now and then, unannounced. */
  static Scenario farm20b() {
    return farm("farm-20-b", FARM_20, new SlowSpells(0.5, 60, 240));
  }

  /** Segments and files through three proxies to these servers. */
  static Scenario farm(String name, List<ServerSpec> servers) {
    return farm(name, servers, null);
  }

  private static Scenario farm(String name, List<ServerSpec> servers, @Nullable SlowSpells spells) {
    return new Scenario(
        name,
        servers,
        3,
        SEGMENTS_AND_FILES,
        spells,
        null,
        spells == null ? List.of(0.5, 0.7, 0.9, 0.95) : List.of(0.5, 0.8, 0.9),
        List.of(0.0, 50.0, 500.0),
        List.of(0.0, 0.3, 0.6),
        USUAL,
        JOBS,
        SEEDS);
  }

  /** So many servers of each speed. */
  static List<ServerSpec> servers(int ofEach, double cores, double... speeds) {
    var servers = new ArrayList<ServerSpec>();
    for (double speed : speeds) {
      for (int i = 0; i < ofEach; i++) {
        servers.add(new ServerSpec("t" + (servers.size() + 1), cores, speed));
      }
    }
    return servers;
  }
}
