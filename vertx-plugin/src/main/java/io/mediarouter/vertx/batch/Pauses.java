package io.mediarouter.vertx.batch;

import io.mediarouter.schedule.Backoff;
import io.mediarouter.schedule.Rest;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Which renditions rest after a setback. For one thread at a time; known to this proxy alone,
 * because another may well have better luck.
 */
final class Pauses {
  private final Map<TaskRef, Rest> rests = new HashMap<>();
  private final Backoff backoff;
  private final InstantSource clock;
  private final Supplier<RandomGenerator> random;

  Pauses(Backoff backoff, InstantSource clock, Supplier<RandomGenerator> random) {
    this.backoff = backoff;
    this.clock = clock;
    this.random = random;
  }

  /** Has {@code task} rest, longer than the last time. */
  Rest setBack(TaskRef task) {
    Rest rest = backoff.after(before(task), clock.instant(), random.get());
    rests.put(task, rest);
    return rest;
  }

  /** Has {@code task} rest for the shortest time: it did not fail, there is just no room. */
  void postpone(TaskRef task) {
    rests.put(task, backoff.postponed(before(task), clock.instant()));
  }

  private Rest before(TaskRef task) {
    return rests.getOrDefault(task, Rest.NONE);
  }

  boolean isResting(TaskRef task) {
    return before(task).isOnAt(clock.instant());
  }

  void forget(TaskRef task) {
    rests.remove(task);
  }

  /** Forgets the renditions of all other jobs. */
  void keepOnly(Set<String> jobIds) {
    rests.keySet().removeIf(task -> !jobIds.contains(task.jobId()));
  }
}
