package io.mediarouter.request;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How urgent a request is.
 *
 * @param priority among other requests
 * @param patience how long from its arrival the client can wait for the first byte; null = not said
 */
public record Urgency(Priority priority, @Nullable Duration patience) {
  /** The urgency of a request that says nothing of it, or is not believed. */
  public static final Urgency DEFAULT = new Urgency(Priority.DEFAULT, null);

  public Urgency {
    if (patience != null && patience.isNegative()) {
      throw new IllegalArgumentException("patience: " + patience + " (expected: >= 0)");
    }
  }
}
