package io.mediarouter.harness.simulator.day;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Virtual time: what happens when, in order, and for equal moments in the order it was planned. */
final class Timeline {
  /** Midnight by UTC, when a run begins. */
  static final Instant BEGIN = Instant.parse("2030-01-01T00:00:00Z");

  private record Event(double at, long serial, Runnable action) {}

  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingDouble(Event::at).thenComparingLong(Event::serial));
  private double now;
  private long serial;

  void at(double moment, Runnable action) {
    events.add(new Event(Math.max(now, moment), serial++, action));
  }

  void runUntil(double end) {
    for (Event next = events.peek(); next != null && next.at() <= end; next = events.peek()) {
      events.remove();
      now = next.at();
      next.action().run();
    }
    now = end;
  }

  /** Seconds since the beginning. */
  double now() {
    return now;
  }

  Instant instant() {
    return BEGIN.plusNanos(Math.round(now * 1e9));
  }
}
