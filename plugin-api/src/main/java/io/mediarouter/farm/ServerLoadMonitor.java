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
  private static final Duration RAMP_UP = Duration.ofSeconds(2);

  private final Duration staleAfter;

  /**
   * A monitor that believes reports for a while.
   *
   * @param staleAfter age at which a report is no longer believed, above 0
   */
  public ServerLoadMonitor(Duration staleAfter) {
    if (staleAfter.isNegative() || staleAfter.isZero()) {
      throw new IllegalArgumentException("staleAfter: " + staleAfter + " (expected: > 0)");
    }
    this.staleAfter = staleAfter;
  }

  /** The load of {@code view}'s server at {@code now}. */
  public ServerLoad loadOf(ServerView view, Instant now) {
    LoadReport report = view.report();
    double assigned = sum(view, Instant.MIN);
    if (report == null) {
      return new ServerLoad(assigned, true);
    }
    double recent = sum(view, report.at().minus(RAMP_UP));
    boolean fresh = !report.at().plus(staleAfter).isBefore(now);
    return new ServerLoad(Math.max(assigned, report.coresInUse() + recent), fresh);
  }

  private static double sum(ServerView view, Instant since) {
    double cores = 0;
    for (ActiveTask task : view.tasks()) {
      if (task.startedAt().isAfter(since)) {
        cores += task.demandCores();
      }
    }
    return cores;
  }
}
