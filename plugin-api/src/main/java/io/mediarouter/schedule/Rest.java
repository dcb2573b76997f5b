package io.mediarouter.schedule;

import java.time.Instant;

/**
 * The rest of a rendition after setbacks.
 *
 * @param setbacks how many there were in a row, at least 0
 * @param until when it may be tried again
 */
public record Rest(int setbacks, Instant until) {
  /** None was set back, and it may be tried. */
  public static final Rest NONE = new Rest(0, Instant.EPOCH);

  public Rest {
    if (setbacks < 0) {
      throw new IllegalArgumentException("setbacks: " + setbacks + " (expected: >= 0)");
    }
  }

  /** Whether it is not over yet. */
  public boolean isOnAt(Instant now) {
    return now.isBefore(until);
  }
}
