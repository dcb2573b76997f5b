package io.mediarouter.batch;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** What an operator does to a job. */
public enum JobOperation {
  /** Holds it: nothing more is begun, and what runs is taken away and waits again. */
  PAUSE,
  /** Lets a paused job go on. */
  RESUME,
  /** Brings it to the front of its urgency. */
  BUMP,
  /** Calls it off; once more changes nothing. */
  CANCEL;

  private final String token = name().toLowerCase(Locale.ROOT);

  /** The name in paths and logs, such as {@code pause}. */
  public String token() {
    return token;
  }

  /** The job after it; empty where the job's state does not allow it. */
  public Optional<BatchJob> on(BatchJob job, Instant now) {
    return isPossible(job.state()) ? Optional.of(done(job, now).confirmed()) : Optional.empty();
  }

  private boolean isPossible(JobState state) {
    return switch (this) {
      case PAUSE -> state == JobState.QUEUED || state == JobState.RUNNING;
      case RESUME -> state == JobState.PAUSED;
      case BUMP -> !state.isFinal();
      case CANCEL -> !state.isFinal() || state == JobState.CANCELLED;
    };
  }

  private BatchJob done(BatchJob job, Instant now) {
    return switch (this) {
      case PAUSE -> job.paused();
      case RESUME -> job.resumed();
      case BUMP -> job.bumped(now);
      case CANCEL -> job.cancelled();
    };
  }
}
