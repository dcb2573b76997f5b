package io.mediarouter.schedule;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A part of each day, by the clock of a place; it may go over midnight. When that clock is changed,
 * the window is as long as the clock makes it.
 *
 * @param from when it begins
 * @param to when it ends, which it does not include; not equal to {@code from}
 * @param zone the place
 */
public record OffPeakWindow(LocalTime from, LocalTime to, ZoneId zone) {
  public OffPeakWindow {
    if (from.equals(to)) {
      throw new IllegalArgumentException(
          "window: " + from + "-" + to + " (expected: two different times)");
    }
  }

  /**
   * The window that a text such as {@code 22:00-06:00 Europe/Berlin} means.
   *
   * @throws IllegalArgumentException if it means none
   */
  public static OffPeakWindow parse(String text) {
    String[] parts = text.strip().split("\\s+", -1);
    String[] times = parts[0].split("-", -1);
    if (parts.length != 2 || times.length != 2) {
      throw malformed(text, null);
    }
    try {
      return new OffPeakWindow(
          LocalTime.parse(times[0]), LocalTime.parse(times[1]), ZoneId.of(parts[1]));
    } catch (DateTimeException e) {
      throw malformed(text, e);
    }
  }

  private static IllegalArgumentException malformed(String text, @Nullable Exception cause) {
    return new IllegalArgumentException(
        "window: \"" + text + "\" (expected: such as 22:00-06:00 Europe/Berlin)", cause);
  }

  /** Whether {@code now} is in it. */
  public boolean contains(Instant now) {
    LocalTime time = now.atZone(zone).toLocalTime();
    boolean afterFrom = !time.isBefore(from);
    boolean beforeTo = time.isBefore(to);
    return from.isBefore(to) ? afterFrom && beforeTo : afterFrom || beforeTo;
  }

  /** When it next begins, after {@code now}. */
  public Instant nextStart(Instant now) {
    ZonedDateTime local = now.atZone(zone);
    ZonedDateTime today = local.toLocalDate().atTime(from).atZone(zone);
    return (today.isAfter(local)
            ? today
            : local.toLocalDate().plusDays(1).atTime(from).atZone(zone))
        .toInstant();
  }
}
