package io.mediarouter.harness.simulate.virtual;

/**
 * What proxies see of the farm, and what they may do with a task that has no room.
 *
 * @param progress what they see of running tasks
 * @param meterSeconds over how long servers measure the load that they report each second, at least
 *     0; 0 = the present; negative = they do not report
 * @param limit load that no task may raise a server above, relative to its cores; infinite = none;
 *     only for policies that look at room
 * @param patience how long a task waits for room before it is refused, seconds, at least 0
 */
public record Conditions(
    ProgressSight progress, double meterSeconds, double limit, double patience) {
  public Conditions {
    if (!(limit > 0) || !(patience >= 0)) {
      throw new IllegalArgumentException(
          "limit " + limit + ", patience " + patience + " (expected: > 0, >= 0)");
    }
  }

  /** Whether servers report their load. */
  public boolean reports() {
    return meterSeconds >= 0;
  }
}
