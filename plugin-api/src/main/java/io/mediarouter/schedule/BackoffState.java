package io.mediarouter.schedule;

import java.time.Instant;

/**
 * The state of how long a rendition is left alone after setbacks.
 *
 * @param setbacks how many there were in a row, at least 0
 * @param until when it may be tried again
 */
public record BackoffState(int setbacks, Instant until) {
  /** None was set back, and it may be tried. */
  public static final BackoffState NONE = new BackoffState(0, Instant.EPOCH);

  public BackoffState {
    if (setbacks < 0) {
      throw new IllegalArgumentException("setbacks: " + setbacks + " (expected: >= 0)");
    }
  }

  /** Whether it is not over yet. */
  public boolean isOnAt(Instant now) {
    return now.isBefore(until);
  }
}
