package io.mediarouter.vertx.batch;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Which renditions rest after a setback, each time twice as long. For one thread at a time; known
 * to this proxy alone, because another may well have better luck.
 */
final class Pauses {
  private record Pause(int setbacks, long untilNanos) {}

  private final Map<TaskRef, Pause> pauses = new HashMap<>();
  private final BatchPace pace;
  private final LongSupplier nanoTime;

  Pauses(BatchPace pace, LongSupplier nanoTime) {
    this.pace = pace;
    this.nanoTime = nanoTime;
  }

  /** Has {@code task} rest, longer than the last time; returns how long. */
  Duration setBack(TaskRef task) {
    Pause before = pauses.get(task);
    int setbacks = before == null ? 1 : before.setbacks() + 1;
    pauses.put(task, new Pause(setbacks, end(setbacks)));
    return pace.pauseAfter(setbacks);
  }

  /** Has {@code task} rest for the shortest time: it did not fail, there is just no room. */
  void postpone(TaskRef task) {
    Pause before = pauses.get(task);
    pauses.put(task, new Pause(before == null ? 0 : before.setbacks(), end(1)));
  }

  private long end(int setbacks) {
    return nanoTime.getAsLong() + pace.pauseAfter(setbacks).toNanos();
  }

  boolean isResting(TaskRef task) {
    Pause pause = pauses.get(task);
    return pause != null && nanoTime.getAsLong() - pause.untilNanos() < 0;
  }

  void forget(TaskRef task) {
    pauses.remove(task);
  }

  /** Forgets the renditions of all other jobs. */
  void keepOnly(Set<String> jobIds) {
    pauses.keySet().removeIf(task -> !jobIds.contains(task.jobId()));
  }
}
