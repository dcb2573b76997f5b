package io.mediarouter.harness.scenario.soak;

import io.mediarouter.harness.farm.fault.Fault;
import io.mediarouter.harness.scenario.process.ProcessFarm;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Something that happens to one server of a farm, or to the link between its proxies. */
enum Mishap {
  /** It answers late. */
  DELAY(Fault.delay(Duration.ofSeconds(2))),
  /** Its bodies come to a halt. */
  STALL(Fault.stallAfter(4_000), Fault.share(0.5)),
  /** Its bodies break off. */
  CUT(Fault.cutAfter(4_000), Fault.share(0.5)),
  /** Some of its answers are errors. */
  ERRORS(Fault.status(500), Fault.share(0.5)),
  /** It closes connections without an answer. */
  REFUSE(Fault.refuse()),
  /** What it transcodes takes longer than it plays; nothing to a server that transcodes nothing. */
  SLOW(Fault.encodingSpeed(0.4)),
  /** It has no room for uploads. */
  DISK_FULL(Fault.diskFull()),
  /** It hangs with all its connections. */
  FREEZE {
    @Override
    void begin(ProcessFarm farm, String server) throws IOException {
      farm.server(server).freeze();
    }

    @Override
    void end(ProcessFarm farm, String server) throws IOException {
      farm.server(server).thaw();
    }
  },
  /** It dies and is started again. */
  KILL {
    @Override
    void begin(ProcessFarm farm, String server) {
      farm.server(server).kill9();
    }

    @Override
    void end(ProcessFarm farm, String server) throws IOException {
      farm.server(server).restart();
    }
  },
  /** The proxies lose each other. */
  PARTITION {
    @Override
    void begin(ProcessFarm farm, String server) {
      farm.cluster().partition();
    }

    @Override
    void end(ProcessFarm farm, String server) {
      farm.cluster().heal();
    }
  };

  private final List<Fault> faults;

  Mishap(Fault... faults) {
    this.faults = List.of(faults);
  }

  /** What can happen to servers that cannot be told to misbehave. */
  static List<Mishap> toAnyProcess() {
    return List.of(FREEZE, KILL, PARTITION);
  }

  void begin(ProcessFarm farm, String server) throws IOException {
    farm.faults(server).set(faults.toArray(Fault[]::new));
  }

  void end(ProcessFarm farm, String server) throws IOException {
    farm.faults(server).heal();
  }
}
