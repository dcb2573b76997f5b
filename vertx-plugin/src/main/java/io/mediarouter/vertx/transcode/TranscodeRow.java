package io.mediarouter.vertx.transcode;

import io.mediarouter.farm.ActiveTask;
import io.mediarouter.state.OwnedTable;
import io.mediarouter.vertx.flight.Wanted;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The row that a transcode tells of itself in the table of active tasks, in the row of the task
 * that makes it, and what is read there. Safe for use by many threads.
 */
final class TranscodeRow {
  private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

  private final OwnedTable<ActiveTask> tasks;
  private final String taskId;
  private final Supplier<Wanted> most;
  private final LongSupplier nanoTime;
  private final long begunNanos;

  /**
   * The row of a transcode that begins now.
   *
   * @param most tells for whom all that the task makes is wanted most
   */
  TranscodeRow(
      OwnedTable<ActiveTask> tasks, String taskId, Supplier<Wanted> most, LongSupplier nanoTime) {
    this.tasks = tasks;
    this.taskId = taskId;
    this.most = most;
    this.nanoTime = nanoTime;
    this.begunNanos = nanoTime.getAsLong();
  }

  /** Tells that a client is about to be sent the output. */
  void tellDelivery() {
    tasks.update(taskId, task -> task.at(task.progress(), true));
  }

  /** Tells who waits now: a viewer's task does not give way as batch work does. */
  void tellWho() {
    Wanted now = most.get();
    tasks.update(taskId, task -> task.waitedForBy(now.kind(), now.priority()));
  }

  /** The share that its server says is made, 0..1; 0 where it says nothing. */
  double progress() {
    return tasks.own(taskId).map(ActiveTask::progress).orElse(0.0);
  }

  double ageSeconds() {
    return (nanoTime.getAsLong() - begunNanos) / NANOS;
  }
}
