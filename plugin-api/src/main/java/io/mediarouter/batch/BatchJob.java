package io.mediarouter.batch;

import io.mediarouter.media.AssetId;
import io.mediarouter.request.Priority;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An order to make renditions of an asset that nobody waits for.
 *
 * @param id unique in the cluster
 * @param asset its source
 * @param tasks the renditions, at least one
 * @param priority how urgent it is among batch work
 * @param submittedAt when it was accepted
 * @param owner the member that runs it; null = none does
 */
public record BatchJob(
    String id,
    AssetId asset,
    List<BatchTask> tasks,
    Priority priority,
    Instant submittedAt,
    @Nullable String owner) {

  public BatchJob {
    if (tasks.isEmpty()) {
      throw new IllegalArgumentException("job: no renditions (expected: at least one)");
    }
    tasks = List.copyOf(tasks);
  }

  /** Where the job stands as a whole. */
  public JobState state() {
    if (any(JobState.RUNNING)) {
      return JobState.RUNNING;
    }
    if (any(JobState.QUEUED)) {
      return owner == null ? JobState.QUEUED : JobState.RUNNING;
    }
    if (any(JobState.FAILED)) {
      return JobState.FAILED;
    }
    return any(JobState.CANCELLED) ? JobState.CANCELLED : JobState.STORED;
  }

  private boolean any(JobState state) {
    return tasks.stream().anyMatch(task -> task.state() == state);
  }

  /** Share that is made, 0..1: the mean of its renditions. */
  public double progress() {
    return tasks.stream().mapToDouble(BatchTask::progress).average().orElse(0);
  }

  /** This job in the hands of {@code member}; null = in nobody's. */
  public BatchJob ownedBy(@Nullable String member) {
    return new BatchJob(id, asset, tasks, priority, submittedAt, member);
  }

  /** This job with its rendition number {@code index} changed. */
  public BatchJob with(int index, UnaryOperator<BatchTask> change) {
    var changed = new ArrayList<>(tasks);
    changed.set(index, change.apply(tasks.get(index)));
    return new BatchJob(id, asset, changed, priority, submittedAt, owner);
  }

  /** This job given back to the queue by an owner that is gone: what ran waits again. */
  public BatchJob released() {
    var waiting = tasks.stream().map(BatchJob::back).toList();
    return new BatchJob(id, asset, waiting, priority, submittedAt, null);
  }

  private static BatchTask back(BatchTask task) {
    return task.state() == JobState.RUNNING ? task.requeued() : task;
  }

  /** This job called off: what is not finished never will be, and nobody runs it. */
  public BatchJob cancelled() {
    var calledOff = tasks.stream().map(BatchTask::cancelled).toList();
    return new BatchJob(id, asset, calledOff, priority, submittedAt, null);
  }
}
