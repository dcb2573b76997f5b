package io.mediarouter.vertx.batch;

import io.mediarouter.batch.BatchJob;
import io.mediarouter.batch.BatchTask;
import io.mediarouter.batch.JobState;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.function.UnaryOperator;

/**
 * One rendition in its job's row, as this proxy may change it: before it is claimed while nobody
 * has it, from then on while it runs here. For one thread at a time.
 */
final class TaskRow {
  private final BatchJobs jobs;
  private final TaskRef ref;
  private final String self;
  private final InstantSource clock;
  private boolean claimed;

  TaskRow(BatchJobs jobs, TaskRef ref, String self, InstantSource clock) {
    this.jobs = jobs;
    this.ref = ref;
    this.self = self;
    this.clock = clock;
  }

  /** Claims the rendition by that change, if nobody has it; tells whether it is ours now. */
  Future<Boolean> claim(UnaryOperator<BatchTask> start) {
    return jobs.change(ref.jobId(), job -> isForUs(job) ? started(job, start) : job)
        .map(job -> job.filter(this::isRunningHere).isPresent())
        .onSuccess(mine -> claimed = mine);
  }

  private BatchJob started(BatchJob job, UnaryOperator<BatchTask> start) {
    return job.ownedBy(self).with(ref.index(), start);
  }

  boolean isClaimed() {
    return claimed;
  }

  /** Whether the row says that it was called off or went to another. */
  boolean isLost() {
    return claimed && jobs.find(ref.jobId()).filter(this::isRunningHere).isEmpty();
  }

  /** Changes the rendition, unless it was called off or went to another meanwhile. */
  Future<Void> update(UnaryOperator<BatchTask> change) {
    return jobs.change(ref.jobId(), job -> isStillOurs(job) ? changed(job, change) : job)
        .mapEmpty();
  }

  private boolean isStillOurs(BatchJob job) {
    return claimed ? isRunningHere(job) : isForUs(job);
  }

  private BatchJob changed(BatchJob job, UnaryOperator<BatchTask> change) {
    BatchJob next = job.with(ref.index(), change);
    boolean over = next.tasks().stream().allMatch(task -> task.state().isFinal());
    return over ? next.ownedBy(null) : next;
  }

  private boolean isForUs(BatchJob job) {
    boolean free = job.owner() == null || job.owner().equals(self);
    return free && job.isDue(clock.instant()) && task(job).state() == JobState.QUEUED;
  }

  private boolean isRunningHere(BatchJob job) {
    return self.equals(job.owner()) && task(job).state() == JobState.RUNNING;
  }

  private BatchTask task(BatchJob job) {
    return job.tasks().get(ref.index());
  }
}
