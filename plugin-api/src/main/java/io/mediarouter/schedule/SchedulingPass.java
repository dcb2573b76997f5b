package io.mediarouter.schedule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One pass over the queue: what is taken in turn, and the room that is left. For one use. */
final class SchedulingPass {
  private static final double ROUNDING = 1e-9;

  private final GateRules rules;
  private final GateReading gate;
  private final int most;
  private final Instant now;
  private final Map<String, Double> free;
  private double freeOfFarm;
  private boolean hasHeld;
  private final List<Schedule.Start> starts = new ArrayList<>();
  private final Map<WorkItem, Wait> waits = new HashMap<>();

  SchedulingPass(GateRules rules, GateReading gate, int most, Instant now) {
    this.rules = rules;
    this.gate = gate;
    this.most = most;
    this.now = now;
    this.free = new TreeMap<>(gate.freeCores());
    this.freeOfFarm = gate.freeOfFarm();
  }

  void take(Queued queued) {
    Optional<Wait> wait = obstacle(queued).or(() -> place(queued));
    wait.ifPresent(each -> waits.put(queued.order(), each));
  }

  Schedule schedule() {
    return new Schedule(starts, waits);
  }

  /** The gate as it is for what comes next. */
  GateReading left() {
    return gate.with(free, Math.max(0, freeOfFarm));
  }

  /** What keeps it from beginning, whatever room there is. */
  private Optional<Wait> obstacle(Queued queued) {
    WorkItem order = queued.order();
    if (rules.paused()) {
      return Optional.of(Wait.of(WaitReason.PAUSED));
    }
    if (queued.ableServers().stream().noneMatch(server -> isPossible(server, queued))) {
      return Optional.of(Wait.of(WaitReason.NO_SERVER_CAN));
    }
    if (now.isBefore(order.notBefore())) {
      return Optional.of(new Wait(WaitReason.NOT_BEFORE, order.notBefore()));
    }
    if (queued.rest().isOnAt(now)) {
      return Optional.of(new Wait(WaitReason.RETRY, queued.rest().until()));
    }
    OffPeak offPeak = rules.of(order.kind());
    return offPeak.contains(now)
        ? Optional.empty()
        : Optional.of(new Wait(WaitReason.OFF_PEAK_ONLY, offPeak.nextStart(now)));
  }

  private boolean isPossible(String server, Queued queued) {
    return gate.isPossible(server, queued.demandCores());
  }

  /** Begins it where there is room, or tells what it waits for. */
  private Optional<Wait> place(Queued queued) {
    if (!gate.isOpen()) {
      return Optional.of(Wait.of(WaitReason.FARM_BUSY));
    }
    if (starts.size() >= most) {
      return Optional.of(Wait.of(WaitReason.NOT_ITS_TURN));
    }
    Optional<String> roomiest = roomiest(queued);
    if (roomiest.isPresent() && fits(queued, roomiest.get())) {
      begin(queued, roomiest.get());
      return Optional.empty();
    }
    return Optional.of(Wait.of(hold(queued, roomiest)));
  }

  private Optional<String> roomiest(Queued queued) {
    return queued.ableServers().stream()
        .filter(server -> free.containsKey(server) && isPossible(server, queued))
        .max(
            Comparator.<String>comparingDouble(server -> free.getOrDefault(server, 0.0))
                .thenComparing(Comparator.reverseOrder()));
  }

  private boolean fits(Queued queued, String server) {
    double room = Math.min(free.getOrDefault(server, 0.0), freeOfFarm);
    return queued.demandCores() <= room + ROUNDING;
  }

  private void begin(Queued queued, String server) {
    starts.add(new Schedule.Start(queued.order(), server));
    free.merge(server, -queued.demandCores(), Double::sum);
    freeOfFarm -= queued.demandCores();
  }

  /** Only the first that finds no room holds a server: more would leave too much idle. */
  private WaitReason hold(Queued queued, Optional<String> roomiest) {
    boolean isFirst = !hasHeld;
    hasHeld = true;
    if (isFirst) {
      roomiest.ifPresent(free::remove);
      freeOfFarm -= Math.min(freeOfFarm, roomiest.map(server -> queued.demandCores()).orElse(0.0));
      return WaitReason.NO_ROOM;
    }
    return roomiest.isPresent() ? WaitReason.NO_ROOM : WaitReason.NOT_ITS_TURN;
  }
}
