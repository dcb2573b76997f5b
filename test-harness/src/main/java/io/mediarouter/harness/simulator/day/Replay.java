package io.mediarouter.harness.simulator.day;

import io.mediarouter.farm.StoredRendition;
import io.mediarouter.speculate.Target;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** A trace against a cache alone: no farm, nobody waits, whatever is missing is made and stored. */
final class Replay {
  private final Trace trace;
  private final Map<Target, TreeSet<Double>> uses = new HashMap<>();

  Replay(Trace trace) {
    this.trace = trace;
    trace
        .requests()
        .forEach(
            each -> uses.computeIfAbsent(each.target(), key -> new TreeSet<>()).add(each.at()));
  }

  /**
   * What came out.
   *
   * @param coreHours of making what was missing
   * @param hitRate share of requests that found what they asked for, 0..1
   */
  record Result(double coreHours, double hitRate) {}

  Result run(long bytes, Eviction eviction) {
    var room = new Room(bytes, eviction, this::wait);
    double coreSeconds = 0;
    int hits = 0;
    int asked = 0;
    for (Trace.Request each : trace.requests()) {
      Instant now = instant(each.at());
      boolean counts = each.at() >= trace.measuredFrom();
      room.asked(each.target(), now);
      asked += counts ? 1 : 0;
      if (room.use(each.target(), now)) {
        hits += counts ? 1 : 0;
      } else {
        coreSeconds += counts ? each.coreSeconds() : 0;
        room.store(each.target(), file(each, now), each.coreSeconds(), false, now);
      }
    }
    return new Result(coreSeconds / 3600, (double) hits / Math.max(1, asked));
  }

  private static Instant instant(double at) {
    return Timeline.BEGIN.plusNanos(Math.round(at * 1e9));
  }

  private double wait(Target target, Instant now) {
    double at = (now.toEpochMilli() - Timeline.BEGIN.toEpochMilli()) / 1000.0;
    TreeSet<Double> times = uses.get(target);
    Double next = times == null ? null : times.higher(at + 1e-3);
    return next == null ? Double.POSITIVE_INFINITY : next - at;
  }

  private static StoredRendition file(Trace.Request each, Instant now) {
    return new StoredRendition(
        each.target().rendition(),
        "v",
        each.target().key(),
        each.bytes(),
        "\"e\"",
        now,
        List.of(Room.SERVER));
  }
}
