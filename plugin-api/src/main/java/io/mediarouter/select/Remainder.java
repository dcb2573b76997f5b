package io.mediarouter.select;

import io.mediarouter.farm.ActiveTask;
import java.time.Instant;

/** The rule that tells how much of a running task is left. */
final class Remainder {
  /** No task is taken to be smaller, seconds. */
  static final double SHORTEST = 1e-3;

  /** From this share on, a task's progress says something of its speed. */
  private static final double FIRST_PROGRESS = 0.02;

  /** From this share on, it says more than the prediction. */
  private static final double FULL_PROGRESS = 0.2;

  /** What is left of a task that took longer than predicted, as a share of the prediction. */
  private static final double OVERDUE = 0.1;

  private Remainder() {}

  static double alone(ActiveTask task) {
    return Math.max(SHORTEST, task.workCoreSeconds() / task.demandCores());
  }

  static double elapsed(ActiveTask task, Instant now) {
    Instant start = task.startedAt();
    double seconds =
        now.getEpochSecond() - start.getEpochSecond() + 1e-9 * (now.getNano() - start.getNano());
    return Math.max(0, seconds);
  }

  /**
   * Seconds that a task would still take alone: what it did so far tells as much as the prediction
   * once it is well on its way. How far its server was shared in the past is not known, so that
   * errs high where it was.
   *
   * @param alone seconds that it was predicted to take alone
   * @param stretch how much longer tasks take on its server at present than alone
   */
  static double left(ActiveTask task, double alone, double elapsed, double stretch) {
    double progress = task.progress();
    if (progress <= FIRST_PROGRESS) {
      return Math.max(alone - elapsed / stretch, OVERDUE * alone);
    }
    double trust = Math.min(1, progress / FULL_PROGRESS);
    return (1 - progress) * ((1 - trust) * alone + trust * elapsed / progress);
  }

  /**
   * Whether another proxy's task has probably ended, without news of it yet.
   *
   * @param delay how late its news comes, seconds
   */
  static boolean isPresumedOver(ActiveTask task, double alone, double elapsed, double delay) {
    double progress = task.progress();
    return progress <= FIRST_PROGRESS
        ? elapsed > alone
        : Math.max(0, elapsed - delay) * (1 - progress) / progress < delay;
  }
}
