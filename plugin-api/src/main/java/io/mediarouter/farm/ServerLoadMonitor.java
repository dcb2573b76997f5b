package io.mediarouter.farm;

import java.time.Duration;
import java.time.Instant;

/**
 * The rule that tells a server's present load: what it last reported, plus what was assigned since
 * and cannot show in that report yet, and never less than the predicted sum of its active tasks. A
 * server that once reported and then stopped is unknown; one that never reports is known by its
 * tasks alone. Immutable and pure.
 */
public final class ServerLoadMonitor {
  /** How long a report is believed, where nothing else is configured. */
  public static final Duration DEFAULT_STALE_AFTER = Duration.ofSeconds(10);

  /** How long a new task takes to show in a server's report in full. */
  private static final double RAMP_UP_NANOS = 2e9;

  private final double staleAfterNanos;

  /**
   * A monitor that believes reports for a while.
   *
   * @param staleAfter age at which a report is no longer believed, above 0
   */
  public ServerLoadMonitor(Duration staleAfter) {
    if (staleAfter.isNegative() || staleAfter.isZero()) {
      throw new IllegalArgumentException("staleAfter: " + staleAfter + " (expected: > 0)");
    }
    this.staleAfterNanos = staleAfter.toSeconds() * 1e9 + staleAfter.getNano();
  }

  /** The load of {@code view}'s server at {@code now}. */
  public ServerLoad loadOf(ServerView view, Instant now) {
    return new ServerLoad(cores(view), isKnown(view, now));
  }

  /**
   * Whether {@code view}'s server has room for a task at {@code now}; allocates nothing.
   *
   * @param demandCores cores that the task keeps busy
   * @param highestUtilization load that it may bring the server to, relative to its capacity
   * @return false also where the load is not known
   */
  public boolean hasRoom(
      ServerView view, double demandCores, double highestUtilization, Instant now) {
    return isKnown(view, now)
        && cores(view) + demandCores <= highestUtilization * view.server().capacityCores();
  }

  private boolean isKnown(ServerView view, Instant now) {
    LoadReport report = view.report();
    return report == null || nanos(report.at(), now) <= staleAfterNanos;
  }

  private static double cores(ServerView view) {
    LoadReport report = view.report();
    double assigned = 0;
    double recent = 0;
    for (int i = 0; i < view.tasks().size(); i++) {
      ActiveTask task = view.tasks().get(i);
      assigned += task.demandCores();
      if (report != null && nanos(task.startedAt(), report.at()) < RAMP_UP_NANOS) {
        recent += task.demandCores();
      }
    }
    return report == null ? assigned : Math.max(assigned, report.coresInUse() + recent);
  }

  private static double nanos(Instant from, Instant to) {
    return (to.getEpochSecond() - from.getEpochSecond()) * 1e9 + (to.getNano() - from.getNano());
  }
}
