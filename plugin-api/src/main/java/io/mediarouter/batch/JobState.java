package io.mediarouter.batch;

import java.util.Locale;

/** Where a batch job, or one of its renditions, stands. */
public enum JobState {
  /** Waits for its turn. */
  QUEUED,
  /** Waits until it is resumed; a job as a whole only. */
  PAUSED,
  /** Is being made. */
  RUNNING,
  /** Is made, stored and indexed. */
  STORED,
  /** Was given up. */
  FAILED,
  /** Was called off. */
  CANCELLED;

  private final String token = name().toLowerCase(Locale.ROOT);

  /** The name in reports, such as {@code queued}. */
  public String token() {
    return token;
  }

  /** Whether nothing more happens to it. */
  public boolean isFinal() {
    return this == STORED || this == FAILED || this == CANCELLED;
  }
}
