package io.mediarouter.vertx.batch;

import io.mediarouter.schedule.Backoff;
import io.mediarouter.schedule.Rest;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Which renditions rest after a setback. For one thread at a time; known to this proxy alone,
 * because another may well have better luck.
 *
 * <p>Chance spreads the rests of different jobs. Those of one job that are set back together come
 * back together, or they would not share a decode again.
 */
final class Pauses {
  private final Map<TaskRef, Rest> rests = new HashMap<>();
  private final Map<TaskRef, Rest> postponed = new HashMap<>();
  private final Backoff backoff;
  private final InstantSource clock;
  private final long seed;

  Pauses(Backoff backoff, InstantSource clock, Supplier<RandomGenerator> random) {
    this.backoff = backoff;
    this.clock = clock;
    this.seed = random.get().nextLong();
  }

  /** Has {@code task} rest, longer than the last time. */
  Rest setBack(TaskRef task) {
    Rest rest = backoff.after(before(task), clock.instant(), chance(task));
    rests.put(task, rest);
    return rest;
  }

  private RandomGenerator chance(TaskRef task) {
    return new SplittableRandom(seed ^ task.jobId().hashCode());
  }

  /**
   * Has {@code task} rest for the shortest time: it did not fail, there is just no room. Its turn
   * is kept.
   */
  void postpone(TaskRef task) {
    postponed.put(task, backoff.postponed(Rest.NONE, clock.instant()));
  }

  private Rest before(TaskRef task) {
    return rests.getOrDefault(task, Rest.NONE);
  }

  /** What {@code task} rests after setbacks; for want of room does not count. */
  Rest setBackOf(TaskRef task) {
    return before(task);
  }

  boolean isResting(TaskRef task) {
    return before(task).isOnAt(clock.instant())
        || postponed.getOrDefault(task, Rest.NONE).isOnAt(clock.instant());
  }

  void forget(TaskRef task) {
    rests.remove(task);
    postponed.remove(task);
  }

  /** Forgets the renditions of all other jobs. */
  void keepOnly(Set<String> jobIds) {
    rests.keySet().removeIf(task -> !jobIds.contains(task.jobId()));
    postponed.keySet().removeIf(task -> !jobIds.contains(task.jobId()));
  }
}
