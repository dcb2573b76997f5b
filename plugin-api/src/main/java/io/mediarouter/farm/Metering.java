package io.mediarouter.farm;

/**
 * What a server's last report shows of these proxies' own tasks.
 *
 * @param windowSeconds over how long the server measures: a new task takes that long to show in
 *     full, and one that has ended to be forgotten; above 0
 * @param endedCores cores in the report that belong to tasks that are known to have ended, at least
 *     0
 * @param endedTasks tasks that the report counts and that are known to have ended since, at least 0
 */
public record Metering(double windowSeconds, double endedCores, int endedTasks) {
  /** The window where nothing is known, seconds. */
  public static final double USUAL_WINDOW = 2;

  /** Of a server of which nothing is known. */
  public static final Metering UNKNOWN = new Metering(USUAL_WINDOW, 0, 0);

  public Metering {
    if (!(windowSeconds > 0) || !(endedCores >= 0) || endedTasks < 0) {
      throw new IllegalArgumentException(
          "metering: window %s, ended %s and %d (expected: > 0, >= 0, >= 0)"
              .formatted(windowSeconds, endedCores, endedTasks));
    }
  }

  /** The share of a task that a report shows which was made {@code age} seconds after its start. */
  double shownOf(double age) {
    return Math.min(1, Math.max(0, age / windowSeconds));
  }
}
