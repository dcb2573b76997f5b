package io.mediarouter.request;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How urgent a request is, and what its player will be in need of next.
 *
 * @param priority among other requests
 * @param patience how long from its arrival the client can wait for the first byte; null = not said
 * @param next what is said to be asked for next, the soonest first: references relative to the
 *     request's URL, percent-encoded once more than a URL is, as yet unchecked; empty = the same
 *     again
 */
public record Urgency(Priority priority, @Nullable Duration patience, List<String> next) {
  /** The urgency of a request that says nothing of it, or is not believed. */
  public static final Urgency DEFAULT = new Urgency(Priority.DEFAULT, null);

  /** The urgency of a request that says nothing of what comes next. */
  public Urgency(Priority priority, @Nullable Duration patience) {
    this(priority, patience, List.of());
  }

  public Urgency {
    if (patience != null && patience.isNegative()) {
      throw new IllegalArgumentException("patience: " + patience + " (expected: >= 0)");
    }
    next = List.copyOf(next);
  }
}
