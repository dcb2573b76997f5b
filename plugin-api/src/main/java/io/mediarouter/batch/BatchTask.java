package io.mediarouter.batch;

import io.mediarouter.media.RenditionRequest;
import org.jspecify.annotations.Nullable;

/**
 * One rendition of a batch job. What is final stays as it is, whatever is still said of it.
 *
 * @param label how it was ordered, such as {@code preset=360p}
 * @param rendition what is to be made
 * @param state where it stands; never {@link JobState#PAUSED}
 * @param progress share that is made, 0..1
 * @param attempts how often it was started
 * @param problem why the last attempt failed; null = none did
 * @param detail where it is made, how long it is, why it waits
 */
public record BatchTask(
    String label,
    RenditionRequest rendition,
    JobState state,
    double progress,
    int attempts,
    @Nullable String problem,
    TaskDetail detail) {

  public BatchTask {
    if (!(progress >= 0 && progress <= 1) || attempts < 0) {
      throw new IllegalArgumentException(
          "task: progress " + progress + ", attempts " + attempts + " (expected: 0..1, >= 0)");
    }
    if (state == JobState.PAUSED) {
      throw new IllegalArgumentException("task: paused (expected: only its job is)");
    }
  }

  /** A rendition that waits for its first turn. */
  public static BatchTask queued(String label, RenditionRequest rendition) {
    return new BatchTask(label, rendition, JobState.QUEUED, 0, 0, null, TaskDetail.NONE);
  }

  /** This task, started once more, if it waits. */
  public BatchTask started() {
    TaskDetail begun = detail.on(null).waiting(null).by(null);
    return state == JobState.QUEUED
        ? with(JobState.RUNNING, 0, attempts + 1, problem, begun)
        : this;
  }

  /** This task, further on. */
  public BatchTask at(double newProgress) {
    return state == JobState.RUNNING ? with(state, newProgress, attempts, problem, detail) : this;
  }

  /** This task, made on that server; null = on none. */
  public BatchTask on(@Nullable String serverId) {
    return detailed(detail.on(serverId));
  }

  /** This task, made in that way; null = by one transcode. */
  public BatchTask by(@Nullable String way) {
    return detailed(detail.by(way));
  }

  /** This task, known to be so many seconds long. */
  public BatchTask lasting(double mediaSeconds) {
    return detailed(detail.lasting(mediaSeconds));
  }

  /** This task, with the reason why it could not be begun. */
  public BatchTask waiting(String why) {
    return detailed(detail.waiting(why));
  }

  /** This task, stored. */
  public BatchTask stored() {
    return unlessFinal(with(JobState.STORED, 1, attempts, null, detail.waiting(null)));
  }

  /** This task, done with nothing made: the original is what it asks for. */
  public BatchTask original() {
    return unlessFinal(with(JobState.STORED, 1, attempts, null, detail.asOriginal()));
  }

  /** This task back in the queue, with its attempt not counted: it was taken away, not failed. */
  public BatchTask requeued() {
    return state == JobState.RUNNING
        ? with(JobState.QUEUED, 0, Math.max(0, attempts - 1), problem, detail.on(null))
        : this;
  }

  /**
   * This task after an attempt that failed: queued again, or given up after {@code mostAttempts}.
   */
  public BatchTask failed(String why, int mostAttempts) {
    JobState next = attempts >= mostAttempts ? JobState.FAILED : JobState.QUEUED;
    return unlessFinal(with(next, 0, attempts, why, detail.waiting(null)));
  }

  /** This task, called off. */
  public BatchTask cancelled() {
    return unlessFinal(with(JobState.CANCELLED, progress, attempts, problem, detail.waiting(null)));
  }

  private BatchTask detailed(TaskDetail changed) {
    return unlessFinal(with(state, progress, attempts, problem, changed));
  }

  private BatchTask unlessFinal(BatchTask changed) {
    return state.isFinal() ? this : changed;
  }

  private BatchTask with(
      JobState next, double at, int started, @Nullable String why, TaskDetail details) {
    return new BatchTask(label, rendition, next, at, started, why, details);
  }
}
