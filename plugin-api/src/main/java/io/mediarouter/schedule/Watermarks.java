package io.mediarouter.schedule;

/**
 * The utilization by on-demand traffic below which batch work begins, and above which it stops: two
 * numbers, so that it does not begin and stop by turns.
 *
 * @param low demand / capacity below which it begins, above 0
 * @param high demand / capacity above which it stops, at least {@code low} and at most 1
 */
public record Watermarks(double low, double high) {
  public Watermarks {
    if (!(low > 0 && low <= high && high <= 1)) {
      throw new IllegalArgumentException(
          "watermarks: " + low + ", " + high + " (expected: 0 < low <= high <= 1)");
    }
  }

  /** Whether the gate is open at {@code utilization}, where it was open or not before. */
  boolean isOpen(boolean wasOpen, double utilization) {
    return wasOpen ? utilization <= high : utilization < low;
  }
}
