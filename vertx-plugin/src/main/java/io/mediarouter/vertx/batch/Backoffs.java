package io.mediarouter.vertx.batch;

import io.mediarouter.schedule.Backoff;
import io.mediarouter.schedule.BackoffState;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Counts setbacks of renditions and tells which of them are left alone for now. For one thread at a
 * time; known to this proxy alone, because another may well have better luck.
 *
 * <p>Chance spreads the rests of different jobs. Those of one job that are set back together come
 * back together, or they would not share a decode again.
 */
final class Backoffs {
  private final Map<TaskRef, BackoffState> rests = new HashMap<>();
  private final Map<TaskRef, BackoffState> postponed = new HashMap<>();
  private final Backoff backoff;
  private final InstantSource clock;
  private final long seed;

  Backoffs(Backoff backoff, InstantSource clock, Supplier<RandomGenerator> random) {
    this.backoff = backoff;
    this.clock = clock;
    this.seed = random.get().nextLong();
  }

  /** Has {@code task} rest, longer than the last time. */
  BackoffState setBack(TaskRef task) {
    BackoffState rest = backoff.after(before(task), clock.instant(), chance(task));
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
    postponed.put(task, backoff.postponed(BackoffState.NONE, clock.instant()));
  }

  private BackoffState before(TaskRef task) {
    return rests.getOrDefault(task, BackoffState.NONE);
  }

  /** What {@code task} rests after setbacks; for want of room does not count. */
  BackoffState setBackOf(TaskRef task) {
    return before(task);
  }

  boolean isResting(TaskRef task) {
    return before(task).isOnAt(clock.instant())
        || postponed.getOrDefault(task, BackoffState.NONE).isOnAt(clock.instant());
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
