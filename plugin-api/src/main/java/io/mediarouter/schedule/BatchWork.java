package io.mediarouter.schedule;

import io.mediarouter.farm.ActiveTask;
import io.mediarouter.request.Priority;
import java.util.Comparator;

/**
 * Batch work that runs.
 *
 * @param taskId the name of its task, unique in the cluster
 * @param kind why it runs
 * @param priority how urgent it is among batch work
 * @param demandCores cores it is predicted to keep busy, at least 0
 * @param workCoreSeconds work it is predicted to be in all, core-seconds, at least 0
 * @param progress share that is done, 0..1
 */
public record BatchWork(
    String taskId,
    WorkKind kind,
    Priority priority,
    double demandCores,
    double workCoreSeconds,
    double progress) {

  /**
   * Who gives way first: speculation before what was ordered, then the least urgent, then the one
   * that loses the least. A total order.
   */
  public static final Comparator<BatchWork> YIELDS_FIRST =
      Comparator.comparing(BatchWork::kind)
          .reversed()
          .thenComparing(BatchWork::priority, Comparator.reverseOrder())
          .thenComparingDouble(BatchWork::lostCoreSeconds)
          .thenComparing(BatchWork::taskId);

  /** What {@code task} is to the scheduler. */
  public static BatchWork of(ActiveTask task, WorkKind kind) {
    return new BatchWork(
        task.id(),
        kind,
        task.priority(),
        task.demandCores(),
        task.workCoreSeconds(),
        task.progress());
  }

  /** What would be lost if it gave way now, core-seconds. */
  public double lostCoreSeconds() {
    return progress * workCoreSeconds;
  }
}
