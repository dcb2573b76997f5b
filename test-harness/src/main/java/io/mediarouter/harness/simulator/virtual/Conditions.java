package io.mediarouter.harness.simulator.virtual;

/**
 * The conditions of a run: what proxies see of the farm, what they may do with a task that has no
 * room, and how long viewers can wait.
 *
 * @param progress what they see of running tasks
 * @param meterSeconds over how long servers measure the load that they report each second, at least
 *     0; 0 = the present; negative = they do not report
 * @param limit load that no task may raise a server above, relative to its cores; infinite = none;
 *     only for policies that look at room
 * @param patience how long a task waits for room before it is refused, seconds, at least 0
 * @param slack how much longer than on an idle fastest core a task of at most {@value
 *     #MOST_AWAITED} s may take on average before its viewer has waited in vain, seconds, at least
 *     0; 0 = no task has a deadline
 * @param variant the share of its cores that a cheaper variant of a task wants, which is made where
 *     it found no room in time, above 0 and at most 1; 1 = there are no variants
 */
public record Conditions(
    ProgressSight progress,
    double meterSeconds,
    double limit,
    double patience,
    double slack,
    double variant) {
  /** The largest tasks whose end viewers wait for, seconds: segments. */
  public static final double MOST_AWAITED = 6;

  public Conditions {
    if (!(limit > 0) || !(patience >= 0) || !(slack >= 0) || !(variant > 0 && variant <= 1)) {
      throw new IllegalArgumentException(
          "limit %s, patience %s, slack %s, variant %s (expected: > 0, >= 0, >= 0, > 0 and <= 1)"
              .formatted(limit, patience, slack, variant));
    }
  }

  /** Conditions in which no task has a deadline or a variant. */
  public Conditions(ProgressSight progress, double meterSeconds, double limit, double patience) {
    this(progress, meterSeconds, limit, patience, 0, 1);
  }

  /** Whether servers report their load. */
  public boolean reports() {
    return meterSeconds >= 0;
  }
}
