package io.mediarouter.batch;

import io.mediarouter.media.RenditionRequest;
import org.jspecify.annotations.Nullable;

/**
 * One rendition of a batch job.
 *
 * @param label how it was ordered, such as {@code preset=360p}
 * @param rendition what is to be made
 * @param state where it stands
 * @param progress share that is made, 0..1
 * @param attempts how often it was started
 * @param problem why the last attempt failed; null = none did
 */
public record BatchTask(
    String label,
    RenditionRequest rendition,
    JobState state,
    double progress,
    int attempts,
    @Nullable String problem) {

  public BatchTask {
    if (!(progress >= 0 && progress <= 1) || attempts < 0) {
      throw new IllegalArgumentException(
          "task: progress " + progress + ", attempts " + attempts + " (expected: 0..1, >= 0)");
    }
  }

  /** A rendition that waits for its first turn. */
  public static BatchTask queued(String label, RenditionRequest rendition) {
    return new BatchTask(label, rendition, JobState.QUEUED, 0, 0, null);
  }

  /** This task, started once more. */
  public BatchTask started() {
    return new BatchTask(label, rendition, JobState.RUNNING, 0, attempts + 1, problem);
  }

  /** This task, further on. */
  public BatchTask at(double newProgress) {
    return new BatchTask(label, rendition, state, newProgress, attempts, problem);
  }

  /** This task, stored. */
  public BatchTask stored() {
    return new BatchTask(label, rendition, JobState.STORED, 1, attempts, null);
  }

  /** This task back in the queue, with its attempt not counted: it was taken away, not failed. */
  public BatchTask requeued() {
    return new BatchTask(label, rendition, JobState.QUEUED, 0, Math.max(0, attempts - 1), problem);
  }

  /**
   * This task after an attempt that failed: queued again, or given up after {@code mostAttempts}.
   */
  public BatchTask failed(String why, int mostAttempts) {
    JobState next = attempts >= mostAttempts ? JobState.FAILED : JobState.QUEUED;
    return new BatchTask(label, rendition, next, 0, attempts, why);
  }

  /** This task, called off, unless nothing more happens to it anyway. */
  public BatchTask cancelled() {
    return state.isFinal()
        ? this
        : new BatchTask(label, rendition, JobState.CANCELLED, progress, attempts, problem);
  }
}
