package io.mediarouter.schedule;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * The hours when a kind of batch work may begin, by the clock.
 *
 * @param windows in any of these; none = at all times
 */
public record OffPeak(List<OffPeakWindow> windows) {
  /** At all times. */
  public static final OffPeak ALWAYS = new OffPeak(List.of());

  public OffPeak {
    windows = List.copyOf(windows);
  }

  boolean contains(Instant now) {
    return windows.isEmpty() || windows.stream().anyMatch(window -> window.contains(now));
  }

  /** When it next begins, after {@code now}; that moment where it is always. */
  Instant nextStart(Instant now) {
    return windows.stream()
        .map(window -> window.nextStart(now))
        .min(Comparator.naturalOrder())
        .orElse(now);
  }
}
