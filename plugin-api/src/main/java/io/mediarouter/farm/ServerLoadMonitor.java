package io.mediarouter.farm;

import java.time.Duration;
import java.time.Instant;

/**
 * The rule that tells a server's present load: the predicted sum of its active tasks, plus what it
 * last reported beyond what that report can show of these and of tasks that have ended since. A
 * server that once reported and then stopped is unknown; one that never reports is known by its
 * tasks alone. Immutable and pure. All moments are by one clock, to a fraction of a second.
 *
 * <p>So a server that reports too little is not overloaded: what runs on it is known. One that
 * reports too much is believed, since others than these proxies may use it; but if it claims that
 * they take most of it, it is taken at our own word for one second of each minute, so that a task
 * can try it. While one runs there, it is believed again.
 */
public final class ServerLoadMonitor {
  /** How long a report is believed, where nothing else is configured. */
  public static final Duration DEFAULT_STALE_AFTER = Duration.ofSeconds(10);

  /** What others than these proxies must use of a server, as a share, to be more than noise. */
  private static final double NOISE = 0.04;

  private static final double MOST = 0.5;
  private static final int TRIAL_EVERY_SECONDS = 60;

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
    return new ServerLoad(cores(view, now), isKnown(view, now));
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
        && view.hasSession()
        && cores(view, now) + demandCores <= highestUtilization * view.server().capacityCores();
  }

  private boolean isKnown(ServerView view, Instant now) {
    LoadReport report = view.report();
    return report == null || nanos(report.at(), now) <= staleAfterNanos;
  }

  private double cores(ServerView view, Instant now) {
    LoadReport report = view.report();
    double assigned = 0;
    double shown = view.metering().endedCores();
    for (int i = 0; i < view.tasks().size(); i++) {
      ActiveTask task = view.tasks().get(i);
      assigned += task.demandCores();
      shown += report == null ? 0 : task.demandCores() * shownShare(task, view, report);
    }
    if (report == null || isOnTrial(view, report, now)) {
      return assigned;
    }
    double others = report.coresInUse() - shown;
    return others <= NOISE * view.server().capacityCores() ? assigned : assigned + others;
  }

  /** How much of a task a report shows. */
  private static double shownShare(ActiveTask task, ServerView view, LoadReport report) {
    return view.metering().shownOf(nanos(task.startedAt(), report.at()) / 1e9);
  }

  /** Each server has a second of its own in the minute, so that not all are tried at once. */
  private boolean isOnTrial(ServerView view, LoadReport report, Instant now) {
    return view.tasks().isEmpty()
        && report.coresInUse() > MOST * view.server().capacityCores()
        && (now.getEpochSecond() + view.server().id().hashCode()) % TRIAL_EVERY_SECONDS == 0
        && isKnown(view, now);
  }

  private static double nanos(Instant from, Instant to) {
    return (to.getEpochSecond() - from.getEpochSecond()) * 1e9 + (to.getNano() - from.getNano());
  }
}
