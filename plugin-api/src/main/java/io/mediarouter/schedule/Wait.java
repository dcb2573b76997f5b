package io.mediarouter.schedule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The wait of a rendition, and what for.
 *
 * @param reason what
 * @param until when that is over; null = nobody knows
 */
public record Wait(WaitReason reason, @Nullable Instant until) {
  static Wait of(WaitReason reason) {
    return new Wait(reason, null);
  }

  /** In an operator's words, such as {@code outside off-peak hours; 2030-01-01T21:00:00Z}. */
  public String text() {
    return until == null ? reason.text() : reason.text() + "; " + until;
  }
}
